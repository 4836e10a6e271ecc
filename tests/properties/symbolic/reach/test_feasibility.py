"""Feasibility: what can be, with the smallest numbers, within a budget."""

import pytest

from filspec.symbolic.reach.feasibility import BudgetSpent, Feasibility
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import INT, constant, equal, known_number, less, number, total_of
from filspec.symbolic.values import SymbolicInt

X, Y = constant("x", INT), constant("y", INT)


@pytest.fixture
def feasibility() -> Feasibility:
    return Feasibility(Solver(), 10**9)


def test_what_cannot_be_is_told_from_what_can(feasibility: Feasibility) -> None:
    assert feasibility.possible([less(X, Y)])
    assert not feasibility.possible([less(X, Y), less(Y, X)])


def test_values_found_before_are_tried_first() -> None:
    # Given that values were found
    solver = Solver()
    feasibility = Feasibility(solver, 10**9)
    feasibility.possible([equal(X, number(3))])
    # When they answer the next question too
    assert feasibility.possible([less(X, number(4))])
    # Then the solver is not asked again
    assert solver.asked == 1


def test_product_means_what_it_is(feasibility: Feasibility) -> None:
    product = (SymbolicInt(X) * SymbolicInt(Y)).term

    assert not feasibility.possible([equal(X, number(3)), equal(Y, number(4)), equal(product, number(13))])
    assert feasibility.possible([equal(X, number(3)), equal(Y, number(4)), equal(product, number(12))])


@pytest.mark.parametrize(
    ("least", "found"),
    [
        (-5, range(10)),
        (3, range(3, 10)),
        (40, range(40, 257)),
        (7000, range(7000, 8193)),
        (10**20, range(10**20, 10**30)),
    ],
)
def test_numbers_are_as_small_as_they_can_be(feasibility: Feasibility, least: int, found: range) -> None:
    model = feasibility.smallest([less(number(least - 1), X)], [X])

    assert model is not None and known_number(model.value(X)) in found


def test_negative_numbers_are_kept_for_what_must_be_negative(feasibility: Feasibility) -> None:
    # Given that one of two numbers must be negative
    model = feasibility.smallest([equal(total_of([X, number(5)]), number(-3)), less(Y, number(100))], [X, Y])
    # Then only that one is
    assert model is not None
    assert known_number(model.value(X)) == -8 and known_number(model.value(Y)) in range(10)


def test_impossible_has_no_values(feasibility: Feasibility) -> None:
    assert feasibility.smallest([less(X, X)], [X]) is None and not feasibility.doubted


def test_spent_budget_ends_the_search() -> None:
    feasibility = Feasibility(Solver(), 0)
    feasibility.possible([equal((SymbolicInt(X) * SymbolicInt(Y)).term, number(12)), less(X, Y), less(number(1), X)])

    with pytest.raises(BudgetSpent):
        feasibility.possible([less(Y, X)])
