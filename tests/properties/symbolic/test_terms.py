"""Terms mean what Python means."""

import operator
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.terms import (
    BOOL,
    FALSE,
    INT,
    SEQUENCE,
    TRUE,
    ZERO,
    Term,
    all_equal,
    array,
    asked,
    at_most,
    choice,
    conjunction,
    constant,
    difference,
    disjunction,
    equal,
    euclidean_quotient,
    implication,
    known_number,
    known_truth,
    less,
    multiplied,
    negation,
    negative,
    number,
    question,
    same,
    select,
    simplified,
    sort_of,
    store,
    total_of,
    truth,
)

with_parts = runpy.run_path(str(Path(__file__).parent / "replaced.py"))["with_parts"]

NAMES = ("a", "b", "c")
UNKNOWNS = [constant(name, INT) for name in NAMES]
small = st.integers(-9, 9)


class Written(NamedTuple):
    """A term, and what Python makes of the same."""

    term: Term
    value: Callable[[dict[str, int]], int]


def _of_two(make: Callable[[Term, Term], Term], reckon: Callable[[int, int], int]) -> Callable[..., Written]:
    return lambda left, right: Written(
        make(left.term, right.term), lambda known: reckon(left.value(known), right.value(known))
    )


def _chosen(relation: tuple[Callable[[Term, Term], Term], Callable[[int, int], bool]], *parts: Written) -> Written:
    make, holds = relation
    left, right, then, otherwise = parts
    return Written(
        choice(make(left.term, right.term), then.term, otherwise.term),
        lambda known: (then if holds(left.value(known), right.value(known)) else otherwise).value(known),
    )


RELATIONS = [
    (less, operator.lt),
    (at_most, operator.le),
    (equal, operator.eq),
    (lambda left, right: negation(equal(left, right)), operator.ne),
    (lambda left, right: conjunction([at_most(left, right), less(left, right)]), operator.lt),
    (lambda left, right: disjunction([equal(left, right), less(left, right)]), operator.le),
    (lambda left, right: implication(less(left, right), FALSE), operator.ge),
]
leaves = st.one_of(
    small.map(lambda value: Written(number(value), lambda _: value)),
    st.sampled_from(NAMES).map(lambda name: Written(constant(name, INT), lambda known: known[name])),
)


def _larger(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return st.one_of(
        st.builds(_of_two(lambda left, right: total_of((left, right)), operator.add), parts, parts),
        st.builds(_of_two(difference, operator.sub), parts, parts),
        st.builds(_of_two(multiplied, operator.mul), parts, parts),
        parts.map(lambda part: Written(negative(part.term), lambda known: -part.value(known))),
        st.builds(_chosen, st.sampled_from(RELATIONS), parts, parts, parts, parts),
        st.tuples(parts, st.integers(1, 9)).map(
            lambda pair: Written(
                euclidean_quotient(pair[0].term, number(pair[1])), lambda known: pair[0].value(known) // pair[1]
            )
        ),
    )


@given(written=st.recursive(leaves, _larger, max_leaves=12), known=st.fixed_dictionaries(dict.fromkeys(NAMES, small)))
def test_term_is_what_python_reckons(written: Written, known: dict[str, int]) -> None:
    # Given a term of unknowns
    # When these are numbers
    found = simplified(with_parts(written.term, UNKNOWNS, [number(known[name]) for name in NAMES]))
    # Then it is the number that Python comes to
    assert known_number(found) == written.value(known)


@given(writes=st.lists(st.tuples(small, small, small), max_size=6), key=st.tuples(small, small))
def test_array_is_a_mapping(writes: list[tuple[int, int, int]], key: tuple[int, int]) -> None:
    # Given an array with some values changed
    column, known = array("column", [INT, INT], INT), dict[tuple[int, int], int]()
    for first, second, value in writes:
        column = store(column, (number(first), number(second)), number(value))
        known[first, second] = value
    # When it is read
    found = simplified(select(column, tuple(map(number, key))))
    # Then it holds what was written last; of the rest nothing is known
    assert known_number(found) == known.get(key)


def test_what_was_stored_last_is_found_at_this_key_only() -> None:
    a, b, c = UNKNOWNS
    column = store(array("column", [INT], INT), (a,), c)
    assert same(select(column, (a,)), c)
    assert not same(select(column, (b,)), c)
    assert not same(select(store(column, (b,), ZERO), (a,)), c)


def test_terms_written_alike_are_one() -> None:
    a, b, _ = UNKNOWNS
    assert total_of((a, b)) is total_of((constant("a", INT), constant("b", INT)))
    assert not same(total_of((a, b)), total_of((b, a)))
    assert not same(constant("a", INT), constant("a", BOOL))


@given(value=st.booleans(), parts=st.lists(st.booleans(), max_size=4))
def test_truth_values_are_reckoned_without_the_solver(value: bool, parts: list[bool]) -> None:
    assert known_truth(truth(value)) is value
    assert known_truth(negation(truth(value))) is (not value)
    assert known_truth(simplified(conjunction([truth(part) for part in parts]))) is all(parts)
    assert known_truth(simplified(disjunction([truth(part) for part in parts]))) is any(parts)
    assert known_truth(constant("unknown", BOOL)) is None


def test_negation_of_a_negation_is_what_was_negated() -> None:
    claim = less(*UNKNOWNS[:2])
    assert same(negation(negation(claim)), claim)


def test_plain_cases_are_left_as_they_are() -> None:
    a, b, _ = UNKNOWNS
    claim = less(a, b)
    assert same(conjunction([claim]), claim) and same(disjunction([claim]), claim)
    assert same(conjunction([]), TRUE) and same(disjunction([]), FALSE)
    assert same(implication(TRUE, claim), claim) and same(implication(claim, TRUE), TRUE)
    assert same(choice(claim, a, a), a) and same(choice(TRUE, a, b), a) and same(choice(FALSE, a, b), b)
    assert same(total_of([]), ZERO) and same(total_of([ZERO, a, ZERO]), a)
    assert same(equal(a, a), TRUE) and same(at_most(a, a), TRUE) and same(less(a, a), FALSE)
    assert same(all_equal([a, b], [a, a]), equal(b, a))


def test_parts_are_replaced_all_at_once() -> None:
    a, b, _ = UNKNOWNS
    assert same(with_parts(less(a, b), [a, b], [b, a]), less(b, a))


def test_a_term_outlives_those_who_made_it() -> None:
    # Given terms that nobody keeps, among others
    ages = [constant(f"unknown {place}", INT).number for place in range(400)]
    # Then none gives its place to another, and whoever makes it again finds it
    assert len(set(ages)) == 400
    assert [constant(f"unknown {place}", INT).number for place in range(400)] == ages


def test_question_has_one_answer() -> None:
    a, b, _ = UNKNOWNS
    oracle = question("oracle", [INT], BOOL)
    assert same(asked(oracle, [a]), asked(question("oracle", [INT], BOOL), [a]))
    assert not same(asked(oracle, [a]), asked(oracle, [b]))
    assert sort_of(asked(oracle, [a])) == BOOL


WITHOUT_MEANING: dict[str, Callable[[], Term]] = {
    "a truth value among numbers": lambda: conjunction([ZERO, TRUE]),
    "a choice by a number": lambda: choice(ZERO, TRUE, FALSE),
    "a row of a number": lambda: select(ZERO, (ZERO,)),
    "a list as a key": lambda: store(array("column", [INT], INT), (constant("list", SEQUENCE),), ZERO),
}


@pytest.mark.parametrize("make", WITHOUT_MEANING.values(), ids=WITHOUT_MEANING)
def test_term_without_meaning_is_refused(make: Callable[[], Term]) -> None:
    with pytest.raises(ValueError, match=r"Z3 makes no such term: .*([Ss]ort|type)"):
        make()
