"""Checks of laws of each row: they are due at the rows that changed, and where what the answer rests on changed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Set
from itertools import repeat
from types import GenericAlias
from typing import get_args, get_origin

from filspec.actors.world import World
from filspec.kit.laws import Law
from filspec.kit.tables import PairTable
from filspec.kit.worlds import type_at
from filspec.laws.checks import Check, leaf
from filspec.laws.moments import SHAPE, Moment
from filspec.laws.places import Places
from filspec.laws.watching import ROW, Part

Case = tuple[tuple[object, ...], tuple[object, ...]]
"""Arguments of a law, and the place that they stand for."""

NONE: frozenset[Hashable] = frozenset()


class RowwiseCheck(Check):
    """What the checks of rows, of keys and of steps of rows have in common.

    Attributes:
        others: the leaves that an answer may rest on besides the row itself.
    """

    of_steps = False

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self.others = self.reads
        self.triggers = frozenset(map(leaf, {law.path, *self.reads}))
        self._places = Places()

    def look(self, moment: Moment) -> None:
        """Ask where the row, or something else that the answer rests on, changed."""
        due, present, gone = self._changed(moment)
        asks = moment.step is not None or not self.of_steps
        leaves = self.others & moment.changed
        if self.others:
            self._places.change(present, gone)
        if leaves:
            parts = [moment.parts(path) for path in leaves]
            changed = parts[0] if len(parts) == 1 else set[Part]().union(*parts)
            self._places.wake(changed)
            if asks:
                asked, watched = self._places.asked()
                due = (asked | due) - self._not_yet(present, due)
                for key in watched:
                    self._watch(moment, key, changed)
        if asks and due:
            self._ask(moment, due)

    def look_everywhere(self, moment: Moment) -> None:
        """Ask everywhere in the newer world."""
        keys = self._everywhere(moment)
        self._places = Places(keys)
        if not self.of_steps and keys:
            self._ask(moment, keys)

    def _watch(self, moment: Moment, key: Hashable, changed: Set[Part]) -> None:
        """Ask at one row, with a note of what the answer rests on; one that breaks the law is asked again to say so."""
        moment.notes.clear()
        try:
            holds = self._holds_in_view(moment, key)
        except Exception:
            holds = False
        if not holds:
            self._ask(moment, (key,))
        self.judge.count += 1
        self._places.rest(key, frozenset(moment.notes - {(self.law.path, ROW, key)}), changed)

    def _not_yet(self, present: Set[Hashable], due: Set[Hashable]) -> Set[Hashable]:
        """Rows of which the law says nothing in this step."""
        return NONE

    def _changed(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable], Set[Hashable]]:
        """The rows to ask in any case; those that are new or changed; those that are gone."""
        raise NotImplementedError

    def _everywhere(self, moment: Moment) -> Collection[Hashable]:
        raise NotImplementedError

    def _ask(self, moment: Moment, keys: Collection[Hashable]) -> None:
        raise NotImplementedError

    def _holds_in_view(self, moment: Moment, key: Hashable) -> bool:
        raise NotImplementedError


class RowCheck(RowwiseCheck):
    """A law of every row present."""

    def _changed(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable], Set[Hashable]]:
        written, _, removed = moment.difference(self.law.path)
        return written, written, removed

    def _everywhere(self, moment: Moment) -> Collection[Hashable]:
        return moment.table(self.law.path).keys_in_order()

    def _ask(self, moment: Moment, keys: Collection[Hashable]) -> None:
        holds, after, path = self.law.holds, moment.after, self.law.path
        at, rows = moment.rows(path, keys)

        def case(key: Hashable) -> Case:
            row = moment.table(path)[key]
            return (after, key, row), (key, row)

        self.judge.ask_all(keys, lambda: all(map(holds, repeat(after), at, rows)), case, moment.step)

    def _holds_in_view(self, moment: Moment, key: Hashable) -> bool:
        return self.law.holds(moment.view_after, key, moment.table(self.law.path)[key])


class StepRowCheck(RowwiseCheck):
    """A law of every row present before a step; it asks for this row of its table and for no other."""

    of_steps = True

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self.others = self.reads - {law.path}

    def _changed(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable], Set[Hashable]]:
        written, added, removed = moment.difference(self.law.path)
        return (written - added) | removed, written, removed

    def _not_yet(self, present: Set[Hashable], due: Set[Hashable]) -> Set[Hashable]:
        return present - due

    def _everywhere(self, moment: Moment) -> Collection[Hashable]:
        return moment.table(self.law.path).keys_in_order()

    def _ask(self, moment: Moment, keys: Collection[Hashable]) -> None:
        holds, before, after = self.law.holds, moment.before, moment.after

        def case(key: Hashable) -> Case:
            return (before, after, key), (key, moment.table_before(self.law.path)[key])

        self.judge.ask_all(keys, lambda: all(map(holds, repeat(before), repeat(after), keys)), case, moment.step)

    def _holds_in_view(self, moment: Moment, key: Hashable) -> bool:
        return self.law.holds(moment.view_before, moment.view_after, key)


class KeyCheck(RowwiseCheck):
    """A law of every key, present or not: asked of all keys that any table with keys of the same type holds."""

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self._tables = [path for path in sorted(SHAPE.tables) if _KEY_TYPES[path] == _KEY_TYPES[law.path]]
        self._keys = frozenset[Hashable]()
        self.triggers = frozenset(map(leaf, {*self._tables, *self.reads}))

    def _changed(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable], Set[Hashable]]:
        differences = map(moment.difference, self._tables)
        if not any(difference.added or difference.removed for difference in differences):
            return NONE, NONE, NONE
        before = self._keys
        self._keys = self._conceivable(moment)
        come = self._keys - before
        return come, come, before - self._keys

    def _conceivable(self, moment: Moment) -> frozenset[Hashable]:
        return frozenset[Hashable]().union(*(moment.table(path).keys_in_order() for path in self._tables))

    def _everywhere(self, moment: Moment) -> Collection[Hashable]:
        self._keys = self._conceivable(moment)
        return self._keys

    def _ask(self, moment: Moment, keys: Collection[Hashable]) -> None:
        holds, after = self.law.holds, moment.after
        self.judge.ask_all(
            keys, lambda: all(map(holds, repeat(after), keys)), lambda key: ((after, key), (key,)), moment.step
        )

    def _holds_in_view(self, moment: Moment, key: Hashable) -> bool:
        return self.law.holds(moment.view_after, key)


def _key_type(path: str) -> object:
    declared = type_at(World, path)
    parts = get_args(declared)
    return GenericAlias(tuple, parts[:2]) if get_origin(declared) is PairTable else parts[0]


_KEY_TYPES = {path: _key_type(path) for path in sorted(SHAPE.tables)}
