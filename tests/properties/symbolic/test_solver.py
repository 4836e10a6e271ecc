"""The solver: what it says is so, what it needed is enough, and its budget is counted."""

import runpy
from itertools import product as pairs
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.products import product
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import (
    INT,
    Term,
    at_most,
    conjunction,
    constant,
    equal,
    known_number,
    known_truth,
    less,
    negation,
    number,
    simplified,
    total_of,
)

A, B = constant("a", INT), constant("b", INT)
DOMAIN = range(-2, 3)
BOUNDS = [conjunction([at_most(number(-2), term), at_most(term, number(2))]) for term in (A, B)]
sides = st.sampled_from([A, B, total_of((A, B)), total_of((A, number(1))), product(number(2), B), number(0), number(2)])
claims = st.builds(
    lambda relation, left, right, turned: negation(relation(left, right)) if turned else relation(left, right),
    st.sampled_from([less, at_most, equal]),
    sides,
    sides,
    st.booleans(),
)

with_parts = runpy.run_path(str(Path(__file__).parent / "replaced.py"))["with_parts"]


def hold_somewhere(formulas: list[Term]) -> bool:
    """Whether some values make all formulas true, found by trying them all."""
    together = conjunction(formulas)
    return any(
        known_truth(simplified(with_parts(together, [A, B], [number(a), number(b)]))) for a, b in pairs(DOMAIN, DOMAIN)
    )


@given(formulas=st.lists(claims, max_size=5))
def test_verdict_is_what_trying_all_values_says(formulas: list[Term]) -> None:
    # Given formulas about small numbers
    given_, solver = [*BOUNDS, *formulas], Solver()
    # When the solver is asked in each of its ways
    verdict, model = solver.check(given_)
    # Then it says what trying them all says, and its values show it
    expected = Verdict.POSSIBLE if hold_somewhere(given_) else Verdict.IMPOSSIBLE
    assert {verdict, solver.roughly(given_)[0]} == {expected}
    assert solver.can_hold(given_) == (expected is Verdict.POSSIBLE)
    assert (solver.find(given_, 100_000) is None) == (expected is Verdict.IMPOSSIBLE)
    if model is not None:
        assert all(known_truth(model.value(formula)) for formula in given_)


@given(formulas=st.lists(claims, min_size=2, max_size=6))
def test_what_was_needed_cannot_hold_by_itself(formulas: list[Term]) -> None:
    # Given formulas that cannot hold together
    given_, solver = [*BOUNDS, *formulas], Solver()
    if solver.check(given_)[0] is Verdict.IMPOSSIBLE:
        # When only those are asked of which the solver says that they were needed
        core = [formula for formula in given_ if formula in solver.needed]
        # Then they cannot hold together either
        assert Solver().check(core)[0] is Verdict.IMPOSSIBLE
    else:
        assert solver.needed == set()


@given(formulas=st.lists(claims, max_size=4), spare=st.lists(claims, max_size=4))
def test_what_is_kept_back_counts_as_if_it_were_told(formulas: list[Term], spare: list[Term]) -> None:
    # Given formulas, some of which are kept back
    verdict, model = Solver().check([*BOUNDS, *formulas], spare)
    # Then the solver says what it says of all of them, and its values make all of them hold
    assert verdict is Solver().check([*BOUNDS, *formulas, *spare])[0]
    assert model is None or all(map(model.satisfies, [*BOUNDS, *formulas, *spare]))


def test_what_was_kept_back_and_never_told_was_not_needed() -> None:
    solver = Solver()
    negative, positive = less(A, number(0)), less(number(0), A)
    solver.check([negative, positive], [less(A, number(-1)), less(number(1), A)])
    assert solver.needed == {negative, positive}


def test_values_found_before_answer_whether_a_path_is_possible() -> None:
    # Given that the solver was asked once
    solver = Solver()
    assert solver.can_hold([less(number(5), A)])
    # When what it found then answers a question, and when it does not
    assert solver.can_hold([less(number(4), A)])
    # Then it is asked only in the second case
    assert solver.asked == 1
    assert not solver.can_hold([less(number(4), A), less(A, number(5))])
    assert solver.asked == 2


def test_what_was_not_needed_is_not_named() -> None:
    solver = Solver()
    negative, positive = less(A, number(0)), less(number(0), A)
    solver.check([negative, less(B, number(7)), positive])
    assert solver.needed == {negative, positive}


def test_needed_gathers_until_it_is_cleared() -> None:
    solver = Solver()
    solver.check([less(A, A), TRUE_OF_B])
    solver.check([TRUE_OF_B, less(B, number(0)), less(number(0), B)])
    assert solver.needed == {less(A, A), less(B, number(0)), less(number(0), B)}


TRUE_OF_B = at_most(B, total_of((B, number(1))))
HARD = [
    less(number(1), A),
    less(number(1), B),
    equal(product(A, B), number(1000003 * (10**12 + 39))),
    less(A, B),
    less(number(1000003), A),
]


def test_what_the_budget_does_not_settle_is_unknown() -> None:
    verdict, model = Solver().check(HARD, budget=2000)
    assert verdict is Verdict.UNKNOWN
    assert model is None


def test_doubt_counts_as_possible_at_a_glance() -> None:
    assert Solver().can_hold(HARD)


def test_budget_is_counted_and_not_timed() -> None:
    # Given the same question, asked of two solvers
    first, second = Solver(), Solver()
    for solver in (first, second):
        solver.check([*BOUNDS, less(total_of((A, B)), number(-3)), less(number(0), A)])
    # Then both have spent the same on it
    assert first.asked == second.asked == 1
    assert first.spent == second.spent > 0


def test_products_are_known_by_name_only_unless_asked_for() -> None:
    formulas = [equal(A, number(3)), equal(B, number(4)), negation(equal(product(A, B), number(12)))]
    assert Solver().roughly(formulas)[0] is Verdict.POSSIBLE
    assert Solver().check(formulas)[0] is Verdict.IMPOSSIBLE
    assert Solver().find(formulas, 100_000) is None
    found = Solver().find(formulas[:2], 100_000)
    assert found is not None
    assert (known_number(found.value(A)), known_number(found.value(B))) == (3, 4)
