"""Uninterpreted functions belong to no context; no unknown is named like a label."""

import pytest

from filspec.symbolic.contexts import fresh_context
from filspec.symbolic.functions import LABEL, question
from filspec.symbolic.sorts import BOOL, INT
from filspec.symbolic.terms import array, asked, constant, label, name_of, number


def test_a_function_is_asked_in_any_context() -> None:
    function = question("grows", [INT], BOOL)
    outer = asked(function, [number(3)])
    with fresh_context():
        assert asked(function, [number(3)]) is asked(question("grows", [INT], BOOL), [number(3)])
        assert asked(function, [number(3)]) is not outer
    assert asked(function, [number(3)]) is outer
    assert function.number != question("shrinks", [INT], BOOL).number


def test_labels_have_names_that_nothing_else_can_have() -> None:
    name = name_of(label(7))
    assert name.startswith(LABEL)
    for make in (
        lambda: constant(name, BOOL),
        lambda: array(name, [INT], BOOL),
        lambda: question(name, [INT], BOOL),
    ):
        with pytest.raises(AssertionError, match="named like a label"):
            make()
