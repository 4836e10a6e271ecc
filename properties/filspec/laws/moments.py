"""Moments: two worlds, what differs between them, and the step that led from the one to the other."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from operator import attrgetter
from typing import cast

from filspec.actors.genesis import genesis
from filspec.actors.parameters import preset
from filspec.actors.world import World
from filspec.kit.differences import NO_DIFFERENCE, Difference, difference
from filspec.kit.runner import Step
from filspec.kit.tables import PairTable
from filspec.kit.visits import Loop
from filspec.kit.worlds import Leaves, fork, shape_of
from filspec.laws.interpreter import changed_leaves
from filspec.laws.watching import AnyTable, Part, View, parts_changed, whole

SHAPE = shape_of(World)


class Moment:
    """What checks look at. One moment is used for many, one after another; its worlds are its own.

    Attributes:
        before: the older world.
        after: the newer world.
        step: what led from the one to the other; None if that is not known.
        changed: the leaves that differ.
        notes: what of the worlds was read through the views.
        view_before: the older world, with a note of what is read of it.
        view_after: the same of the newer one.
    """

    def __init__(self) -> None:
        self.before = genesis(preset("tiny"), ())
        self.after = fork(self.before)
        self._of_loop = fork(self.before), fork(self.before)
        self.notes: set[Part] = set()
        self.view_before, self.view_after = View(self.before, "", self.notes), View(self.after, "", self.notes)
        self._tables = {path: self._tables_at(path) for path in SHAPE.tables}
        self.step: Step | None = None
        self.changed: frozenset[str] = frozenset()
        self._differences: dict[str, Difference] = {}
        self._parts: dict[str, set[Part]] = {}
        self._written: dict[str, tuple[Collection[Hashable], Collection[object]]] = {}

    def _tables_at(self, path: str) -> tuple[AnyTable, AnyTable]:
        at = attrgetter(path)
        return cast(AnyTable, at(self.before)), cast(AnyTable, at(self.after))

    def enter(self, before: Leaves, after: Leaves, step: Step | None) -> None:
        """Go to these two worlds."""
        SHAPE.restore(self.before, before)
        SHAPE.restore(self.after, after)
        self.step, self.changed = step, changed_leaves(before, after)
        self._differences, self._parts, self._written = {}, {}, {}

    def table(self, path: str) -> AnyTable:
        """A table of the newer world."""
        return self._tables[path][1]

    def difference(self, path: str) -> Difference:
        """Which keys of a table differ."""
        if path not in self.changed:
            return NO_DIFFERENCE
        found = self._differences.get(path)
        if found is None:
            old, new = self._tables[path]
            found = self._differences[path] = difference(old.rows, new.rows, isinstance(new, PairTable))
        return found

    def table_before(self, path: str) -> AnyTable:
        """A table of the older world."""
        return self._tables[path][0]

    def rows(self, path: str, keys: Collection[Hashable]) -> tuple[Collection[Hashable], Collection[object]]:
        """These keys of a table and their rows in the newer world, in one order; of all written keys only once."""
        of_written = keys is self.difference(path).written
        found = self._written.get(path) if of_written else None
        if found is None:
            found = keys, list(map(self._tables[path][1].__getitem__, keys))
            if of_written:
                self._written[path] = found
        return found

    def parts(self, path: str) -> set[Part]:
        """The parts of a leaf that differ."""
        found = self._parts.get(path)
        if found is None:
            is_table = path in SHAPE.tables
            found = self._parts[path] = parts_changed(path, self.difference(path)) if is_table else {whole(path)}
        return found

    def ends_of(self, loop: Loop) -> tuple[World, World]:
        """The worlds at both ends of a loop."""
        for world, leaves in zip(self._of_loop, (loop.before, loop.after), strict=True):
            SHAPE.restore(world, leaves)
        return self._of_loop
