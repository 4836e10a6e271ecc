"""Sums over finite tables are what the rows add up to."""

import pytest

from filspec.symbolic.computation import outcomes_of
from filspec.symbolic.reach.finite_sums import FiniteTotals, total
from filspec.symbolic.reach.finite_tables import FiniteTable
from filspec.symbolic.reach.settled import terms_of
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import INT, constant, equal, negation, number
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt

A = SymbolicInt(constant("a", INT))


def amount(_key: int, row: int) -> int:
    return row


def by_parity(key: int, row: int) -> tuple[tuple[int, int], ...]:
    return ((key % 2, row), (key % 2, 1))


def rows(*written: tuple[object, object]) -> FiniteTable:
    table = FiniteTable("t", shape_of(int), shape_of(int))
    for key, row in written:
        table[key] = row
    return table


def test_known_rows_add_up_to_a_number() -> None:
    assert total(rows((1, 5), (2, 7), (1, 6)), amount) == 13


def test_groups_are_summed_apart() -> None:
    totals = FiniteTotals(rows((1, 5), (2, 7), (3, 6)), by_parity)

    assert (totals[1], totals[0], totals[9]) == (13, 8, 0)


def test_groups_are_summed_when_they_are_asked_for_and_not_later() -> None:
    table = rows((1, 5), (2, 7))
    totals = FiniteTotals(table, by_parity)
    table[3] = 6

    assert totals[1] == 6


def test_row_under_two_names_is_counted_once() -> None:
    # Given rows under 1 and under an unknown key, which may be 1
    [found] = terms_of(total(rows((1, 5), (A, 7)), amount))
    # Then the sum is 7 if it is, and 12 if not, and nothing else
    same = equal(A.term, number(1))
    assert Solver().check([same, negation(equal(found, number(7)))])[0] is Verdict.IMPOSSIBLE
    assert Solver().check([negation(same), negation(equal(found, number(12)))])[0] is Verdict.IMPOSSIBLE


def test_deleted_row_counts_no_more() -> None:
    table = rows((1, 5), (2, 7))
    outcomes_of(lambda: table.__delitem__(1), (), None)

    assert total(table, amount) == 7


def test_summand_that_can_crash_is_refused() -> None:
    def crashing(key: int, row: int) -> int:
        return row // key

    with pytest.raises(OutsideTheSubset, match="the summand crashing can crash"):
        total(rows((A, 7)), crashing)


def test_summand_of_groups_that_can_crash_is_refused_at_once() -> None:
    def crashing(key: int, row: int) -> tuple[tuple[int, int]]:
        return ((key, row // key),)

    with pytest.raises(OutsideTheSubset, match="the summand crashing can crash"):
        FiniteTotals(rows((A, 7)), crashing)
