"""Symbolic values reckon as Python does."""

import operator
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.products import definitions_in
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import INT, SEQUENCE, constant, equal, negation, number
from filspec.symbolic.values import (
    MOST_BITS,
    OutsideTheSubset,
    SymbolicInt,
    SymbolicSequence,
    deciders,
    quotient,
    remainder,
)

OPERATIONS: dict[str, Callable[[object, object], object]] = {
    "sum": lambda a, b: a + b,  # type: ignore[operator]
    "difference": lambda a, b: a - b,  # type: ignore[operator]
    "product": lambda a, b: a * b,  # type: ignore[operator]
    "negative": lambda a, _: -a,  # type: ignore[operator]
    "absolute": lambda a, _: abs(a),  # type: ignore[arg-type]
    "quotient by a constant": lambda a, _: a // -7,  # type: ignore[operator]
    "remainder by a constant": lambda a, _: a % -7,  # type: ignore[operator]
    "quotient": lambda a, b: a // b,  # type: ignore[operator]
    "remainder": lambda a, b: a % b,  # type: ignore[operator]
    "product of a sum": lambda a, b: (a + 3) * (b - a),  # type: ignore[operator]
}


class NeverZero:
    """Decides that no divisor is zero."""

    def decide(self, condition: object) -> bool:
        return False


@pytest.fixture(autouse=True)
def divisors_are_not_zero() -> Iterator[None]:
    deciders.append(NeverZero())
    yield
    deciders.pop()


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
@given(a=st.integers(-40, 40), b=st.integers(-40, 40).filter(bool))
def test_operation_is_pythons(operation: Callable[[object, object], object], a: int, b: int) -> None:
    # Given two numbers, and two unknowns that are these numbers
    x, y = constant("x", INT), constant("y", INT)
    # When both are reckoned with
    found = operation(SymbolicInt(x), SymbolicInt(y))
    assert isinstance(found, SymbolicInt)
    # Then the unknown result can be no other number
    result = equal(found.term, number(operation(a, b)))  # type: ignore[arg-type]
    facts = [equal(x, number(a)), equal(y, number(b)), negation(result)]
    assert Solver().check([*facts, *definitions_in([found.term])])[0] is Verdict.IMPOSSIBLE


@pytest.mark.parametrize("written", [(), (1, 2)])
def test_a_list_that_is_compared_with_a_tuple_is_refused_with_what_to_write_instead(written: tuple[int, ...]) -> None:
    # Given a list of which nothing is known, and a tuple that is written out
    many = SymbolicSequence(int, constant("many", SEQUENCE))
    # When they are compared in any way, then the refusal says what to do
    for compare in (operator.eq, operator.ne):
        for one, other in ((many, written), (written, many)):
            with pytest.raises(OutsideTheSubset, match="compare it with another list, or keep a number or a truth"):
                compare(one, other)


def test_division_by_a_constant_zero_crashes() -> None:
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        quotient(number(3), number(0))
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        remainder(number(3), number(0))


@pytest.mark.parametrize("operation", [hash, int, str, float, lambda value: value < 2.5, lambda value: value == "5"])
def test_what_has_no_meaning_is_refused(operation: Callable[[object], object]) -> None:
    with pytest.raises(OutsideTheSubset, match=r"no meaning in a proof|is compared or reckoned with"):
        operation(SymbolicInt(constant("x", INT)))


@given(st.one_of(st.integers(-20, 20), st.integers(-(2**90), 2**90)))
def test_bits_are_counted_as_python_counts_them(a: int) -> None:
    found = SymbolicInt(constant("x", INT)).bit_length()
    facts = [equal(constant("x", INT), number(a)), negation(equal(found.term, number(a.bit_length())))]
    assert Solver().check(facts)[0] is Verdict.IMPOSSIBLE


def test_the_bits_of_a_greater_number_are_not_counted() -> None:
    class Great:
        def decide(self, condition: object) -> bool:
            return True

    deciders.append(Great())
    with pytest.raises(OutsideTheSubset, match=f"the bits of a number that may have more than {MOST_BITS}"):
        SymbolicInt(constant("x", INT)).bit_length()
    deciders.pop()
