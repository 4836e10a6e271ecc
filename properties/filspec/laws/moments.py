"""Moments: two worlds, what differs between them, and the step that led from the one to the other."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Set
from itertools import compress
from operator import attrgetter, is_not
from typing import cast

from filspec.actors.genesis import genesis
from filspec.actors.parameters import preset
from filspec.actors.world import World
from filspec.kit.changed_sums import Amount, Shares, changed_groups, is_changed_total
from filspec.kit.differences import NO_DIFFERENCE, Columns, Compared, Difference, columns_at, compared, count_of
from filspec.kit.runner import Step
from filspec.kit.tables import PairTable
from filspec.kit.visits import Loop
from filspec.kit.worlds import Leaves, Part, shape_of
from filspec.laws.facets import (
    AT_ALL,
    Facet,
    Note,
    Summand,
    changes_of_table,
    field,
    removal,
    sum_of,
    whole,
)
from filspec.laws.fields_read import fields_read, holds_records
from filspec.laws.watch_engine import WatchEngine
from filspec.laws.watching import AnyTable, View

SHAPE = shape_of(World)

Kinds = frozenset[Facet]


_OF_RECORDS = frozenset(path for path in SHAPE.tables if holds_records(path))


def changed_between(before: Leaves, after: Leaves) -> frozenset[str]:
    """The paths of the leaves that differ; an unchanged leaf is the same object."""
    return frozenset(compress(SHAPE.paths, map(is_not, before, after)))


class Scratch:
    """A world of its own, a part of which goes from one state to another.

    Args:
        part: the leaves that are set; the others stay as they are at the genesis.

    Attributes:
        world: the world.
    """

    def __init__(self, part: Part[World] = SHAPE) -> None:
        self.world = genesis(preset("tiny"), ())
        self._leaves = part.leaves(self.world)
        self._slots = [(owner(self.world), name) for owner, name in part.owners]

    def go_to(self, leaves: Leaves) -> None:
        """Set the world to this state."""
        now = self._leaves
        if leaves is now:
            return
        for place, leaf in enumerate(leaves):
            if leaf is not now[place]:
                owner, name = self._slots[place]
                setattr(owner, name, leaf)
        self._leaves = leaves


class Moment:
    """What checks look at. One moment is used for many, one after another; its worlds are its own.

    Attributes:
        before: the older world.
        after: the newer world.
        step: what led from the one to the other; None if that is not known.
        kind: name of the message, and whether it was accepted; None without a step.
        changed: the leaves that differ.
        kinds_of_change: the facets that differ, without sums, and which tables lost rows; one object for all moments
            where these are the same.
        changes: the facets that differ, and where; sums only those that some watched law asked for.
        notes: what of the worlds was read through the views.
        view_before: the older world, with a note of what is read of it.
        view_after: the same of the newer one.
        engine: what answers while a law reads through the views.
    """

    def __init__(self) -> None:
        self._scratches = Scratch(), Scratch()
        self._of_loops: dict[Part[object], tuple[Scratch, Scratch]] = {}
        self.before, self.after = (scratch.world for scratch in self._scratches)
        self.notes: set[Note] = set()
        self.view_before, self.view_after = View(self.before, "", self.notes), View(self.after, "", self.notes)
        self.engine = WatchEngine(self.notes, self._know_sum)
        self._tables = {path: self._tables_at(path) for path in SHAPE.tables}
        self._fields_changed: dict[tuple[Kinds, str, frozenset[str]], tuple[Facet, ...]] = {}
        self._sums: dict[str, dict[Summand, bool]] = {}
        self._kinds: dict[Kinds, Kinds] = {}
        self._concerned: dict[Kinds, list[tuple[str, Summand, bool]]] = {}
        self.enter(SHAPE.leaves(self.before), SHAPE.leaves(self.after), None)

    def _tables_at(self, path: str) -> tuple[AnyTable, AnyTable]:
        at = attrgetter(path)
        return cast(AnyTable, at(self.before)), cast(AnyTable, at(self.after))

    def enter(self, before: Leaves, after: Leaves, step: Step | None) -> None:
        """Go to these two worlds."""
        old, new = self._scratches
        old.go_to(before)
        new.go_to(after)
        self.step, self.changed = step, changed_between(before, after)
        self.kind = None if step is None else (step.transition.name, step.receipt.accepted)
        self._compared: dict[str, Compared] = {}
        self._keys: dict[str, frozenset[Hashable]] = {}
        self._rows: dict[tuple[str, int], Columns] = {}
        self._touched: dict[tuple[str, tuple[Facet, ...]], Set[Hashable]] = {}
        self._removals: list[Facet] = []
        self.changes: dict[Facet, Set[Hashable]] = {}
        for path in self.changed:
            self._note_changes(path)
        kinds = frozenset(self.changes).union(self._removals)
        self.kinds_of_change = self._kinds.setdefault(kinds, kinds)
        self._note_changes_of_sums()

    def _note_changes(self, path: str) -> None:
        tables = self._tables.get(path)
        if tables is None:
            self.changes[whole(path)] = AT_ALL
            return
        old, new = tables
        found = self._compared[path] = compared(old.rows, new.rows, isinstance(new, PairTable))
        self.changes.update(changes_of_table(path, found.difference, found.gone, found.come))
        if found.difference.removed:
            self._removals.append(removal(path))

    def _note_changes_of_sums(self) -> None:
        concerned = self._concerned.get(self.kinds_of_change)
        if concerned is None:
            concerned = self._concerned[self.kinds_of_change] = [
                (path, summand, by_group)
                for path in self.changed & self._sums.keys()
                for summand, by_group in self._sums[path].items()
                if self.touched(path, fields_read(summand))
            ]
        for path, summand, by_group in concerned:
            self._note_change_of_sum(path, summand, by_group)

    def _know_sum(self, path: str, summand: Summand, by_group: bool) -> None:
        """From now on a change of this sum is a change to be noted."""
        known = self._sums.setdefault(path, {})
        if summand not in known:
            known[summand] = by_group
            self._concerned.clear()
            if path in self.changed and self.touched(path, fields_read(summand)):
                self._note_change_of_sum(path, summand, by_group)

    def _note_change_of_sum(self, path: str, summand: Summand, by_group: bool) -> None:
        """Note whether a sum changed."""
        old, new = self._tables[path]
        found = self._compared[path]
        if by_group:
            changed: Set[Hashable] = changed_groups(old, new, found.gone, found.come, cast(Shares, summand))
        elif is_changed_total(old, new, found.gone, found.come, cast(Amount, summand)):
            changed = AT_ALL
        else:
            return
        if changed:
            self.changes[sum_of(path, summand)] = changed

    def table(self, path: str) -> AnyTable:
        """A table of the newer world."""
        return self._tables[path][1]

    def table_before(self, path: str) -> AnyTable:
        """A table of the older world."""
        return self._tables[path][0]

    def difference(self, path: str) -> Difference:
        """Which keys of a table differ."""
        found = self._compared.get(path)
        return NO_DIFFERENCE if found is None else found.difference

    def keys(self, path: str) -> frozenset[Hashable]:
        """All keys of a table in the newer world."""
        found = self._keys.get(path)
        if found is None:
            table = self._tables[path][1]
            in_groups = isinstance(table, PairTable)
            found = frozenset(key for key, _ in table.items()) if in_groups else frozenset(table.rows)
            self._keys[path] = found
        return found

    def count(self, path: str) -> int:
        """How many rows a table has in the newer world."""
        table = self._tables[path][1]
        return count_of(table.rows, isinstance(table, PairTable))

    def can_touch(self, path: str, fields: frozenset[str] | None) -> bool:
        """Whether the change of a leaf can matter to who reads no other fields of rows than these; None for all."""
        return path in self.changed and (path not in SHAPE.tables or bool(self.touched(path, fields)))

    def touched(self, path: str, fields: frozenset[str] | None) -> Set[Hashable]:
        """The keys of a table that came, went, or have a row in which one of these fields differs; None for any."""
        written, added, removed = self.difference(path)
        if fields is None or path not in _OF_RECORDS:
            return written | removed if removed else written
        at = path, self._fields_changed_of(path, fields)
        found = self._touched.get(at)
        if found is None:
            of_fields = [self.changes[facet] for facet in at[1]]
            is_one = len(of_fields) == 1 and not added and not removed
            found = self._touched[at] = of_fields[0] if is_one else added.union(removed, *of_fields)
        return found

    def _fields_changed_of(self, path: str, fields: frozenset[str]) -> tuple[Facet, ...]:
        """Those of these fields that differ in some row; it depends on the facets that differ, and is found once."""
        at = self.kinds_of_change, path, fields
        found = self._fields_changed.get(at)
        if found is None:
            facets = [field(path, name) for name in sorted(fields)]
            found = self._fields_changed[at] = tuple(facet for facet in facets if facet in self.kinds_of_change)
        return found

    def touched_before(self, path: str, fields: frozenset[str] | None) -> Set[Hashable]:
        """Those of the keys that are touched that had a row before."""
        touched, added = self.touched(path, fields), self.difference(path).added
        return touched - added if added else touched

    def rows(self, path: str, keys: Collection[Hashable]) -> Columns:
        """These keys of a table and their rows in the newer world; many laws ask for the same collection of keys."""
        at = (path, id(keys))  # what is found holds the keys, so that no other collection can take their place
        found = self._rows.get(at)
        if found is None:
            table = self._tables[path][1]
            found = self._rows[at] = columns_at(table.rows, keys, isinstance(table, PairTable))
        return found

    def ends_of(self, loop: Loop, reads_before: bool = True) -> tuple[World, World]:
        """The worlds at both ends of a loop, as far as it was noted; who does not read the first may be given any."""
        found = self._of_loops.get(loop.part)
        if found is None:
            part = cast(Part[World], loop.part)
            found = self._of_loops[loop.part] = Scratch(part), Scratch(part)
        old, new = found
        if reads_before:
            old.go_to(loop.before)
        new.go_to(loop.after)
        return old.world, new.world
