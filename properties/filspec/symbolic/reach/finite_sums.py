"""Sums over finite tables: exact, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from filspec.symbolic.computation import merged, outcomes_of
from filspec.symbolic.reach.finite_tables import Cell, FiniteTable
from filspec.symbolic.reach.settled import plain, terms_of
from filspec.symbolic.terms import ZERO, Term, all_equal, choice, total_of
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt

Summand = Callable[..., object]


def total(table: FiniteTable, amount: Summand) -> object:
    """The sum over all rows."""
    return _added([(there, terms_of(value)[0]) for there, value in _contributions(table, amount)])


class FiniteTotals:
    """Sums over all rows of a table as it is when they are asked for, by group."""

    def __init__(self, table: FiniteTable, shares: Summand) -> None:
        self._contributions = _contributions(table, shares)

    def __getitem__(self, group: object) -> object:
        return _added([(there, _share(value, terms_of(group))) for there, value in self._contributions])


def _share(shares: object, group: list[Term]) -> Term:
    """What a row contributes to a group."""
    assert isinstance(shares, tuple)
    parts = [choice(all_equal(terms_of(theirs), group), terms_of(part)[0], ZERO) for theirs, part in shares]
    return total_of(parts)


def _contributions(table: FiniteTable, summand: Summand) -> list[tuple[Term, object]]:
    """Of each row whether it counts, and what the summand makes of it."""
    cells = list(table.rows.values())
    return [(table.is_counted(cells, place), _value(table, summand, cell)) for place, cell in enumerate(cells)]


def _added(parts: Sequence[tuple[Term, Term]]) -> object:
    return plain(SymbolicInt(total_of([choice(there, part, ZERO) for there, part in parts])))


def _value(table: FiniteTable, summand: Summand, cell: Cell) -> object:
    returned, crashed = outcomes_of(summand, (table.key_of(cell), table.row_of(cell)), None)
    if crashed:
        raise OutsideTheSubset(f"the summand {summand.__name__} can crash: {crashed[0][1]!r}")
    return merged(returned)
