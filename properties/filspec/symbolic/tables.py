"""Symbolic tables: an array of truth values for presence, and one array for each column of a row.

Reading selects, writing stores, and no case split on whether two keys are the same is ever made: the solver knows
arrays. A column whose value does not change is not stored, so that what a transition cannot write is seen to stay.
Every change is logged with the row before and after, for the sums.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import NamedTuple, NoReturn, Protocol

from filspec.symbolic.names import Space, name_in
from filspec.symbolic.shapes import Product, Shape, shape_of_value
from filspec.symbolic.terms import BOOL, FALSE, TRUE, Sort, Term, array, choice, same, select, store
from filspec.symbolic.values import AbsentRow, OutsideTheSubset, decide, deciders

Key = tuple[Term, ...]
"""A key, as the terms it falls into."""

PRESENCE = -1
"""The number of the column that says which rows there are."""


class Keeper(Protocol):
    """Who is told of the keys a transition touches, and of what it writes.

    Attributes:
        computing: whether a function runs that may only read.
    """

    computing: int

    def touch(self, table: str, key: Key) -> None:
        """A key was looked at."""

    def wrote(self, table: str, column: int, key: Key) -> None:
        """A column was written at a key."""

    def row_of_all(self, table: str) -> Key:
        """The key of the row that stands for all where a law goes through a table; no other key is named like it."""


class Change(NamedTuple):
    """A logged change: the row before (``had`` says whether there was one), and after; None for a deletion."""

    key: Key
    had: Term
    old: tuple[Term, ...]
    new: tuple[Term, ...] | None


class Origin(NamedTuple):
    """The state of a table that sums are counted from.

    Attributes:
        tag: which of the worlds of a path it belongs to.
        present: which rows there are.
        columns: the columns of the rows.
        earlier: the table it was before a loop; None for a world that nothing is known of.
        written: the columns that loop may have written.
    """

    tag: str
    present: Term
    columns: tuple[Term, ...]
    earlier: SymbolicTable | None
    written: frozenset[int]


def _meaningless(table: SymbolicTable, *_: object) -> NoReturn:
    raise OutsideTheSubset(f"an operation on the table {table.path} that has no meaning in a proof")


class SymbolicTable:
    """A table of which nothing is known but what laws and decisions tell.

    Args:
        path: the table's path from the world.
        key: shape of its keys.
        row: shape of its rows.
        origin: the state it starts from.
        keeper: who is told.
    """

    __slots__ = ("_rows", "columns", "frozen", "keeper", "key_shape", "log", "origin", "path", "present", "row_shape")

    def __init__(self, path: str, key: Shape, row: Shape, origin: Origin, keeper: Keeper) -> None:
        self.path, self.key_shape, self.row_shape, self.origin, self.keeper = path, key, row, origin, keeper
        self.present, self.columns = origin.present, origin.columns
        self.log: tuple[Change, ...] = ()
        self.frozen = True
        self._rows: tuple[tuple[Term, ...], dict[Key, tuple[tuple[Term, ...], object]]] = (self.columns, {})

    def take(self, other: SymbolicTable) -> None:
        """Take over the state of another table, with the rows it has read."""
        self.origin, self.present, self.columns = other.origin, other.present, other.columns
        self.log, self._rows = other.log, other._rows

    def has(self, key: Key) -> Term:
        """Whether there is a row."""
        return select(self.present, key)

    def terms_at(self, key: Key) -> tuple[Term, ...]:
        """The row of a key, as terms; of an absent key they mean nothing."""
        return self._read(key)[0]

    def row_at(self, key: Key) -> object:
        """The row of a key, as a value; of an absent key it means nothing."""
        return self._read(key)[1]

    def _read(self, key: Key) -> tuple[tuple[Term, ...], object]:
        """The row of a key, remembered for as long as the columns are these."""
        if self._rows[0] is not self.columns:
            self._rows = (self.columns, {})
        found = self._rows[1].get(key)
        if found is None:
            terms = tuple([select(column, key) for column in self.columns])
            found = (terms, self.row_shape.symbolic(terms))
            self._rows[1][key] = found
        return found

    def _touched(self, key: object) -> Key:
        terms = tuple(self.key_shape.flatten(key))
        self.keeper.touch(self.path, terms)
        return terms

    def __contains__(self, key: object) -> bool:
        return decide(self.has(self._touched(key)))

    def __getitem__(self, key: object) -> object:
        terms = self._touched(key)
        if not decide(self.has(terms)):
            raise AbsentRow(f"{self.path} has no such row")
        return self.row_at(terms)

    def get(self, key: object, default: object) -> object:
        """The row of the key, or the default; both in one term."""
        terms = self._touched(key)
        there = self._settled(self.has(terms))
        row, otherwise = self.terms_at(terms), self.row_shape.flatten(default)
        return self.row_shape.symbolic([choice(there, term, other) for term, other in zip(row, otherwise, strict=True)])

    def __setitem__(self, key: object, row: object) -> None:
        self._write(self._touched(key), tuple(self.row_shape.flatten(row)))

    def __delitem__(self, key: object) -> None:
        terms = self._touched(key)
        if not decide(self.has(terms)):
            raise AbsentRow(f"{self.path} has no such row to delete")
        self._write(terms, None)

    def _write(self, key: Key, new: tuple[Term, ...] | None) -> None:
        if self.frozen or self.keeper.computing:
            raise OutsideTheSubset(f"a computation, or a law, writes to {self.path}")
        had, old = self._settled(self.has(key)), self.terms_at(key)
        self.log += (Change(key, had, old, new),)
        if not same(had, FALSE if new is None else TRUE):
            self.present = store(self.present, key, FALSE if new is None else TRUE)
            self.keeper.wrote(self.path, PRESENCE, key)
        columns = list(self.columns)
        for place, (before, after) in enumerate(zip(old, old if new is None else new, strict=True)):
            if not same(before, after):
                columns[place] = store(columns[place], key, after)
                self.keeper.wrote(self.path, place, key)
        if any(map(operator.is_not, columns, self.columns)):
            self.columns = tuple(columns)

    def items(self) -> Iterator[tuple[object, object]]:
        """One arbitrary row, if there is one at all: only for laws, and there only under ``all``."""
        key = self.keeper.row_of_all(self.path)
        if self.key_shape.symbolic(key) in self:
            yield self.key_shape.symbolic(key), self.row_at(key)

    def _settled(self, present: Term) -> Term:
        known = getattr(deciders[-1], "known", lambda _: None)(present) if deciders else None
        return present if known is None else TRUE if known else FALSE

    __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _meaningless
    __hash__ = None  # type: ignore[assignment]


def shape_of_group(table: SymbolicTable, group: object) -> Shape:
    """The shape of a group of rows: the first part of the keys of a table whose keys have two parts.

    Raises:
        OutsideTheSubset: the table has no groups, or the value is none of them.
    """
    found = shape_of_value(group)
    if not isinstance(table.key_shape, Product) or table.key_shape.cls is not tuple or len(table.key_shape.parts) != 2:
        raise OutsideTheSubset(f"{table.path} has no groups: make it a PairTable")
    if found is not table.key_shape.parts[0][1]:
        raise OutsideTheSubset(f"a group of {table.path} has another form than the first part of its keys")
    return found


def unknown_origin(path: str, key: Shape, row: Shape, tag: str) -> Origin:
    """A table of which nothing is known."""
    present = unknown_column(path, key, ("?", BOOL), tag)
    return Origin(tag, present, tuple(unknown_column(path, key, leaf, tag) for leaf in row.leaves), None, frozenset())


def unknown_column(path: str, key: Shape, leaf: tuple[str, Sort], tag: str) -> Term:
    """A column of which nothing is known."""
    return array(name_in(Space.COLUMN, tag, path + leaf[0]), key.sorts, leaf[1])
