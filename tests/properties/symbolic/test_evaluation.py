"""Terms, evaluated in Python: as Z3 means them, and with unknowns."""

import runpy
from pathlib import Path

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic import terms
from filspec.symbolic.evaluation import UNKNOWN, Evaluator
from filspec.symbolic.products import product, quotient_of
from filspec.symbolic.terms import BOOL, INT, constant, number

A, B, C = (constant(name, INT) for name in "abc")
P, Q = (constant(name, BOOL) for name in "pq")
COLUMN = terms.array("column", [INT, INT], INT)
with_parts = runpy.run_path(str(Path(__file__).parent / "replaced.py"))["with_parts"]


class Given:
    """Values by name; oracles answer the sum of what they are asked."""

    def __init__(self, **values: object) -> None:
        self.values = values

    def value(self, name: str) -> object:
        return self.values.get(name, UNKNOWN)

    def answer(self, oracle: str, arguments: tuple[int, ...]) -> object:
        return sum(arguments)

    def rewritten(self, name: str, key: tuple[object, ...]) -> object:
        return (name, key)


class Zeros:
    """A column that is 10 times its first key."""

    def at(self, key: tuple[int, ...]) -> object:
        return key[0] * 10


def value(term: terms.Term, **values: object) -> object:
    return Evaluator(Given(**values), {}).value(term)  # type: ignore[arg-type]


numbers = st.recursive(
    st.sampled_from([A, B, C]) | st.integers(-3, 3).map(number),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: terms.total_of(two)),
        st.tuples(inner, inner).map(lambda two: terms.difference(*two)),
        st.tuples(inner, inner).map(lambda two: terms.multiplied(*two)),
        inner.map(terms.negative),
        st.tuples(inner, st.sampled_from([-3, -1, 2, 5]).map(number)).map(lambda two: terms.euclidean_quotient(*two)),
        st.tuples(inner, inner, inner).map(lambda all_: terms.choice(terms.less(all_[0], all_[1]), *all_[1:])),
    ),
    max_leaves=8,
)
truths = st.recursive(
    st.sampled_from([P, Q]) | st.tuples(numbers, numbers).map(lambda two: terms.at_most(*two)),
    lambda inner: st.one_of(
        inner.map(terms.negation),
        st.lists(inner, max_size=3).map(terms.conjunction),
        st.lists(inner, max_size=3).map(terms.disjunction),
        st.tuples(inner, inner).map(lambda two: terms.implication(*two)),
        st.tuples(inner, inner).map(lambda two: terms.equal(*two)),
    ),
    max_leaves=6,
)


@given(numbers | truths, st.tuples(*[st.integers(-5, 5)] * 3), st.tuples(st.booleans(), st.booleans()))
def test_a_term_is_what_z3_says_it_is(term: terms.Term, given_: tuple[int, ...], said: tuple[bool, ...]) -> None:
    """Given values for all unknowns; then substituting them and simplifying comes to the same."""
    values = [*map(number, given_), *map(terms.truth, said)]
    expected = terms.simplified(with_parts(term, [A, B, C, P, Q], values))

    found = value(term, **dict(zip("abcpq", (*given_, *said), strict=True)))

    known = terms.known_truth(expected)
    assert found == (terms.known_number(expected) if known is None else known)


@given(truths, st.tuples(st.booleans(), st.booleans()))
def test_what_is_known_of_less_stays_true_of_more(term: terms.Term, said: tuple[bool, bool]) -> None:
    """Given values for some unknowns only; then a value that is found does not depend on the others."""
    some = {"p": said[0], "a": 1}
    found = value(term, **some)
    if found is not UNKNOWN:
        assert found == value(term, **some, q=said[1], b=2, c=3)


def test_a_part_that_decides_needs_no_other() -> None:
    assert value(terms.conjunction([P, Q]), p=False) is False
    assert value(terms.conjunction([P, Q]), q=False) is False
    assert value(terms.disjunction([P, Q]), q=True) is True
    assert value(terms.implication(P, Q), q=True) is True
    assert value(terms.implication(P, Q), p=True) is UNKNOWN
    assert value(terms.choice(P, A, B), p=True, a=1) == 1
    assert value(terms.choice(P, A, B), a=1, b=1) == 1
    assert value(terms.choice(P, A, B), a=1) is UNKNOWN


def test_products_and_quotients_of_unknowns_are_what_their_names_say() -> None:
    assert value(product(A, B), a=-3, b=7) == -21
    assert value(quotient_of(A, B), a=-7, b=2) == -4
    assert value(quotient_of(A, B), a=-7, b=-2) == 4
    assert value(quotient_of(A, B), a=7, b=0) is UNKNOWN


def test_oracles_are_asked() -> None:
    asked = terms.asked(terms.question("asked", [INT, INT], INT), [A, B])

    assert value(asked, a=2, b=3) == 5
    assert value(asked, a=2) is UNKNOWN


def test_a_column_has_what_was_stored_last_at_a_key_and_else_what_it_had() -> None:
    written = terms.store(terms.store(COLUMN, [A, B], number(7)), [B, A], number(8))

    def at(left: int, right: int, **values: object) -> object:
        evaluator = Evaluator(Given(column=Zeros(), **values), {})  # type: ignore[arg-type]
        assert evaluator.value(terms.select(written, [number(left), number(right)])) == evaluator.at(
            written, (left, right)
        )
        return evaluator.at(written, (left, right))

    assert at(1, 2, a=1, b=2) == 7
    assert at(2, 1, a=1, b=2) == 8
    assert at(3, 1, a=1, b=2) == 30
    assert at(5, 5, a=5, b=5) == 8
    assert at(1, 2, a=1) is UNKNOWN
    assert value(terms.select(COLUMN, [A, B]), a=1, b=2) is UNKNOWN


def test_what_a_loop_wrote_at_a_known_key_is_looked_up_there() -> None:
    evaluator = Evaluator(Given(a=1, b=2), {"c": (A, B)})  # type: ignore[arg-type]

    assert evaluator.value(C) == ("c", (1, 2))
    assert Evaluator(Given(a=1), {"c": (A, B)}).value(C) is UNKNOWN  # type: ignore[arg-type]


def test_an_operation_that_nobody_evaluates_is_refused() -> None:
    power = terms.term_at((z3.Int("a") ** z3.Int("b")).as_ast().value)

    with pytest.raises(KeyError):
        value(power, a=1, b=2)
