"""Moments: two worlds, what differs between them, and the step that led from the one to the other."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Set
from itertools import compress
from operator import attrgetter, is_not
from typing import cast

from filspec.actors.genesis import genesis
from filspec.actors.parameters import preset
from filspec.actors.world import World
from filspec.kit.differences import NO_DIFFERENCE, Difference, difference
from filspec.kit.runner import Step
from filspec.kit.tables import PairTable
from filspec.kit.visits import Loop
from filspec.kit.worlds import Leaves, shape_of
from filspec.laws.watching import AnyTable, Part, View, parts_changed, whole

SHAPE = shape_of(World)

Rows = tuple[Collection[Hashable], Collection[object]]
"""Keys of a table, and their rows in the same order."""


def changed_between(before: Leaves, after: Leaves) -> frozenset[str]:
    """The paths of the leaves that differ; an unchanged leaf is the same object."""
    return frozenset(compress(SHAPE.paths, map(is_not, before, after)))


class Scratch:
    """A world of its own that goes from one state to another.

    Attributes:
        world: the world.
    """

    def __init__(self) -> None:
        self.world = genesis(preset("tiny"), ())
        self._leaves = SHAPE.leaves(self.world)
        self._slots = [(owner(self.world), name) for owner, name in SHAPE.owners]

    def go_to(self, leaves: Leaves) -> None:
        """Set the world to this state."""
        differ = map(is_not, leaves, self._leaves)
        for (owner, name), leaf in compress(zip(self._slots, leaves, strict=True), differ):
            setattr(owner, name, leaf)
        self._leaves = leaves


class Moment:
    """What checks look at. One moment is used for many, one after another; its worlds are its own.

    Attributes:
        before: the older world.
        after: the newer world.
        step: what led from the one to the other; None if that is not known.
        changed: the leaves that differ.
        now: how many moments there were.
        notes: what of the worlds was read through the views.
        view_before: the older world, with a note of what is read of it.
        view_after: the same of the newer one.
    """

    def __init__(self) -> None:
        self._scratches = Scratch(), Scratch()
        self._of_loop = Scratch(), Scratch()
        self.before, self.after = (scratch.world for scratch in self._scratches)
        self.notes: set[Part] = set()
        self.view_before, self.view_after = View(self.before, "", self.notes), View(self.after, "", self.notes)
        self._tables = {path: self._tables_at(path) for path in SHAPE.tables}
        self._written_at: dict[str, dict[Hashable, int]] = {path: {} for path in SHAPE.tables}
        self.now = 0
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
        self.now += 1
        self._differences = dict[str, Difference]()
        self._parts = dict[str, Set[Part]]()
        self._all_parts: Set[Part] | None = None
        self._keys = dict[str, frozenset[Hashable]]()
        self._written = dict[str, Rows]()

    def table(self, path: str) -> AnyTable:
        """A table of the newer world."""
        return self._tables[path][1]

    def table_before(self, path: str) -> AnyTable:
        """A table of the older world."""
        return self._tables[path][0]

    def difference(self, path: str) -> Difference:
        """Which keys of a table differ."""
        if path not in self.changed:
            return NO_DIFFERENCE
        found = self._differences.get(path)
        if found is None:
            old, new = self._tables[path]
            found = self._differences[path] = difference(old.rows, new.rows, isinstance(new, PairTable))
            self._written_at[path].update(dict.fromkeys(found.written, self.now))
        return found

    def written_at(self, path: str) -> Mapping[Hashable, int]:
        """At which moment each row of a table was written last; those that are missing, before the first."""
        return self._written_at[path]

    def keys(self, path: str) -> frozenset[Hashable]:
        """All keys of a table in the newer world."""
        found = self._keys.get(path)
        if found is None:
            found = self._keys[path] = frozenset(key for key, _ in self._tables[path][1].items())
        return found

    def rows(self, path: str, keys: Collection[Hashable]) -> Rows:
        """These keys of a table and their rows in the newer world; those of all written keys are looked up once."""
        of_written = keys is self.difference(path).written
        found = self._written.get(path) if of_written else None
        if found is None:
            found = keys, list(map(self._tables[path][1].__getitem__, keys))
            if of_written:
                self._written[path] = found
        return found

    def parts(self, paths: Collection[str]) -> Set[Part]:
        """The parts of some leaves that differ."""
        each = [self._parts_of(path) for path in paths]
        return each[0] if len(each) == 1 else set[Part]().union(*each)

    @property
    def all_parts(self) -> Set[Part]:
        """All parts of the world that differ."""
        if self._all_parts is None:
            self._all_parts = self.parts(self.changed)
        return self._all_parts

    def _parts_of(self, path: str) -> Set[Part]:
        found = self._parts.get(path)
        if found is None:
            is_table = path in SHAPE.tables
            found = self._parts[path] = parts_changed(path, self.difference(path)) if is_table else {whole(path)}
        return found

    def ends_of(self, loop: Loop) -> tuple[World, World]:
        """The worlds at both ends of a loop."""
        old, new = self._of_loop
        old.go_to(loop.before)
        new.go_to(loop.after)
        return old.world, new.world
