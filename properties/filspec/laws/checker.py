"""The checker: all laws, checked on ordinary values after every transition of a run.

Checking everything after everything would cost more than the run. Three facts make most of it unnecessary. Rows and
maps never change, so a leaf of the world that is the same object is the same value. A law that held, and none of whose
leaves changed, holds. And a step changes few rows: a law of each row that reads nothing else that changed is checked
at these rows only. The first fact rests on the tables, the second on ``filspec.laws.reads``, the third on a rule of
laws: a step law of each row reads its own table at its own key.

The induction needs a beginning: a world that no checked step led to is checked as a whole. Laws of visits are left to
proofs: they speak of worlds inside a message, which an observer does not see.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from types import GenericAlias
from typing import cast, get_args, get_origin

from filspec.actors.genesis import genesis
from filspec.actors.parameters import preset
from filspec.actors.world import World
from filspec.kit.judging import is_kept_in, speaks_of
from filspec.kit.laws import OF_MESSAGES, OF_STATES, Law, Quantifier
from filspec.kit.runner import Step
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import Leaves, fork, shape_of, type_at
from filspec.laws.broken import LawBroken, compared
from filspec.laws.catalogue import catalogue
from filspec.laws.reads import leaves_read

AnyTable = Table[object, object]

_SHAPE = shape_of(World)
_EVERYTHING = frozenset(_SHAPE.paths)


def changed_leaves(before: Leaves, after: Leaves) -> frozenset[str]:
    """The paths of the leaves that differ; an unchanged leaf is the same object."""
    return frozenset(path for path, old, new in zip(_SHAPE.paths, before, after, strict=True) if old is not new)


class LawChecker:
    """An observer for ``filspec.kit.runner.Runner`` that raises ``LawBroken`` at the first law that does not hold.

    One checker may watch several runs, or the branches of one.

    Args:
        laws: the laws to check; all but those of visits unless told otherwise.

    Attributes:
        counts: how often each law was checked, by its name.
    """

    def __init__(self, laws: Iterable[Law] | None = None) -> None:
        wanted = catalogue() if laws is None else tuple(laws)
        self.laws = tuple(law for law in wanted if law.quantifier is not Quantifier.VISIT)
        self.counts = {law.name: 0 for law in self.laws}
        self._reads = {law.name: leaves_read(law.holds, _SHAPE.paths) for law in self.laws}
        self._before = genesis(preset("tiny"), ())
        self._after = fork(self._before)
        self._lawful: Leaves | None = None

    def __call__(self, step: Step) -> None:
        """Check what the step can have broken.

        Raises:
            LawBroken: a law does not hold.
        """
        if self._lawful is None or changed_leaves(self._lawful, step.before):
            self.check_world(step.before)
        _SHAPE.restore(self._before, step.before)
        _SHAPE.restore(self._after, step.after)
        changed = changed_leaves(step.before, step.after)
        self._lawful = None
        for law in self.laws:
            self._check(law, changed, step)
        self._lawful = step.after

    def check_world(self, leaves: Leaves) -> None:
        """Check all laws of states, everywhere in one world.

        Raises:
            LawBroken: a law does not hold.
        """
        _SHAPE.restore(self._after, leaves)
        for law in self.laws:
            if law.quantifier in OF_STATES:
                self._check(law, _EVERYTHING, None)

    def _check(self, law: Law, changed: frozenset[str], step: Step | None) -> None:
        """Check one law wherever the change of these leaves can have broken it."""
        due = not changed.isdisjoint(self._reads[law.name])
        match law.quantifier:
            case Quantifier.WORLD if due:
                self._judge(law, (self._after,), (), step)
            case Quantifier.ROW if due or law.path in changed:
                self._check_rows(law, everywhere=due, step=step)
            case Quantifier.KEY if due or law.path in changed:
                for key in _conceivable_keys(self._after, law.path):
                    self._judge(law, (self._after, key), (key,), step)
            case Quantifier.STEP if due:
                self._judge(law, (self._before, self._after), (), step)
            case Quantifier.STEP_ROW if due:
                others = changed - {law.path}
                self._check_steps_of_rows(law, everywhere=not others.isdisjoint(self._reads[law.name]), step=step)
            case _ if step is not None and law.quantifier in OF_MESSAGES and speaks_of(law, step):
                self._judge(law, (self._before, self._after, step), (), step)

    def _check_rows(self, law: Law, everywhere: bool, step: Step | None) -> None:
        before, after = _table(self._before, law.path), _table(self._after, law.path)
        for key, row in after.items_in_order():
            if everywhere or before.get(key, None) is not row:
                self._judge(law, (self._after, key, row), (key, row), step)

    def _check_steps_of_rows(self, law: Law, everywhere: bool, step: Step | None) -> None:
        before, after = _table(self._before, law.path), _table(self._after, law.path)
        for key, row in before.items_in_order():
            if everywhere or after.get(key, None) is not row:
                self._judge(law, (self._before, self._after, key), (key, row), step)

    def _judge(self, law: Law, arguments: tuple[object, ...], place: tuple[object, ...], step: Step | None) -> None:
        """Decide one case. A law that raises is broken: it cannot even be asked of such a world."""
        self.counts[law.name] += 1
        try:
            holds = is_kept_in(law, arguments)
        except Exception as failure:
            raise LawBroken(law, step, place, (), f"it raises {failure!r}") from failure
        if not holds:
            raise LawBroken(law, step, place, compared(law, arguments))


def _table(world: World, path: str) -> AnyTable:
    return cast(AnyTable, attrgetter(path)(world))


def _conceivable_keys(world: World, path: str) -> list[object]:
    """All keys that any table with keys of the same type holds, ascending."""
    same = [other for other in _SHAPE.tables if _KEY_TYPES[other] == _KEY_TYPES[path]]
    keys = {key for other in same for key in _table(world, other).keys_in_order()}
    return sorted(keys)  # type: ignore[type-var]


def _key_type(path: str) -> object:
    declared = type_at(World, path)
    parts = get_args(declared)
    return GenericAlias(tuple, parts[:2]) if get_origin(declared) is PairTable else parts[0]


_KEY_TYPES = {path: _key_type(path) for path in sorted(_SHAPE.tables)}
