"""Relevance: facts that share an unknown with a question, directly or not."""

from filspec.symbolic.relevance import relevant
from filspec.symbolic.terms import INT, constant, less, number

A, B, C, D = (constant(name, INT) for name in "abcd")
LINKED, FURTHER, APART, CONSTANT = less(A, B), less(B, C), less(D, number(3)), less(number(1), number(2))
FACTS = [FURTHER, APART, LINKED, CONSTANT]


def test_facts_are_followed_from_unknown_to_unknown():
    assert relevant(FACTS, [less(A, number(0))]) == [LINKED, FURTHER]


def test_other_facts_stay_away():
    assert relevant(FACTS, [less(D, number(0))]) == [APART]
    assert relevant(FACTS, [less(number(0), number(1))]) == []
