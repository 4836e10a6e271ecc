"""Where the text of a formula may stand in the place of its call."""

import ast

import pytest

from filspec.kit.inlining import is_plain, may_stand_in, only_expression, without_docstring


def expression(text):
    return ast.parse(text, mode="eval").body


def function(text):
    return ast.parse(text).body[0]


@pytest.mark.parametrize("text", ["a", "3", "a.b", "a.b.c"])
def test_names_constants_and_fields_are_plain(text):
    assert is_plain(expression(text))


@pytest.mark.parametrize("text", ["a + 1", "f(a)", "a[0]", "f(a).b", "(a, b)", "a if b else c", "-a"])
def test_what_is_computed_is_not_plain(text):
    assert not is_plain(expression(text))


ALWAYS = [
    "x",
    "x + y",
    "x < y",
    "y < x < 3",
    "x and y",
    "y if x else 3",
    "x if y else -x",
    "f(y, x)",
    "(y, x.real)",
    "not x",
]
PERHAPS = [
    "y",
    "y and x",
    "y or x",
    "x if y else 3",
    "3 if y else x",
    "1 < y < x",
    "y and (x or x)",
    "(y or x) + (y and x)",
]


@pytest.mark.parametrize("text", [*ALWAYS, *PERHAPS])
def test_a_field_stands_only_where_it_is_read_whatever_the_others_are(text):
    # Given a formula of two parameters, and a field or a name as the argument of the first
    fields, names = ([expression(one), expression("other")] for one in ("purse.coins", "purse"))
    # Then the name may stand there, and the field if the formula always reads it
    assert may_stand_in(expression(text), ("x", "y"), names)
    assert may_stand_in(expression(text), ("x", "y"), fields) is (text in ALWAYS)


def test_other_arguments_do_not_stand_in_a_text():
    assert not may_stand_in(expression("x"), ("x",), [expression("a + 1")])
    assert not may_stand_in(expression("x"), ("x",), [])
    assert not may_stand_in(expression("x"), ("x",), [expression("a"), expression("b")])


def test_a_text_is_one_expression_if_it_has_one_answer_and_no_names_of_its_own():
    assert ast.unparse(only_expression(function('def f(x):\n    """Doc."""\n    return x + 1'))) == "x + 1"
    for text in (
        "def f(x):\n    y = x\n    return y",
        "def f(x):\n    return",
        "def f(x):\n    return all(y for y in x)",
        'def f(x):\n    """Doc."""',
    ):
        assert only_expression(function(text)) is None


def test_a_docstring_does_nothing():
    documented, plain = function('def f():\n    """Doc."""\n    return 1'), function("def f():\n    return 1")
    assert list(map(ast.unparse, without_docstring(documented))) == list(map(ast.unparse, without_docstring(plain)))
