"""Footprints: what the step of a loop can write at most, found by running it once on unknown values.

Whatever is not in the footprint keeps its value over the loop. A write is remembered with the parts of its key that are
the same in every turn (an argument of the loop, or a number written out), so that also the other rows of a table are
known to stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from filspec.symbolic.knowledge import Frame
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.tables import PRESENCE, Key, Origin, SymbolicTable, unknown_column
from filspec.symbolic.terms import BOOL, Sort, Term, constant, known_number, number, same, store
from filspec.symbolic.worlds import World, at, copy_of, layout_of, put, restart_table, tables_of, unknown_scalar


@dataclass(frozen=True, slots=True)
class Argument:
    """A part of a key that is this term of the loop's arguments."""

    place: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A part of a key that is this number."""

    value: int


Part = Argument | Literal | None
"""A part of a key that is written; None where it can be anything."""

Pattern = tuple[Part, ...]
Concrete = tuple[Term | None, ...]


class Footprint(NamedTuple):
    """What a step can write: columns of tables at keys of some patterns, and leaves that are no tables."""

    columns: frozenset[tuple[str, int, Pattern]]
    scalars: frozenset[str]

    def patterns(self, path: str, column: int, arguments: Sequence[Term]) -> tuple[Concrete, ...]:
        """The keys of a column that can be written, with the loop's arguments put in."""
        found = sorted(
            (pattern for table, place, pattern in self.columns if (table, place) == (path, column)), key=repr
        )
        return tuple(tuple(_put_in(part, arguments) for part in pattern) for pattern in found)

    def written(self, arguments: Sequence[Term]) -> list[tuple[str, int, Concrete]]:
        """All that can be written, with the loop's arguments put in."""
        return [
            (path, column, tuple(_put_in(part, arguments) for part in pattern))
            for path, column, pattern in sorted(self.columns, key=repr)
        ]

    def covers(self, path: str, column: int, key: Concrete, arguments: Sequence[Term]) -> bool:
        """Whether a write is expected."""
        return any(
            all(
                part is None or (of_key is not None and same(part, of_key))
                for part, of_key in zip(pattern, key, strict=True)
            )
            for pattern in self.patterns(path, column, arguments)
        )


def pattern_of(key: Concrete, arguments: Sequence[Term]) -> Pattern:
    """Which parts of a key are the same in every turn."""
    return tuple(_part_of(part, arguments) for part in key)


def _part_of(part: Term | None, arguments: Sequence[Term]) -> Part:
    if part is None:
        return None
    for place, argument in enumerate(arguments):
        if same(part, argument):
            return Argument(place)
    value = known_number(part)
    return None if value is None else Literal(value)


def _put_in(part: Part, arguments: Sequence[Term]) -> Term | None:
    if isinstance(part, Argument):
        return arguments[part.place]
    return number(part.value) if isinstance(part, Literal) else None


def forget(world: World, footprint: Footprint, arguments: Sequence[Term], tag: str) -> list[Frame]:
    """Let everything that the footprint covers have any value; what is kept of partly written columns."""
    for path, shape in layout_of(type(world)).scalars:
        if path in footprint.scalars:
            put(world, path, unknown_scalar(path, shape, tag))
    frames: list[Frame] = []
    for table in tables_of(world):
        written = frozenset(column for path, column, _ in footprint.columns if path == table.path)
        if written:
            frames += _forget_table(world, table, written, footprint, arguments, tag)
    return frames


def _forget_table(
    world: World,
    table: SymbolicTable,
    written: frozenset[int],
    footprint: Footprint,
    arguments: Sequence[Term],
    tag: str,
) -> list[Frame]:
    frames, columns = list[Frame](), [*table.columns, table.present]
    for place in sorted(written):
        patterns = footprint.patterns(table.path, place, arguments)
        leaf = ("?", BOOL) if place == PRESENCE else table.row_shape.leaves[place]
        columns[place] = _forgotten(table, columns[place], leaf, patterns, tag)
        if any(None in pattern for pattern in patterns):
            frames.append(Frame(table.path, [*table.columns, table.present][place], columns[place], patterns))
    earlier = at(copy_of(world, frozen=True), table.path)
    restart_table(table, Origin(tag, columns[-1], tuple(columns[:-1]), earlier, written))
    return frames


def _forgotten(
    table: SymbolicTable, column: Term, leaf: tuple[str, Sort], patterns: tuple[Concrete, ...], tag: str
) -> Term:
    """A column after a loop: unknown; or, where all keys that can be written are known, changed at these alone."""
    if any(None in pattern for pattern in patterns):
        return unknown_column(table.path, table.key_shape, leaf, tag)
    for place, pattern in enumerate(patterns):
        key: Key = tuple(part for part in pattern if part is not None)
        column = store(column, key, constant(name_in(Space.WRITTEN, tag, table.path + leaf[0], str(place)), leaf[1]))
    return column
