"""Sorts are the same objects in every context."""

from filspec.symbolic.contexts import fresh_context
from filspec.symbolic.sorts import BOOL, INT, SEQUENCE, sort_at
from filspec.symbolic.terms import TRUE, constant, number, sort_of


def test_a_sort_is_found_again_by_what_z3_knows() -> None:
    for sort in (INT, BOOL, SEQUENCE):
        assert sort_at(sort.face()) is sort


def test_terms_of_any_context_have_the_same_sorts() -> None:
    with fresh_context():
        assert sort_of(number(3)) is INT and sort_of(TRUE) is BOOL
        assert sort_of(constant("list", SEQUENCE)) is SEQUENCE
    assert sort_of(number(3)) is INT
