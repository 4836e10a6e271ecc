"""Finite tables: all rows that there can be are written down, each under a key that may be unknown.

Two keys may turn out to be the same. A write therefore changes every row whose key may be the written one, under the
condition that it is; so rows under the same key always agree, and reading one is enough. In a world that begins at
genesis most keys are numbers, and then nothing is conditional. Looking a key up with ``in`` or ``[]`` decides which row
it is, for what is decided need not be carried along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, NoReturn

from filspec.symbolic.names import Space, name_in
from filspec.symbolic.reach.settled import settled, value_of
from filspec.symbolic.shapes import Shape
from filspec.symbolic.terms import (
    FALSE,
    TRUE,
    Term,
    all_equal,
    choice,
    conjunction,
    disjunction,
    less,
    negation,
    simplified,
)
from filspec.symbolic.values import AbsentRow, OutsideTheSubset, decide

Key = tuple[Term, ...]

_MANY = 40
"""Of more rows than these it is not decided which one an unknown key is the key of: they are read as one term."""


class Cell(NamedTuple):
    """A row that there may be: its key, whether it is there, and its columns."""

    key: Key
    present: Term
    columns: tuple[Term, ...]


Cells = Mapping[tuple[Term, ...], Cell]
"""All rows that there may be, by the terms of their keys, in the order of their first writing."""


def _meaningless(table: FiniteTable, *_: object) -> NoReturn:
    raise OutsideTheSubset(f"an operation on the table {table.path} that has no meaning in a proof")


class FiniteTable:
    """A table of which all rows are written down.

    Args:
        path: the table's path from the world.
        key: shape of its keys.
        row: shape of its rows.
        given: rows that it holds from the start, under keys that are known and not the same.

    Attributes:
        rows: what it holds, as a value.
    """

    __slots__ = ("key", "path", "row", "rows")

    def __init__(self, path: str, key: Shape, row: Shape, given: Iterable[tuple[object, object]] = ()) -> None:
        self.path, self.key, self.row = path, key, row
        cells = [Cell(self.key_terms(key), TRUE, self._columns(row)) for key, row in given]
        self.rows: Cells = {cell.key: cell for cell in cells}

    def key_terms(self, key: object) -> Key:
        """A key as terms."""
        return tuple([simplified(term) for term in self.key.flatten(key)])

    def key_of(self, cell: Cell) -> object:
        """The key of a row as a value."""
        return value_of(self.key, cell.key)

    def row_of(self, cell: Cell) -> object:
        """A row as a value; of one that is not there it means nothing."""
        return value_of(self.row, cell.columns)

    def __contains__(self, key: object) -> bool:
        terms = self.key_terms(key)
        if self._is_merged(terms):
            ways = [conjunction([all_equal(cell.key, terms), cell.present]) for cell in self.rows.values()]
            return decide(settled(disjunction(ways)))
        found = self._decided(terms)
        return found is not None and decide(found.present)

    def _is_merged(self, key: Key) -> bool:
        """Whether there are too many rows to decide which of them a key is the key of."""
        return len(self.rows) > _MANY and tuple(key) not in self.rows

    def __getitem__(self, key: object) -> object:
        if self._is_merged(self.key_terms(key)):
            if key not in self:
                raise AbsentRow(f"{self.path} has no such row")
            return self.get(key, self.row_of(next(iter(self.rows.values()))))
        found = self._decided(self.key_terms(key))
        if found is None or not decide(found.present):
            raise AbsentRow(f"{self.path} has no such row")
        return self.row_of(found)

    def get(self, key: object, default: object) -> object:
        """The row of the key, or the default; both in one term."""
        terms = self.key_terms(key)
        columns = tuple(self.row.flatten(default))
        known = self.rows.get(tuple(terms))
        for cell in [known] if known is not None else self.rows.values():
            there = settled(conjunction([all_equal(cell.key, terms), cell.present]))
            columns = tuple([choice(there, mine, others) for mine, others in zip(cell.columns, columns, strict=True)])
        return value_of(self.row, [simplified(term) for term in columns])

    def __setitem__(self, key: object, row: object) -> None:
        self._write(self.key_terms(key), TRUE, self._columns(row))

    def _columns(self, row: object) -> tuple[Term, ...]:
        return tuple([simplified(term) for term in self.row.flatten(row)])

    def __delitem__(self, key: object) -> None:
        if key not in self:
            raise AbsentRow(f"{self.path} has no such row to delete")
        gone = self.row.unknown_terms(name_in(Space.FILLER, self.path))
        self._write(self.key_terms(key), FALSE, gone)

    def _decided(self, key: Key) -> Cell | None:
        """The row that the key is decided to be the key of."""
        known = self.rows.get(tuple(key))
        if known is not None:
            return known
        return next((cell for cell in self.rows.values() if decide(all_equal(cell.key, key))), None)

    def _write(self, key: Key, present: Term, columns: tuple[Term, ...]) -> None:
        name, written = tuple(key), Cell(key, present, columns)
        cells = {other: _unless(settled(all_equal(cell.key, key)), written, cell) for other, cell in self.rows.items()}
        self.rows = cells if name in cells else {**cells, name: written}

    def items(self) -> Iterator[tuple[object, object]]:
        """All rows, in no order."""
        return ((self.key_of(cell), self.row_of(cell)) for cell in self.present_cells(()))

    def present_cells(self, group: Sequence[Term]) -> Iterator[Cell]:
        """The rows that are decided to be there, each once; with a group, those of that group."""
        for place, cell in enumerate(cells := list(self.rows.values())):
            if decide(all_equal(cell.key[: len(group)], group)) and decide(self.is_counted(cells, place)):
                yield cell

    def is_counted(self, cells: Sequence[Cell], place: int) -> Term:
        """Whether the row at a place is there, and none before it has the same key."""
        cell = cells[place]
        again = [settled(all_equal(cell.key, other.key)) for other in cells[:place]]
        return settled(conjunction([cell.present, negation(disjunction(again))]))

    def cells_in_order(self, group: Sequence[Term]) -> list[Cell]:
        """The rows that are there, by ascending key; the order of unknown keys is decided."""
        ordered: list[Cell] = []
        for cell in self.present_cells(group):
            place = next((at for at, other in enumerate(ordered) if decide(_before(cell.key, other.key))), len(ordered))
            ordered.insert(place, cell)
        return ordered

    __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _meaningless
    __hash__ = None  # type: ignore[assignment]


def _unless(alike: Term, written: Cell, cell: Cell) -> Cell:
    """What a write to another key makes of a row, if that key is its own."""
    if alike is FALSE:
        return cell
    columns = zip(written.columns, cell.columns, strict=True)
    return Cell(
        cell.key,
        simplified(choice(alike, written.present, cell.present)),
        tuple([simplified(choice(alike, new, old)) for new, old in columns]),
    )


def _before(left: Key, right: Key) -> Term:
    """Whether one key comes before another."""
    ways = [conjunction([all_equal(left[:at], right[:at]), less(left[at], right[at])]) for at in range(len(left))]
    return disjunction(ways)
