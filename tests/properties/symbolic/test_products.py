"""Products of unknowns: little is known of them, and nothing that is wrong."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.products import definitions_in, lemmas_about, order_of_quotients, product, quotient_of
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import INT, Term, constant, difference, equal, less, negation, number, same, total_of

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
    terms: list[Term] = [product(A, B), product(A, C), product(B, C), quotient_of(A, B)]
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
