"""Symbolic values: an unknown number, truth value, enum member or list, with the operators of the subset.

A transition cannot tell them from ordinary values. Where it asks for a truth value, the decision goes to whoever
explores its paths; whatever has no meaning for a term raises ``OutsideTheSubset``, which ends the proof: it is no
rejection and no crash, and nothing is ever proved on the way past it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NoReturn, Protocol

from filspec.symbolic.members import members_of
from filspec.symbolic.products import product, quotient_of
from filspec.symbolic.terms import (
    ZERO,
    Term,
    at_most,
    choice,
    difference,
    equal,
    known_number,
    less,
    negation,
    negative,
    number,
    total_of,
    truth,
)

MOST_BITS = 96
"""The bits of greater numbers are not counted in a proof."""


class OutsideTheSubset(Exception):  # noqa: N818 (a refusal to prove)
    """The source left the provable subset; it is never reported as proved."""


class AbsentRow(KeyError):  # noqa: N818 (what a transition meets, and no error of the prover)
    """A row that is read or deleted is not there."""


class DivisionByZero(ZeroDivisionError):  # noqa: N818 (as above)
    """A divisor is zero."""


class Decider(Protocol):
    """Who decides which way a path goes."""

    def decide(self, condition: Term) -> bool:
        """The truth value of the condition on this path."""


deciders: list[Decider] = []
"""Who explores now; the innermost last."""


def decide(condition: Term) -> bool:
    """Let whoever explores decide."""
    return deciders[-1].decide(condition)


def _meaningless(value: object, *_: object) -> NoReturn:
    raise OutsideTheSubset(f"an operation on {type(value).__name__} that has no meaning in a proof")


class Symbolic:
    """Base of all symbolic values.

    It has no ``__getitem__``, not even one that raises: Python takes what has one for a mapping, of which it formats a
    text without asking for anything that the text does not name.
    """

    __slots__ = ("term",)

    def __init__(self, term: Term) -> None:
        self.term = term

    __hash__ = _meaningless
    __int__ = __index__ = __float__ = __complex__ = __iter__ = __len__ = __round__ = __trunc__ = _meaningless
    __str__ = __format__ = __pow__ = __rpow__ = __truediv__ = __rtruediv__ = __lshift__ = _meaningless
    __rlshift__ = __rshift__ = __rrshift__ = __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _meaningless
    __divmod__ = __rdivmod__ = __invert__ = __matmul__ = __rmatmul__ = __contains__ = _meaningless
    __floor__ = __ceil__ = __bytes__ = __copy__ = __deepcopy__ = __reduce__ = __reduce_ex__ = _meaningless
    __bool__: Callable[..., bool] = _meaningless
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _meaningless
    __repr__ = _meaningless  # what is shown tells a term from a value, also inside a list or a text


def _number(value: object) -> Term:
    if type(value) is SymbolicInt:
        return value.term
    if type(value) is int:
        return number(value)
    raise OutsideTheSubset(f"an integer is compared or reckoned with {type(value).__name__}")


def _compares(relation: Callable[[Term, Term], Term]) -> Callable[[object, object], SymbolicBool]:
    def compare(self: object, other: object) -> SymbolicBool:
        return SymbolicBool(relation(_number(self), _number(other)))

    return compare


def _reckons(
    operation: Callable[[Term, Term], Term],
) -> tuple[Callable[[object, object], SymbolicInt], Callable[[object, object], SymbolicInt]]:
    def forward(self: object, other: object) -> SymbolicInt:
        return SymbolicInt(operation(_number(self), _number(other)))

    def reflected(self: object, other: object) -> SymbolicInt:
        return SymbolicInt(operation(_number(other), _number(self)))

    return forward, reflected


def quotient(dividend: Term, divisor: Term) -> Term:
    """Python's ``//``, which rounds down; Z3's rounds towards a remainder that is not negative.

    Raises:
        DivisionByZero: the divisor is 0 on this path.
    """
    known = known_number(divisor)
    if known == 0 or (known is None and decide(equal(divisor, ZERO))):
        raise DivisionByZero("division by zero")
    positive = quotient_of(dividend, divisor)
    if known is not None and known > 0:
        return positive
    flipped = quotient_of(negative(dividend), negative(divisor))
    return flipped if known is not None else choice(less(ZERO, divisor), positive, flipped)


def remainder(dividend: Term, divisor: Term) -> Term:
    """Python's ``%``, whose sign is the divisor's."""
    return difference(dividend, product(divisor, quotient(dividend, divisor)))


class SymbolicInt(Symbolic):
    """An unknown integer."""

    __slots__ = ()
    __hash__ = Symbolic.__hash__  # type: ignore[assignment]
    __eq__ = _compares(equal)  # type: ignore[assignment]
    __ne__ = _compares(lambda left, right: negation(equal(left, right)))  # type: ignore[assignment]
    __lt__ = _compares(less)  # type: ignore[assignment]
    __le__ = _compares(at_most)  # type: ignore[assignment]
    __gt__ = _compares(lambda left, right: less(right, left))  # type: ignore[assignment]
    __ge__ = _compares(lambda left, right: at_most(right, left))  # type: ignore[assignment]
    __add__, __radd__ = _reckons(lambda left, right: total_of((left, right)))
    __sub__, __rsub__ = _reckons(difference)
    __mul__, __rmul__ = _reckons(product)
    __floordiv__, __rfloordiv__ = _reckons(quotient)
    __mod__, __rmod__ = _reckons(remainder)

    def __neg__(self) -> SymbolicInt:
        return SymbolicInt(negative(self.term))

    def __pos__(self) -> SymbolicInt:
        return self

    def __abs__(self) -> SymbolicInt:
        return SymbolicInt(choice(less(self.term, ZERO), negative(self.term), self.term))

    def bit_length(self) -> SymbolicInt:
        """How many bits the number has, which must be no more than ``MOST_BITS``."""
        size = abs(self).term
        if decide(at_most(number(1 << MOST_BITS), size)):
            raise OutsideTheSubset(f"the bits of a number that may have more than {MOST_BITS}")
        one = number(1)
        powers = [number(1 << bit) for bit in range(MOST_BITS)]
        return SymbolicInt(total_of([choice(at_most(power, size), one, ZERO) for power in powers]))

    def __bool__(self) -> bool:
        return decide(negation(equal(self.term, ZERO)))


class SymbolicBool(Symbolic):
    """An unknown truth value. Unlike Python's it is no number."""

    __slots__ = ()
    __hash__ = Symbolic.__hash__  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return decide(self.term)

    def __eq__(self, other: object) -> SymbolicBool:  # type: ignore[override]
        return SymbolicBool(equal(self.term, truth_of(other)))

    def __ne__(self, other: object) -> SymbolicBool:  # type: ignore[override]
        return SymbolicBool(negation(equal(self.term, truth_of(other))))


def truth_of(value: object) -> Term:
    """The term of a truth value.

    Raises:
        OutsideTheSubset: it is none.
    """
    if type(value) is SymbolicBool:
        return value.term
    if type(value) is bool:
        return truth(value)
    raise OutsideTheSubset(f"a truth value was expected, not {type(value).__name__}")


class SymbolicEnum(Symbolic):
    """An unknown member of an enum."""

    __slots__ = ("enum",)
    __hash__ = Symbolic.__hash__  # type: ignore[assignment]

    def __init__(self, enum: type[Enum], term: Term) -> None:
        super().__init__(term)
        self.enum = enum

    def __eq__(self, other: object) -> SymbolicBool:  # type: ignore[override]
        return SymbolicBool(equal(self.term, self._term_of(other)))

    def __ne__(self, other: object) -> SymbolicBool:  # type: ignore[override]
        return SymbolicBool(negation(equal(self.term, self._term_of(other))))

    def _term_of(self, other: object) -> Term:
        if type(other) is SymbolicEnum and other.enum is self.enum:
            return other.term
        if type(other) is self.enum:
            return members_of(self.enum).term_of[other]
        raise OutsideTheSubset(f"a {self.enum.__name__} is compared with {type(other).__name__}")


_COMPARED_WITH_A_TUPLE = (
    "a message's list is compared with a tuple that is written out, or was stored so, such as (): "
    "compare it with another list, or keep a number or a truth value beside it that says what you ask"
)


class SymbolicSequence(Symbolic):
    """An unknown list of any length; only loops go through it."""

    __slots__ = ("items",)
    __hash__ = Symbolic.__hash__  # type: ignore[assignment]

    def __init__(self, items: object, term: Term) -> None:
        super().__init__(term)
        self.items = items

    def __eq__(self, other: object) -> SymbolicBool:  # type: ignore[override]
        if type(other) is not SymbolicSequence:
            raise OutsideTheSubset(_COMPARED_WITH_A_TUPLE)
        return SymbolicBool(equal(self.term, other.term))

    def __ne__(self, other: object) -> SymbolicBool:  # type: ignore[override]
        if type(other) is not SymbolicSequence:
            raise OutsideTheSubset(_COMPARED_WITH_A_TUPLE)
        return SymbolicBool(negation(equal(self.term, other.term)))
