"""Sums over finite tables: exact, row by row."""

from __future__ import annotations

from collections.abc import Callable

from filspec.symbolic.computation import merged, outcomes_of
from filspec.symbolic.reach.finite_tables import Cell, FiniteTable
from filspec.symbolic.reach.settled import plain, terms_of
from filspec.symbolic.terms import ZERO, Term, all_equal, choice, total_of
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt

Summand = Callable[..., object]


def total(table: FiniteTable, amount: Summand) -> object:
    """The sum over all rows."""
    return _sum(table, lambda cell: terms_of(_value(table, amount, cell))[0])


class FiniteTotals:
    """Sums over all rows of a table, by group."""

    def __init__(self, table: FiniteTable, shares: Summand) -> None:
        self._table, self._shares = table, shares

    def __getitem__(self, group: object) -> object:
        return _sum(self._table, lambda cell: self._share(cell, terms_of(group)))

    def _share(self, cell: Cell, group: list[Term]) -> Term:
        """What a row contributes to a group."""
        shares = _value(self._table, self._shares, cell)
        assert isinstance(shares, tuple)
        parts = [choice(all_equal(terms_of(theirs), group), terms_of(part)[0], ZERO) for theirs, part in shares]
        return total_of(parts)


def _sum(table: FiniteTable, part: Callable[[Cell], Term]) -> object:
    cells = list(table.rows.values())
    parts = [choice(table.is_counted(cells, place), part(cell), ZERO) for place, cell in enumerate(cells)]
    return plain(SymbolicInt(total_of(parts)))


def _value(table: FiniteTable, summand: Summand, cell: Cell) -> object:
    returned, crashed = outcomes_of(summand, (table.key_of(cell), table.row_of(cell)), None)
    if crashed:
        raise OutsideTheSubset(f"the summand {summand.__name__} can crash: {crashed[0][1]!r}")
    return merged(returned)
