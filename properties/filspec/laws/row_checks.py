"""Checks of laws of each row: they are due at rows where something changed that the answer rests on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Set
from types import GenericAlias
from typing import get_args, get_origin

from filspec.actors.world import World
from filspec.kit.laws import Law
from filspec.kit.tables import PairTable, in_order
from filspec.kit.worlds import type_at
from filspec.laws.checks import Check, Trigger, leaf, watched
from filspec.laws.facets import presence
from filspec.laws.judging import Case
from filspec.laws.moments import SHAPE, Kinds, Moment
from filspec.laws.places import LOOK_AT_LONE_ROWS, LOOK_AT_ROWS, Places, Watchlist
from filspec.laws.watching import watched_row

_FIRST = 4
"""So many rows are watched to see whether it is worth it to watch others."""

NONE: frozenset[Hashable] = frozenset()


class RowwiseCheck(Check, ABC):
    """What the checks of rows, of keys and of steps of rows have in common.

    Attributes:
        others: the leaves that an answer may rest on besides the row itself.
        tables: the tables that hold the keys of its rows.
    """

    def __init__(self, law: Law, watchlist: Watchlist) -> None:
        super().__init__(law, watchlist)
        self.others, self.tables = self.reads, [law.path]
        self.triggers = frozenset(map(leaf, {law.path, *self.reads}))
        reads_other_tables = not SHAPE.tables.isdisjoint(self.reads - {law.path})
        self.places = Places(watchlist, LOOK_AT_ROWS if reads_other_tables else LOOK_AT_LONE_ROWS)
        self._of_kinds: dict[Kinds, tuple[bool, bool]] = {}

    def is_settled(self, moment: Moment) -> bool:
        """Whether what the answers at all rows rest on is known, and no row came or went."""
        if len(self.places.rests) != self._count(moment):
            return False
        may_come_or_go, _ = self._of_changes(moment)
        return not may_come_or_go or not any(self._come_and_gone(moment))

    def _of_changes(self, moment: Moment) -> tuple[bool, bool]:
        """Whether rows may have come or gone, and whether something changed besides rows that an answer may rest on."""
        found = self._of_kinds.get(moment.kinds_of_change)
        if found is None:
            may_come_or_go = any(presence(path) in moment.kinds_of_change for path in self.tables)
            elsewhere = any(moment.can_touch(path, self.fields) for path in self.others & moment.changed)
            found = self._of_kinds[moment.kinds_of_change] = may_come_or_go, elsewhere
        return found

    def look(self, moment: Moment) -> None:
        """Ask where something changed that the answer rests on, or may rest on."""
        may_come_or_go, elsewhere = self._of_changes(moment)
        come, gone = self._come_and_gone(moment) if may_come_or_go else (NONE, NONE)
        for key in gone:
            self.places.forget(key)
        due = self._due(moment, self.places.wake(moment.changes), come, gone, elsewhere)
        if due:
            watching = self.places.to_watch(due)
            seen = self._watch_while_it_is_worth_it(moment, watching) if watching else NONE
            self._ask(moment, due - seen if seen else due)

    def _open(self, moment: Moment, woken: Set[Hashable], elsewhere: bool) -> Set[Hashable]:
        """The rows where nothing better is known than that something changed that the law can read."""
        known = self.places.rests
        if known and len(known) == self._count(moment):
            return NONE
        if elsewhere:
            return self._keys(moment) - known.keys() if known else self._keys(moment)
        touched, removed = moment.touched(self.law.path, self.fields), moment.difference(self.law.path).removed
        if removed:
            touched = touched - removed
        return touched - known.keys() | woken if known else touched

    def look_everywhere(self, moment: Moment) -> None:
        """Ask everywhere in the newer world."""
        keys = self._keys(moment)
        self.places.clear()
        self._ask(moment, keys)

    def _watch_while_it_is_worth_it(self, moment: Moment, keys: Set[Hashable]) -> Set[Hashable]:
        """Watch these rows, or only the first few if what these rest on changes all the time; the rows watched."""
        seen: set[Hashable] = set()
        for key in keys:
            if len(seen) == _FIRST and self.places.rests.keys().isdisjoint(seen):
                break
            self._watch(moment, key)
            seen.add(key)
        return seen

    def _watch(self, moment: Moment, key: Hashable) -> None:
        """Ask at one row, with a note of what the answer rests on; one that breaks the law is asked again to say so."""
        notes = watched(moment, self.law, *self._views(moment, key))
        if notes is None:
            self.places.disturb(key)
            self._ask(moment, (key,))
            return
        self.judge.count += 1
        self.places.rest(key, notes, moment.changes)

    def _ask(self, moment: Moment, keys: Collection[Hashable]) -> None:
        """Ask at all these rows at once, and one after another only to find the first that breaks the law."""
        if not self._hold(moment, keys):
            self.judge.ask_each((self._case(moment, key) for key in in_order(keys)), moment.step)
        self.judge.count += len(keys)

    def _come_and_gone(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable]]:
        """The rows that are new, and those that are not there any more."""
        _, added, removed = moment.difference(self.law.path)
        return added, removed

    def _due(
        self, moment: Moment, woken: Set[Hashable], come: Set[Hashable], gone: Set[Hashable], elsewhere: bool
    ) -> Set[Hashable]:
        """The rows to ask: those that were woken, and the open ones that may rest on what changed."""
        return self._open(moment, woken, elsewhere) or woken

    def _count(self, moment: Moment) -> int:
        """How many rows there are in the newer world."""
        return moment.count(self.law.path)

    def _keys(self, moment: Moment) -> Set[Hashable]:
        """All rows there are in the newer world."""
        return moment.keys(self.law.path)

    @abstractmethod
    def _hold(self, moment: Moment, keys: Collection[Hashable]) -> bool:
        """Whether the law holds at all these rows."""

    @abstractmethod
    def _case(self, moment: Moment, key: Hashable) -> Case:
        """The arguments of the law at a row, and the row."""

    @abstractmethod
    def _views(self, moment: Moment, key: Hashable) -> tuple[object, ...]:
        """The arguments of the law at a row, with a note of what is read of them."""


class RowCheck(RowwiseCheck):
    """A law of every row present."""

    def _hold(self, moment: Moment, keys: Collection[Hashable]) -> bool:
        return self.judge.hold((moment.after, *moment.rows(self.law.path, keys)))

    def _case(self, moment: Moment, key: Hashable) -> Case:
        row = moment.table(self.law.path)[key]
        return (moment.after, key, row), (key, row)

    def _views(self, moment: Moment, key: Hashable) -> tuple[object, ...]:
        row = moment.table(self.law.path)[key]
        return moment.view_after, key, watched_row(row, self.law.path, key, moment.notes)


class StepRowCheck(RowwiseCheck):
    """A law of every row present before a step; it asks for this row of its table and for no other."""

    def __init__(self, law: Law, watchlist: Watchlist) -> None:
        super().__init__(law, watchlist)
        self.others = self.reads - {law.path}

    def is_due(self, moment: Moment, occurred: frozenset[Trigger]) -> bool:
        """Whether something changed in a row that there was before, or besides the rows: new rows made no step yet."""
        return self._of_changes(moment)[1] or bool(moment.touched_before(self.law.path, self.fields))

    def _due(
        self, moment: Moment, woken: Set[Hashable], come: Set[Hashable], gone: Set[Hashable], elsewhere: bool
    ) -> Set[Hashable]:
        if moment.step is None:
            return NONE
        due = super()._due(moment, woken, come, gone, elsewhere)
        return (due - come) | gone if come or gone else due

    def look_everywhere(self, moment: Moment) -> None:
        """Forget what was known: without a step there is nothing to ask."""
        self.places.clear()

    def _hold(self, moment: Moment, keys: Collection[Hashable]) -> bool:
        return self.judge.hold((moment.before, moment.after, keys))

    def _case(self, moment: Moment, key: Hashable) -> Case:
        return (moment.before, moment.after, key), (key, moment.table_before(self.law.path)[key])

    def _views(self, moment: Moment, key: Hashable) -> tuple[object, ...]:
        return moment.view_before, moment.view_after, key


class KeyCheck(RowwiseCheck):
    """A law of every key, present or not: asked of all keys that any table with keys of the same type holds."""

    def __init__(self, law: Law, watchlist: Watchlist) -> None:
        super().__init__(law, watchlist)
        self.tables = [path for path in sorted(SHAPE.tables) if _KEY_TYPES[path] == _KEY_TYPES[law.path]]
        self._known: Set[Hashable] = NONE
        self.triggers = frozenset(map(leaf, {*self.tables, *self.reads}))

    def _come_and_gone(self, moment: Moment) -> tuple[Set[Hashable], Set[Hashable]]:
        now = self._keys(moment)
        return now - self._known, self._known - now

    def _due(
        self, moment: Moment, woken: Set[Hashable], come: Set[Hashable], gone: Set[Hashable], elsewhere: bool
    ) -> Set[Hashable]:
        self._known = (self._known | come) - gone
        if not elsewhere:
            return come | woken
        return self._open(moment, woken, elsewhere) | woken

    def _count(self, moment: Moment) -> int:
        return len(self._known)

    def _keys(self, moment: Moment) -> frozenset[Hashable]:
        return NONE.union(*map(moment.keys, self.tables))

    def look_everywhere(self, moment: Moment) -> None:
        """Ask of all keys there are in the newer world."""
        self._known = self._keys(moment)
        super().look_everywhere(moment)

    def _hold(self, moment: Moment, keys: Collection[Hashable]) -> bool:
        return self.judge.hold((moment.after, keys))

    def _case(self, moment: Moment, key: Hashable) -> Case:
        return (moment.after, key), (key,)

    def _views(self, moment: Moment, key: Hashable) -> tuple[object, ...]:
        return moment.view_after, key


def _key_type(path: str) -> object:
    declared = type_at(World, path)
    parts = get_args(declared)
    return GenericAlias(tuple, parts[:2]) if get_origin(declared) is PairTable else parts[0]


_KEY_TYPES = {path: _key_type(path) for path in sorted(SHAPE.tables)}
