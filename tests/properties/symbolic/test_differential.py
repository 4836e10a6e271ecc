"""What runs came to, against what a proof says that they come to: for the actors, and for small random worlds."""

from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.actors.world import World
from filspec.kit.laws import Quantifier
from filspec.kit.tables import PairTable, Table
from filspec.laws.catalogue import catalogue
from filspec.symbolic import footprints, knowledge, paths, sums
from filspec.symbolic.bounds import parameters_within_bounds
from filspec.symbolic.differential import Compared, Comparer
from filspec.symbolic.samples import Samples
from filspec.symbolic.sampling import Sampler
from filspec.symbolic.stories.gallery import gallery
from filspec.symbolic.subjects import subjects
from filspec.symbolic.terms import FALSE

HEAD = '''

@message("Trap")
def trap(w: World, a: int, b: int, colour: Colour, row: Row, many: tuple[int, ...]) -> int:
    """A small message."""
'''

BRANCHES = (
    "",
    """
    require(a >= 0, Reason.NO)
    if a > b and colour == Colour.RED or row.ok:
        w.n = w.n + a * b - abs(b)
    elif not a == 2 and min(a, b) < max(w.m, 1):
        w.m = a // 3 - b % 2
    w.fixed = w.fixed.but(size=w.n, whole=row.ok)
    return w.n if colour != Colour.BLUE else a
""",
)

DIVISION = (
    "",
    """
    require(b != 0, Reason.NO)
    w.n = a // b
    w.m = a % b * w.n
    return (w.m + a) // b
""",
)

ROWS = (
    "",
    """
    old = w.deep.t.get(a, NO_ROW)
    w.deep.t[a] = old.but(x=old.x + b, colour=colour)
    if b in w.deep.t:
        w.deep.t[b] = w.deep.t[b].but(ok=False, part=row.part)
        del w.deep.t[a]
    w.deep.p[(a, b)] = w.deep.p.get((b, a), 0) + 1
    if (b, a) in w.deep.p:
        del w.deep.p[(b, a)]
    w.deep.q[((a, b), a)] = row.ok
    return w.deep.p.get((a, b), -1)
""",
)

SUMS = (
    '''

@pure
def size_of(_key: int, row: Row) -> int:
    """Summand."""
    return row.part.size if row.ok else 1


@pure
def by_member(key: tuple[int, int], row: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Summands, of two groups that may be one."""
    return ((key[1], row), (key[0], 1))
''',
    """
    before = total(w.deep.t, size_of)
    w.deep.t[a] = row
    if b in w.deep.t:
        del w.deep.t[b]
    w.deep.p[(a, b)] = row.x
    w.n = total(w.deep.t, size_of) - before
    w.m = total_by(w.deep.p, by_member)[b]
    return w.n
""",
)

LOOPS = (
    '''

@internal()
def visit(w: World, key: int, b: int) -> None:
    """A row changes, or goes; sometimes its turn is refused."""
    row = w.deep.t[key]
    require(row.x != 3, Reason.NEVER)
    if row.ok:
        w.deep.t[key] = row.but(x=row.x + b)
    else:
        del w.deep.t[key]
    w.n += 1
    for_each_under(w.deep.p, key, under, w)


@internal()
def under(w: World, place: tuple[int, int]) -> None:
    """A member changes."""
    w.deep.p[place] = w.deep.p[place] + 1


@internal()
def each(w: World, item: int, a: int) -> None:
    """An item is counted, at a key of its own and at one that all have in common."""
    require(item != 2, Reason.NEVER)
    w.deep.live[(item, a)] = w.deep.live.get((item, a), 0) + item
    w.deep.p[(a, 0)] = item
''',
    """
    for_each(w.deep.t, visit, w, b)
    require(w.n < 3, Reason.NO)
    for_each_under(w.deep.p, a, under, w)
    if (a, b) in w.deep.p:
        w.m = w.deep.p[(a, b)]
    for_each_in(many, each, w, a)
    w.deep.live[(a, b)] = w.deep.p.get((a, 0), 7)
    return w.deep.live.get((b, a), -1)
""",
)

ORACLES = (
    '''

@oracle("")
def signs(who: int, colour: Colour) -> bool:
    """Whether somebody signs."""
    return unanswered()


@oracle("")
def seen(w: World, who: int) -> int:
    """What somebody sees of the world."""
    return unanswered()


@pure
def is_told(a: int, b: int, colour: Colour) -> bool:
    """Asks, or does not."""
    return a == b or signs(a, colour)
''',
    """
    require(is_told(a, b, colour), Reason.NO)
    if seen(w, a) > 0:
        w.n = seen(w, b)
    return seen(w, w.n)
""",
)

ATTEMPTS = (
    '''

@internal()
def try_it(w: World, a: int, b: int) -> None:
    """Writes before it may be refused, and after."""
    w.n = a
    require(a < b, Reason.NO)
    w.deep.t[a] = NO_ROW
    require(a > 0, Reason.NEVER)
''',
    """
    if attempt(try_it, w, a, b):
        w.m = 1
    else:
        w.m = w.n
    return w.m
""",
)

TRAPS = {"branches": BRANCHES, "division": DIVISION, "rows": ROWS, "sums": SUMS, "loops": LOOPS}
TRAPS |= {"oracles": ORACLES, "attempts": ATTEMPTS}

ASSUMED = frozenset(Quantifier) - {Quantifier.MESSAGE, Quantifier.POSTCONDITION}
"""What proofs assume; the others are only shown."""

NUMBERS = st.integers(-3, 3)
KEYS = st.integers(0, 2)


ANSWERS = {"signs": lambda who, colour: (who + colour.value) % 2 == 0, "seen": lambda w, who: w.n + who}
"""An outside world whose answers depend on all that it is asked."""


def rows_of(module: ModuleType) -> st.SearchStrategy:
    parts = st.builds(module.Part, size=NUMBERS, whole=st.booleans())
    colours, places = st.sampled_from(list(module.Colour)), st.tuples(NUMBERS, NUMBERS)
    return st.builds(module.Row, x=NUMBERS, colour=colours, ok=st.booleans(), part=parts, place=places)


def worlds_of(module: ModuleType) -> st.SearchStrategy:
    pairs = st.tuples(KEYS, KEYS)
    deep = st.builds(
        module.Deep,
        t=st.dictionaries(KEYS, rows_of(module), max_size=3).map(Table),
        p=st.dictionaries(pairs, NUMBERS, max_size=4).map(PairTable),
        q=st.dictionaries(st.tuples(pairs, KEYS), st.booleans(), max_size=2).map(PairTable),
        live=st.dictionaries(pairs, NUMBERS, max_size=2).map(Table),
    )
    parts = st.builds(module.Part, size=NUMBERS, whole=st.booleans())
    return st.builds(module.World, n=NUMBERS, m=NUMBERS, fixed=parts, deep=deep)


def messages_of(module: ModuleType) -> st.SearchStrategy:
    keys = st.integers(-1, 3)
    colours, many = st.sampled_from(list(module.Colour)), st.lists(KEYS, max_size=3).map(tuple)
    return st.tuples(keys, keys, colours, rows_of(module), many)


def compared(module: ModuleType, world: object, message: tuple[object, ...]) -> tuple[Compared, ...]:
    """What comes of one run of the trap."""
    sampler = Sampler(ANSWERS, "a random world")
    sampler.run(module.trap, world, *message)
    comparer = Comparer(type(world), (), Samples(sampler.samples))
    comparer.compare(module.trap)
    return tuple(comparer.compared.values())


@pytest.fixture
def trap_of(load: Callable[[str, str], ModuleType], small_world: str) -> Callable[[str], ModuleType]:
    """The module of one of the traps."""

    def make(name: str) -> ModuleType:
        before, body = TRAPS[name]
        return load("trap", small_world + before + HEAD + body)

    return make


@pytest.mark.parametrize("name", TRAPS)
def test_small_random_runs_end_as_a_proof_says(name: str, trap_of: Callable[[str], ModuleType]) -> None:
    module = trap_of(name)

    @settings(max_examples=30, deadline=None)
    @given(world=worlds_of(module), message=messages_of(module))
    def ends_as_foreseen(world: object, message: tuple[object, ...]) -> None:
        found = compared(module, world, message)
        assert [wrong for each in found for wrong in each.wrong] == []
        assert found[-1].samples == 1

    ends_as_foreseen()


@pytest.fixture
def one_run(trap_of: Callable[[str], ModuleType]) -> Callable[[str], str]:
    """The differences that one run of a trap shows, in a world where everything happens."""

    def run(name: str, a: int = 1) -> str:
        module = trap_of(name)
        row = module.NO_ROW.but(part=module.Part(size=2, whole=True))
        deep = module.Deep(Table({0: row, 1: row, 2: row.but(ok=False)}), PairTable({(1, 2): 5}), PairTable(), Table())
        world = module.World(0, 0, row.part, deep)
        if name == "loops":
            del deep.t[0]
        found = compared(module, world, (a, 2, module.Colour.RED, row.but(x=4), (0, 1)))
        return "; ".join(wrong for each in found for wrong in each.wrong)

    return run


@pytest.mark.parametrize("name", TRAPS)
def test_the_run_in_which_everything_happens_ends_as_foreseen(name: str, one_run: Callable[..., str]) -> None:
    assert one_run(name) == ""


MUTANTS = {
    "writes are not counted": (sums.Sums, "_moved", lambda *_: [], "sums", "and not"),
    "only one way is seen": (paths.Paths, "advance", lambda _: False, "rows", "goes 0 accepted paths"),
    "a loop changes nothing": (footprints, "_forgotten", lambda _table, column, *_: column, "loops", "and not"),
    "a loop leaves too much alone": (knowledge, "_matches", lambda *_: FALSE, "loops", "what a loop leaves alone"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_wrong_engine_is_noticed(mutant: str, one_run: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, wrong, trap, symptom = MUTANTS[mutant]
    monkeypatch.setattr(owner, name, wrong)

    assert symptom in one_run(trap)


def test_a_guard_that_is_forgotten_is_noticed(one_run: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filspec.symbolic.paths.Paths.assume", lambda *_: None)

    assert "is refused for Reason.NO, and goes an accepted path" in one_run("branches", a=-1)


def test_a_refusal_for_another_reason_is_noticed(trap_of: Callable[[str], ModuleType]) -> None:
    module = trap_of("attempts")
    world = module.World(0, 0, module.Part(size=0, whole=True), module.Deep(Table(), PairTable(), PairTable(), Table()))
    sampler = Sampler({})
    sampler.run(module.trap, world, 1, 2, module.Colour.RED, module.NO_ROW, ())
    (sample,) = sampler.samples
    lying = sample._replace(receipt=sample.receipt.but(accepted=False, reason=module.Reason.NO))

    found = Comparer(module.World, (), Samples([lying])).compare(module.trap)

    assert any("goes an accepted path" in wrong for wrong in found.wrong)


def compared_actors(in_depth: bool) -> Comparer:
    """The comparison of all transitions of the actors with all samples of their stories."""
    comparer = Comparer(World, catalogue(), gallery(), parameters_within_bounds, in_depth)
    for transition in subjects().values():
        comparer.compare(transition)
    assert set(subjects()) <= set(comparer.compared) == set(gallery().subjects)
    return comparer


def test_all_samples_of_the_actors_end_as_a_proof_says() -> None:
    """Given all stories; then accepted paths, refusals, worlds, answers and sums are those of the proof."""
    found = compared_actors(in_depth=False).compared

    assert [wrong for each in found.values() for wrong in each.wrong] == []
    assert all(each.gone and each.facts for each in found.values())


@pytest.mark.slow
def test_what_proofs_of_the_actors_assume_is_true_of_all_rows() -> None:
    """Laws of worlds and rows, of steps and of visits: each is assumed somewhere and true of what happened there."""
    found = compared_actors(in_depth=True).compared

    assert [wrong for each in found.values() for wrong in each.wrong] == []
    assumed = frozenset[str]().union(*(each.facts for each in found.values()))
    assert [law.name for law in catalogue() if law.quantifier in ASSUMED and law.name not in assumed] == []
