"""Products of unknowns, which no solver decides in general, and what is enough to know of most of them.

A product of two unknowns is written as a name of its own, ``product(a, b)``, after every sum has been multiplied out,
also where it was stored in a table.
So what follows by adding and subtracting follows without knowing what a product is, and signs and order are told as
lemmas. Only where that is not enough, the names are defined as what they are, and Z3 is left to its luck. The same
holds for quotients by unknowns.

Less being assumed, fewer goals follow: nothing is proved that should not be.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

from filspec.symbolic.anatomy import Applications, Operation, function_of, operation_of
from filspec.symbolic.contexts import remembered
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.terms import (
    INT,
    ZERO,
    Term,
    all_equal,
    asked,
    at_most,
    choice,
    conjunction,
    difference,
    equal,
    euclidean_quotient,
    implication,
    known_number,
    less,
    multiplied,
    negative,
    number,
    parts_of,
    question,
    same,
    select,
    total_of,
)

_PRODUCT = question(name_in(Space.ARITHMETIC, "product"), (INT, INT), INT)
_QUOTIENT = question(name_in(Space.ARITHMETIC, "quotient"), (INT, INT), INT)
_FUNCTIONS = (_PRODUCT, _QUOTIENT)
_IS_PRODUCT, _IS_QUOTIENT = range(2)
_answers = Applications(_FUNCTIONS)


def product(left: Term, right: Term) -> Term:
    """The one times the other, multiplied out."""
    for one, other in ((left, right), (right, left)):
        value = known_number(one)
        if value is not None:
            return ZERO if value == 0 else other if value == 1 else multiplied(one, other)
    for one, other in ((left, right), (right, left)):
        operation, parts = operation_of(one), parts_of(one)
        if operation is Operation.SUM:
            return total_of([product(part, other) for part in parts])
        if operation is Operation.DIFFERENCE and len(parts) == 2:
            return difference(product(parts[0], other), product(parts[1], other))
        if operation is Operation.NEGATIVE:
            return negative(product(parts[0], other))
        if operation is Operation.CHOICE:
            return choice(parts[0], product(parts[1], other), product(parts[2], other))
        if operation is Operation.PRODUCT and known_number(parts[0]) is not None:
            return multiplied(parts[0], product(parts[1], other))
        if operation is Operation.SELECT and operation_of(parts[0]) is Operation.STORE:
            column, *place, stored = parts_of(parts[0])
            kept = product(select(column, parts[1:]), other)
            return choice(all_equal(place, parts[1:]), product(stored, other), kept)
    first, second = sorted((left, right), key=lambda term: term.number)
    return asked(_PRODUCT, (first, second))


def quotient_of(dividend: Term, divisor: Term) -> Term:
    """Z3's quotient, whose remainder is never negative."""
    if known_number(divisor) is not None:
        return euclidean_quotient(dividend, divisor)
    return asked(_QUOTIENT, (dividend, divisor))


def _named_in(formulas: Sequence[Term]) -> list[Term]:
    """The products and quotients that formulas speak of."""
    return _answers.among(formulas)


def has_product(term: Term) -> bool:
    """Whether a term speaks of a product or quotient of unknowns."""
    return bool(_named_in([term]))


def lemmas_about(formulas: Sequence[Term]) -> list[Term]:
    """What is known of the products and quotients in formulas without multiplying: signs, order, remainders."""
    return list(_lemmas_of(tuple(_named_in(formulas))))


@remembered
def _lemmas_of(answers: tuple[Term, ...]) -> Sequence[Term]:
    """What is known of these products and quotients, and of the products that this speaks of."""
    lemmas = list[Term]()
    for term in answers:
        if function_of(term, _FUNCTIONS) == _IS_QUOTIENT:
            dividend, divisor = parts_of(term)
            whole = product(divisor, term)
            lemmas += _share(term, dividend, divisor)
            lemmas.append(
                implication(
                    less(ZERO, divisor),
                    conjunction([at_most(whole, dividend), less(dividend, total_of((whole, divisor)))]),
                )
            )
            not_negative = conjunction([at_most(ZERO, dividend), less(ZERO, divisor)])
            lemmas.append(implication(not_negative, conjunction([at_most(ZERO, term), at_most(term, dividend)])))
    named = [term for term in _named_in([*answers, *lemmas]) if function_of(term, _FUNCTIONS) == _IS_PRODUCT]
    return lemmas + [_signs(term) for term in named] + _orders(named)


def _share(term: Term, dividend: Term, divisor: Term) -> list[Term]:
    """A part ``whole * numerator // divisor`` is at most the whole, if the fraction is at most one."""
    lemmas = []
    for whole, numerator in _factored(dividend):
        proper = [at_most(ZERO, numerator), at_most(numerator, divisor), less(ZERO, divisor), at_most(ZERO, whole)]
        lemmas.append(implication(conjunction(proper), conjunction([at_most(ZERO, term), at_most(term, whole)])))
    return lemmas


def _factored(term: Term) -> list[tuple[Term, Term]]:
    """The ways to write a term as the product of something and a factor, as far as they can be seen."""
    parts, operation = parts_of(term), operation_of(term)
    if function_of(term, _FUNCTIONS) == _IS_PRODUCT:
        return [(parts[0], parts[1]), (parts[1], parts[0])]
    if operation is Operation.DIFFERENCE and len(parts) == 2:
        pairs = [(one, other) for one in _factored(parts[0]) for other in _factored(parts[1])]
        return [(difference(one, other), factor) for (one, factor), (other, again) in pairs if same(factor, again)]
    if operation is Operation.CHOICE:
        condition, then, otherwise = parts
        if same(then, ZERO):
            return [(whole, choice(condition, ZERO, factor)) for whole, factor in _factored(otherwise)]
        if same(otherwise, ZERO):
            return [(whole, choice(condition, factor, ZERO)) for whole, factor in _factored(then)]
        pairs = [(one, other) for one in _factored(then) for other in _factored(otherwise)]
        return [(whole, choice(condition, one, other)) for (whole, one), (again, other) in pairs if same(whole, again)]
    return []


def _signs(term: Term) -> Term:
    """A product may be turned round; how its sign and size follow from its factors."""
    left, right = parts_of(term)
    not_negative = conjunction([at_most(ZERO, left), at_most(ZERO, right)])
    positive = conjunction([less(ZERO, left), less(ZERO, right)])
    return conjunction(
        [
            implication(not_negative, at_most(ZERO, term)),
            implication(positive, conjunction([at_most(left, term), at_most(right, term)])),
            implication(equal(left, ZERO), equal(term, ZERO)),
            implication(equal(right, ZERO), equal(term, ZERO)),
            equal(term, asked(_PRODUCT, (right, left))),
        ]
    )


def _orders(named: Sequence[Term]) -> list[Term]:
    """Products with a common factor are in the order of the other factors."""
    lemmas = []
    for (one, mine), (other, theirs) in combinations([(term, parts_of(term)) for term in named], 2):
        for factor, left in (mine, reversed(mine)):
            for again, right in (theirs, reversed(theirs)):
                if same(factor, again):
                    in_order = implication(at_most(left, right), at_most(one, other))
                    turned = implication(at_most(right, left), at_most(other, one))
                    lemmas.append(implication(at_most(ZERO, factor), conjunction([in_order, turned])))
    return lemmas


def order_of_quotients(formulas: Sequence[Term]) -> list[Term]:
    """What else is known of the quotients in formulas, rounded down or up: their order."""
    quotients = [
        (term, *parts_of(term)) for term in _named_in(formulas) if function_of(term, _FUNCTIONS) == _IS_QUOTIENT
    ]
    lemmas = list[Term]()
    for one, other in permutations(quotients, 2):
        lemmas += [_grows_with_the_dividend(*one, *other), *_falls_with_the_divisor(*one, *other)]
    return lemmas


def _grows_with_the_dividend(one: Term, smaller: Term, divisor: Term, other: Term, more: Term, another: Term) -> Term:
    """Of two quotients by one positive divisor that of the greater dividend is no smaller."""
    alike = [less(ZERO, divisor), equal(divisor, another), at_most(smaller, more)]
    return implication(conjunction(alike), at_most(one, other))


def _falls_with_the_divisor(
    one: Term, dividend: Term, divisor: Term, other: Term, another: Term, greater: Term
) -> list[Term]:
    """The same, not negative, divided by more is no more: ``n // d`` rounded down, ``(n + d - 1) // d`` rounded up."""
    ordered = [less(ZERO, divisor), at_most(divisor, greater)]
    down = [at_most(ZERO, dividend), equal(dividend, another)]
    rest = difference(dividend, divisor)
    up = [at_most(number(-1), rest), equal(rest, difference(another, greater))]
    return [implication(conjunction([*ordered, *case]), at_most(other, one)) for case in (down, up)]


def definitions_in(formulas: Sequence[Term]) -> list[Term]:
    """What the products and quotients in formulas are."""
    definitions = []
    for term in _named_in(formulas):
        left, right = parts_of(term)
        is_product = function_of(term, _FUNCTIONS) == _IS_PRODUCT
        meaning = multiplied(left, right) if is_product else euclidean_quotient(left, right)
        definitions.append(equal(term, meaning))
    return definitions
