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
from filspec.laws.judging import Case
from filspec.laws.moments import SHAPE, Moment
from filspec.laws.places import Places
from filspec.laws.watching import ROW, Part

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
        due, stale = self._changed(moment)
        if stale:
            self._places.forget(stale)
        leaves = self.others & moment.changed
        if leaves:
            changed = moment.parts(leaves)
            self._places.wake(changed)
        if moment.step is None and self.of_steps:
            return
        if leaves:
            due |= self._look_wider(moment, due, changed)
        if due:
            self._ask(moment, due)

    def _look_wider(self, moment: Moment, due: Set[Hashable], changed: Set[Part]) -> Set[Hashable]:
        """The rows to ask because of another leaf; some of those that are not due anyway are watched at once."""
        unknown = self._places.unknown(self._keys(moment))
        watched = self._places.to_watch(unknown, moment.written_at(self.law.path), moment.now) - due
        for key in watched:
            self._watch(moment, key, changed)
        return unknown - watched

    def look_everywhere(self, moment: Moment) -> None:
        """Ask everywhere in the newer world."""
        self._places = Places()
        if not self.of_steps:
            self._ask(moment, self._keys(moment))

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

    def _changed(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable]]:
        """The rows to ask in any case; and those of which nothing is known any more."""
        raise NotImplementedError

    def _keys(self, moment: Moment) -> Set[Hashable]:
        """All rows that the law may be asked of."""
        return moment.keys(self.law.path)

    def _ask(self, moment: Moment, keys: Collection[Hashable]) -> None:
        """Ask at all these rows at once, and one after another only to find the first that breaks the law."""
        try:
            holds = self._hold(moment, keys)
        except Exception:
            holds = False
        if not holds:
            self.judge.ask_each((self._case(moment, key) for key in sorted(keys)), moment.step)  # type: ignore[type-var]
        self.judge.count += len(keys)

    def _hold(self, moment: Moment, keys: Collection[Hashable]) -> bool:
        """Whether the law holds at all these rows."""
        raise NotImplementedError

    def _case(self, moment: Moment, key: Hashable) -> Case:
        raise NotImplementedError

    def _holds_in_view(self, moment: Moment, key: Hashable) -> bool:
        raise NotImplementedError


class RowCheck(RowwiseCheck):
    """A law of every row present."""

    def _changed(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable]]:
        written, _, removed = moment.difference(self.law.path)
        return written, written | removed if removed else written

    def _hold(self, moment: Moment, keys: Collection[Hashable]) -> bool:
        return all(map(self.law.holds, repeat(moment.after), *moment.rows(self.law.path, keys)))

    def _case(self, moment: Moment, key: Hashable) -> Case:
        row = moment.table(self.law.path)[key]
        return (moment.after, key, row), (key, row)

    def _holds_in_view(self, moment: Moment, key: Hashable) -> bool:
        return self.law.holds(moment.view_after, key, moment.table(self.law.path)[key])


class StepRowCheck(RowwiseCheck):
    """A law of every row present before a step; it asks for this row of its table and for no other."""

    of_steps = True

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self.others = self.reads - {law.path}

    def _changed(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable]]:
        written, added, removed = moment.difference(self.law.path)
        return (written - added) | removed if added or removed else written, written | removed if removed else written

    def _keys(self, moment: Moment) -> Set[Hashable]:
        added = moment.difference(self.law.path).added
        return moment.keys(self.law.path) - added if added else moment.keys(self.law.path)

    def _hold(self, moment: Moment, keys: Collection[Hashable]) -> bool:
        return all(map(self.law.holds, repeat(moment.before), repeat(moment.after), keys))

    def _case(self, moment: Moment, key: Hashable) -> Case:
        return (moment.before, moment.after, key), (key, moment.table_before(self.law.path)[key])

    def _holds_in_view(self, moment: Moment, key: Hashable) -> bool:
        return self.law.holds(moment.view_before, moment.view_after, key)


class KeyCheck(RowwiseCheck):
    """A law of every key, present or not: asked of all keys that any table with keys of the same type holds."""

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self._tables = [path for path in sorted(SHAPE.tables) if _KEY_TYPES[path] == _KEY_TYPES[law.path]]
        self._known = frozenset[Hashable]()
        self.triggers = frozenset(map(leaf, {*self._tables, *self.reads}))

    def _changed(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable]]:
        differences = map(moment.difference, self._tables)
        if not any(difference.added or difference.removed for difference in differences):
            return NONE, NONE
        before, now = self._known, self._keys(moment)
        self._known = now
        return now - before, now ^ before

    def _keys(self, moment: Moment) -> frozenset[Hashable]:
        return frozenset[Hashable]().union(*map(moment.keys, self._tables))

    def look_everywhere(self, moment: Moment) -> None:
        """Ask of all keys there are in the newer world."""
        self._known = self._keys(moment)
        super().look_everywhere(moment)

    def _hold(self, moment: Moment, keys: Collection[Hashable]) -> bool:
        return all(map(self.law.holds, repeat(moment.after), keys))

    def _case(self, moment: Moment, key: Hashable) -> Case:
        return (moment.after, key), (key,)

    def _holds_in_view(self, moment: Moment, key: Hashable) -> bool:
        return self.law.holds(moment.view_after, key)


def _key_type(path: str) -> object:
    declared = type_at(World, path)
    parts = get_args(declared)
    return GenericAlias(tuple, parts[:2]) if get_origin(declared) is PairTable else parts[0]


_KEY_TYPES = {path: _key_type(path) for path in sorted(SHAPE.tables)}
