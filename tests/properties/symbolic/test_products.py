"""Products of unknowns: little is known of them, and nothing that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.products import (
    definitions_in,
    has_product,
    lemmas_about,
    order_of_quotients,
    product,
    quotient_of,
)
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import (
    BOOL,
    INT,
    ZERO,
    Term,
    at_most,
    choice,
    constant,
    difference,
    equal,
    less,
    negation,
    number,
    same,
    total_of,
)

A, B, C, D = (constant(name, INT) for name in "abcd")
numbers = st.integers(-30, 30)


def test_product_is_multiplied_out() -> None:
    together = product(total_of((A, number(1))), B)
    apart = total_of((product(A, B), B))
    assert Solver().check([negation(equal(together, apart))])[0] is Verdict.IMPOSSIBLE
    assert same(product(A, B), product(B, A))


@given(a=numbers, b=numbers, c=numbers)
def test_lemmas_hold_of_real_products(a: int, b: int, c: int) -> None:
    # Given products and a quotient of unknowns
    share = quotient_of(product(A, choice(equal(B, ZERO), ZERO, C)), B)
    terms: list[Term] = [product(A, B), product(A, C), product(B, C), quotient_of(A, B), share]
    # When the unknowns are numbers, and the products what they are
    values = [equal(A, number(a)), equal(B, number(b if b else 1)), equal(C, number(c))]
    lemmas = lemmas_about(terms)
    # Then no lemma is broken
    assert Solver().check([*values, *lemmas, *definitions_in([*terms, *lemmas])])[0] is Verdict.POSSIBLE


def test_order_of_products_follows_from_lemmas_alone() -> None:
    larger = product(A, C)
    facts = [less(number(0), A), less(B, C), less(larger, product(A, B))]
    assert not Solver().can_hold(facts)


def test_what_needs_the_meaning_gets_it() -> None:
    # Given that a square is 2
    claim = equal(product(A, A), number(2))
    # When the solver is asked, by name a square may be 2, by meaning it may not
    assert Solver().can_hold([claim])
    assert Solver().check([claim, less(number(-5), A), less(A, number(5))])[0] is Verdict.IMPOSSIBLE


def test_sum_of_differences_is_multiplied_out() -> None:
    paid, rest = product(A, difference(B, C)), product(A, C)
    assert Solver().check([negation(equal(total_of((paid, rest)), product(A, B)))])[0] is Verdict.IMPOSSIBLE


@given(a=numbers, b=numbers, c=st.integers(-5, 5), d=st.integers(-5, 5))
def test_order_of_quotients_holds_of_real_quotients(a: int, b: int, c: int, d: int) -> None:
    # Given quotients of unknowns, rounded down and up
    up = [quotient_of(difference(total_of((A, divisor)), number(1)), divisor) for divisor in (C, D)]
    terms = [quotient_of(A, C), quotient_of(B, C), quotient_of(A, D), *up]
    # When the unknowns are numbers, and the quotients what they are
    values = [equal(A, number(a)), equal(B, number(b)), equal(C, number(c or 1)), equal(D, number(d or 1))]
    lemmas = order_of_quotients(terms)
    # Then no lemma is broken
    assert Solver().check([*values, *lemmas, *definitions_in([*terms, *lemmas])])[0] is Verdict.POSSIBLE


def test_what_is_divided_by_more_and_rounded_up_is_no_more() -> None:
    # Given n divided by c and by a greater d, both rounded up
    by_less, by_more = (quotient_of(difference(total_of((A, divisor)), number(1)), divisor) for divisor in (C, D))
    facts = [less(number(-1), A), less(number(0), C), less(C, D), less(by_less, by_more)]
    # When nothing is known of their order they may be in any; their lemmas tell
    assert Solver().roughly(facts)[0] is not Verdict.IMPOSSIBLE
    assert Solver().roughly([*facts, *order_of_quotients(facts)])[0] is Verdict.IMPOSSIBLE


def test_quotient_of_what_is_not_negative_is_not_negative_and_no_more_than_that() -> None:
    facts = [at_most(ZERO, A), less(ZERO, B)]
    for broken in (less(quotient_of(A, B), ZERO), less(A, quotient_of(A, B))):
        assert Solver().roughly([*facts, broken])[0] is Verdict.IMPOSSIBLE
    assert Solver().roughly([less(ZERO, B), less(quotient_of(A, B), ZERO)])[0] is Verdict.POSSIBLE


@pytest.mark.parametrize("there", [True, False])
def test_part_that_may_be_nothing_is_at_most_the_whole(there: bool) -> None:
    # Given a part of a whole by a share that may be missing, which is none
    known = constant("known", BOOL)
    share = choice(known, B, ZERO) if there else choice(known, ZERO, B)
    part = quotient_of(product(A, share), C)
    # When the share is no more than one
    facts = [at_most(ZERO, A), at_most(ZERO, B), at_most(B, C), less(ZERO, C)]
    # Then the part is not negative, and not more than the whole
    for broken in (less(part, ZERO), less(A, part)):
        assert Solver().roughly([*facts, broken])[0] is Verdict.IMPOSSIBLE
        assert Solver().roughly([*facts[:2], facts[3], less(A, part)])[0] is Verdict.POSSIBLE


def test_terms_that_speak_of_products_are_told_from_others() -> None:
    assert all(map(has_product, (product(A, B), total_of((C, quotient_of(A, B))), equal(A, product(B, C)))))
    assert not any(map(has_product, (A, product(A, number(2)), quotient_of(A, number(2)), less(A, B))))
