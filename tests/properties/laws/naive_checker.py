"""A checker without any skill: it asks every law of everything after every step. The real one must say the same."""

from operator import attrgetter

from filspec.actors.world import World
from filspec.kit.judging import is_kept_in, speaks_of
from filspec.kit.laws import OF_STATES, Quantifier
from filspec.kit.worlds import shape_of
from filspec.laws.broken import LawBroken
from filspec.laws.catalogue import catalogue
from filspec.laws.checker import LawChecker

SHAPE = shape_of(World)
KEY_TYPES = {
    "actors": ("ledger.accounts", "market.escrow", "miner.miners", "power.claims", "channel.channels"),
    "sectors": ("market.live_deals", "miner.sectors", "miner.used_numbers"),
}


class Found(Exception):  # noqa: N818 (the finding of a check)
    """A law does not hold: its name, and the key of the row."""

    def __init__(self, name, *key):
        super().__init__(name, *key)
        self.found = (name, *key)


class NaiveChecker:
    """Asks all laws, in their order."""

    def __init__(self, model, laws=None):
        self.model, self.laws = model, catalogue() if laws is None else laws
        self.lawful = False
        steps = [law.path for law in self.laws if law.quantifier is Quantifier.VISIT]
        self.loops_of = dict.fromkeys(steps, frozenset(SHAPE.paths))

    def __call__(self, step):
        if not self.lawful:
            self.ask([law for law in self.laws if law.quantifier in OF_STATES], step.before, step.before, None)
        self.ask(self.laws, step.before, step.after, step)
        self.lawful = True

    def ask(self, laws, before, after, step):
        worlds = tuple(SHAPE.world_of(self.model, leaves) for leaves in (before, after))
        for law in laws:
            for arguments, key in self.cases(law, *worlds, step):
                try:
                    holds = is_kept_in(law, arguments)
                except Exception:
                    holds = False
                if not holds:
                    raise Found(law.name, *key)

    def cases(self, law, before, after, step):
        match law.quantifier:
            case Quantifier.WORLD:
                yield (after,), ()
            case Quantifier.ROW:
                for key, row in attrgetter(law.path)(after).items_in_order():
                    yield (after, key, row), (key,)
            case Quantifier.KEY:
                [same] = [paths for paths in KEY_TYPES.values() if law.path in paths]
                for key in sorted({key for path in same for key in attrgetter(path)(after).keys_in_order()}):
                    yield (after, key), (key,)
            case Quantifier.STEP:
                yield (before, after), ()
            case Quantifier.STEP_ROW:
                for key in attrgetter(law.path)(before).keys_in_order():
                    yield (before, after, key), (key,)
            case Quantifier.VISIT:
                yield from self.visits(law, before, step)
            case _ if speaks_of(law, step):
                yield (before, after, step), ()

    def visits(self, law, model, step):
        for loop in step.loops:
            if loop.step.name == law.path:
                ends = tuple(SHAPE.world_of(model, leaves) for leaves in (loop.before, loop.after))
                for key in loop.keys:
                    yield (*ends, key, *loop.extra), (key,)


class Both:
    """Two checkers of one life, which must find the same: it keeps what they found, and looks at nothing after that."""

    def __init__(self, model):
        self.skilled, self.naive = LawChecker(), NaiveChecker(model)
        self.loops_of, self.found, self.steps = self.naive.loops_of, None, 0

    def __call__(self, step):
        if self.found is None:
            self.steps += 1
            skilled, naive = what_finds(self.skilled, as_asked_for(self.skilled, step)), what_finds(self.naive, step)
            assert skilled == naive, f"at {step.transition.name}: {skilled}, and a look at everything finds {naive}"
            self.found = skilled


def as_asked_for(checker, step):
    """The step as it is handed to this checker alone: of its loops only the leaves that it looks at."""
    return step.but(loops=tuple(_narrowed(loop, checker.loops_of[loop.step.name]) for loop in step.loops))


def _narrowed(loop, looks_at):
    part = SHAPE.part(looks_at)
    places = [loop.part.paths.index(path) for path in part.paths]
    before, after = (tuple(of_all[place] for place in places) for of_all in (loop.before, loop.after))
    return loop.but(part=part, before=before, after=after)


def what_finds(checker, step):
    try:
        checker(step)
    except LawBroken as broken:
        return (broken.law.name, *broken.place[:1])
    except Exception as found:
        return found.found
    return None
