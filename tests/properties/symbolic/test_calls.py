"""Plain calls make what Z3's own Python face makes."""

from collections.abc import Callable

import pytest
import z3

from filspec.symbolic import calls
from filspec.symbolic.calls import CONTEXT
from filspec.symbolic.terms import term_at

A, B, P, Q = z3.Int("a"), z3.Int("b"), z3.Bool("p"), z3.Bool("q")
COLUMN = z3.Array("column", z3.IntSort(), z3.IntSort())


def of(*expressions: z3.ExprRef) -> list[int]:
    return [expression.as_ast().value for expression in expressions]


def rows(*expressions: z3.ExprRef) -> tuple[int, object]:
    return len(expressions), calls.row(of(*expressions))


MADE: dict[str, tuple[Callable[[], int], z3.ExprRef]] = {
    "not": (lambda: calls.make_not(CONTEXT, *of(P)), z3.Not(P)),
    "negative": (lambda: calls.make_negative(CONTEXT, *of(A)), -A),
    "equal": (lambda: calls.make_equal(CONTEXT, *of(A, B)), A == B),
    "implies": (lambda: calls.make_implies(CONTEXT, *of(P, Q)), z3.Implies(P, Q)),
    "at most": (lambda: calls.make_at_most(CONTEXT, *of(A, B)), A <= B),
    "less": (lambda: calls.make_less(CONTEXT, *of(A, B)), A < B),
    "quotient": (lambda: calls.make_quotient(CONTEXT, *of(A, B)), A / B),
    "choice": (lambda: calls.make_choice(CONTEXT, *of(P, A, B)), z3.If(P, A, B)),
    "and": (lambda: calls.make_and(CONTEXT, *rows(P, Q)), z3.And(P, Q)),
    "or": (lambda: calls.make_or(CONTEXT, *rows(P, Q)), z3.Or(P, Q)),
    "sum": (lambda: calls.make_sum(CONTEXT, *rows(A, B)), A + B),
    "difference": (lambda: calls.make_difference(CONTEXT, *rows(A, B)), A - B),
    "product": (lambda: calls.make_product(CONTEXT, *rows(A, B)), A * B),
    "select": (lambda: calls.make_select(CONTEXT, *of(COLUMN), *rows(A)), COLUMN[A]),
    "store": (lambda: calls.make_store(CONTEXT, *of(COLUMN), *rows(A), *of(B)), z3.Store(COLUMN, A, B)),
    "simplify": (lambda: calls.simplify(CONTEXT, *of(A + 0)), A),
}


@pytest.mark.parametrize(("make", "expected"), MADE.values(), ids=MADE)
def test_call_makes_what_the_face_makes(make: Callable[[], int], expected: z3.ExprRef) -> None:
    assert term_at(make()) is term_at(expected.as_ast().value)


def test_term_is_read_as_the_face_reads_it() -> None:
    whole = A - B
    [address] = of(whole)
    assert calls.count_of_parts(CONTEXT, address) == whole.num_args() == 2
    assert [calls.part_of(CONTEXT, address, place) for place in range(2)] == of(A, B)
    declaration = calls.declaration_of(CONTEXT, address)
    assert calls.declaration_kind(CONTEXT, declaration) == whole.decl().kind() == z3.Z3_OP_SUB


def test_impossible_call_makes_nothing_and_says_why() -> None:
    assert not calls.make_not(CONTEXT, *of(A))
    assert "Sort mismatch" in calls.last_error()
