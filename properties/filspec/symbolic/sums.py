"""Sums over tables of any size: unknown numbers that follow the writes.

The sum over a table of which nothing is known is an unknown. After some writes it is that unknown, less what each
changed row contributed before, plus what it contributes after. As the row before is read when it is written, several
writes to one key cancel out, under whatever names, and nobody asks which keys are the same.

One thing more is true of a finite sum without negative parts: it is at least what any of its rows contribute together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from filspec.symbolic.anatomy import unknowns_in
from filspec.symbolic.computation import merged, outcomes_of
from filspec.symbolic.names import Space, name_in, parts_of_function
from filspec.symbolic.shapes import Shape, shape_of_value
from filspec.symbolic.tables import PRESENCE, Change, Key, SymbolicTable
from filspec.symbolic.terms import (
    INT,
    ZERO,
    Term,
    all_equal,
    array,
    at_most,
    choice,
    conjunction,
    constant,
    known_truth,
    name_of,
    negation,
    negative,
    parts_of,
    same,
    select,
    sort_of,
    total_of,
)
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt

Summand = Callable[..., object]
Share = tuple[tuple[Term, ...], Term]
"""A group, as terms, and what a row contributes to it; without groups the group is empty."""


class Read(NamedTuple):
    """A sum that somebody looked at: over which rows, of what, for which group, and the unknown that stands for it."""

    table: SymbolicTable
    summand: Summand
    group: tuple[Term, ...]
    unknown: Term

    @property
    def of_all_groups(self) -> Term:
        """The unknown that stands for the sums of all groups; without groups, the sum itself."""
        return parts_of(self.unknown)[0] if self.group else self.unknown


def has_sum(term: Term) -> bool:
    """Whether a term speaks of a sum of which nothing is known."""
    return any(name_of(unknown).startswith(name_in(Space.SUM, "")) for unknown in unknowns_in(term))


def summed(table: object) -> SymbolicTable:
    """The table that a sum goes over.

    Raises:
        OutsideTheSubset: it is none of a world.
    """
    if not isinstance(table, SymbolicTable):
        raise OutsideTheSubset(f"a sum goes over a value of type {type(table).__name__}: give it a table of the world")
    return table


class Listener(Protocol):
    """Who is told which sums are looked at."""

    def summed(self, read: Read) -> None:
        """A sum was looked at."""


class Sums:
    """The sums of one proof.

    Args:
        listener: who is told which sums are looked at.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._shares: dict[tuple[Summand, Shape, Shape], dict[tuple[Term, ...], list[Share]]] = {}
        self._groups: dict[tuple[str, Summand], Shape | None] = {}
        self._once: dict[tuple[Term, ...], list[Term]] = {}
        self._columns: dict[tuple[str, Summand], frozenset[int]] = {}

    def total(self, table: SymbolicTable, amount: Summand, group: tuple[Term, ...] | None = None) -> Term:
        """The sum over all rows; with a group, which may be of no terms, that group's."""
        if group is None and self.shape_of_groups(table, amount) is not None:
            raise OutsideTheSubset(f"{amount.__name__} names groups: use total_by(table, {amount.__name__})[group]")
        of_group = group or ()
        parts = [self._of_origin(table, amount, of_group)]
        for change in table.log:
            parts += self._moved(table, amount, change, of_group)
        return total_of(parts)

    def _moved(self, table: SymbolicTable, amount: Summand, change: Change, group: tuple[Term, ...]) -> list[Term]:
        """What one change takes from the sum and adds to it."""
        new = ZERO if change.new is None else self.contribution(table, amount, change.key, change.new, group)
        if known_truth(change.had) is False:
            return [new]
        old = self.contribution(table, amount, change.key, change.old, group)
        if known_truth(change.had) and same(old, new):
            return []
        return [choice(change.had, negative(old), ZERO), new]

    def _of_origin(self, table: SymbolicTable, amount: Summand, group: tuple[Term, ...]) -> Term:
        origin = table.origin
        if origin.earlier is not None and origin.written.isdisjoint({PRESENCE, *self.columns_read(table, amount)}):
            return self.total(origin.earlier, amount, group)
        name = name_in(Space.SUM, origin.tag, table.path, *parts_of_function(amount))
        if not group:
            unknown = constant(name, INT)
        else:
            unknown = select(array(name, [sort_of(term) for term in group], INT), group)
        self._listener.summed(Read(_at_origin(table), amount, group, unknown))
        return unknown

    def columns_read(self, table: SymbolicTable, amount: Summand) -> frozenset[int]:
        """The columns that a summand depends on."""
        if (table.path, amount) not in self._columns:
            key, row = _some_row(table)
            terms = [term for group, part in self.shares(table, amount, key, row) for term in (*group, part)]
            unknowns = {unknown for term in terms for unknown in unknowns_in(term)}
            found = frozenset(place for place, column in enumerate(row) if column in unknowns)
            self._columns[table.path, amount] = found
        return self._columns[table.path, amount]

    def shape_of_groups(self, table: SymbolicTable, amount: Summand) -> Shape | None:
        """The form of the groups that a summand names; None for a summand without groups.

        Raises:
            OutsideTheSubset: its groups have several forms.
        """
        if (table.path, amount) not in self._groups:
            value = self._value(amount, _symbolic(table, *_some_row(table)))
            shapes = {shape_of_value(share[0]) for share in value} if isinstance(value, tuple) else {None}
            if len(shapes) != 1:
                raise OutsideTheSubset(f"{amount.__name__} names {len(shapes)} kinds of groups: let it name one")
            [self._groups[table.path, amount]] = shapes
        return self._groups[table.path, amount]

    def shares(self, table: SymbolicTable, amount: Summand, key: Key, row: tuple[Term, ...]) -> list[Share]:
        """What a row contributes, to each of its groups."""
        known = self._shares.setdefault((amount, table.key_shape, table.row_shape), {})
        found = known.get((*key, *row))
        if found is None:
            found = _as_shares(self._value(amount, _symbolic(table, key, row)))
            known[*key, *row] = found
        return found

    @staticmethod
    def _value(amount: Summand, arguments: Sequence[object]) -> object:
        returned, crashed = outcomes_of(amount, arguments, None)
        if crashed:
            raise OutsideTheSubset(f"the summand {amount.__name__} can crash: {crashed[0][1]!r}")
        return merged(returned)

    def contribution(
        self, table: SymbolicTable, amount: Summand, key: Key, row: tuple[Term, ...], group: tuple[Term, ...]
    ) -> Term:
        """What a row contributes to one group."""
        shares = self.shares(table, amount, key, row)
        return total_of([choice(all_equal(theirs, group), part, ZERO) for theirs, part in shares])

    def at_least(self, read: Read, keys: Sequence[Key]) -> Term:
        """The sum is at least what the rows of these keys contribute, each counted once."""
        return at_most(self.of_rows(read.table, read.summand, read.group, keys), read.unknown)

    def of_rows(self, table: SymbolicTable, amount: Summand, group: tuple[Term, ...], keys: Sequence[Key]) -> Term:
        """What the rows of these keys contribute, each counted once."""
        parts = []
        for key, counted in zip(keys, self._each_once(table.present, keys), strict=True):
            contribution = self.contribution(table, amount, key, table.terms_at(key), group)
            parts.append(choice(counted, contribution, ZERO))
        return total_of(parts)

    def _each_once(self, present: Term, keys: Sequence[Key]) -> list[Term]:
        """For each key whether there is a row, and no earlier key is the same."""
        subject = (present, *(term for key in keys for term in key))
        found = self._once.get(subject)
        if found is None:
            found = [
                conjunction([select(present, key), *(negation(all_equal(key, other)) for other in keys[:place])])
                for place, key in enumerate(keys)
            ]
            self._once[subject] = found
        return found


def _at_origin(table: SymbolicTable) -> SymbolicTable:
    """The table as it was when sums began to be counted."""
    return SymbolicTable(table.path, table.key_shape, table.row_shape, table.origin, table.keeper)


def _as_it_is(table: SymbolicTable) -> SymbolicTable:
    """A table with the content of this one, which no later write changes."""
    twin = _at_origin(table)
    twin.take(table)
    return twin


class SymbolicTotals:
    """Sums by group, of the table as it is when they are asked for: a run adds up all groups then.

    Raises:
        OutsideTheSubset: the summand can crash, or its groups have several forms.
    """

    def __init__(self, sums: Sums, table: SymbolicTable, shares: Summand) -> None:
        self._sums, self._table, self._shares = sums, _as_it_is(table), shares
        self._groups = sums.shape_of_groups(table, shares)

    def __getitem__(self, group: object) -> SymbolicInt:
        shape = shape_of_value(group)
        if shape is not self._groups:
            raise OutsideTheSubset(f"{self._shares.__name__} is asked for a group of another kind than it names")
        return SymbolicInt(self._sums.total(self._table, self._shares, tuple(shape.flatten(group))))


def _some_row(table: SymbolicTable) -> tuple[Key, tuple[Term, ...]]:
    """A key and a row of which nothing is known."""
    row = table.row_shape.unknown_terms(name_in(Space.SUMMAND_ROW))
    return table.key_shape.unknown_terms(name_in(Space.SUMMAND_KEY)), row


def _symbolic(table: SymbolicTable, key: Key, row: tuple[Term, ...]) -> tuple[object, object]:
    return table.key_shape.symbolic(key), table.row_shape.symbolic(row)


def _as_shares(value: object) -> list[Share]:
    """The shares of a summand's answer: a number, or a tuple of (group, number)."""
    if not isinstance(value, tuple):
        return [((), _number(value))]
    return [(tuple(shape_of_value(group).flatten(group)), _number(part)) for group, part in value]


def _number(value: object) -> Term:
    return shape_of_value(0).flatten(value)[0]
