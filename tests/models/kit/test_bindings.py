"""Bindings: names stand for the very objects, and are not trusted when the source changes under them."""

import ast

import pytest

from filspec.kit.bindings import Bindings, CannotFlattenError, Texts

LIMIT = 3


def is_small(number):
    """Whether a number is within the limit."""
    return number < LIMIT


def with_a_default(number=1):
    """A function that is more than its text."""
    return number


def test_each_object_has_a_name_of_its_own():
    bindings = Bindings()
    first, second = bindings.bind(LIMIT), bindings.bind("three")
    assert first.id != second.id
    assert [bindings.values[name.id] for name in (first, second)] == [LIMIT, "three"]


def test_a_name_is_looked_up_in_its_module_and_then_in_python():
    bindings = Bindings()
    assert bindings.look_up(globals(), "LIMIT") == LIMIT
    assert bindings.look_up(globals(), "len") is len
    with pytest.raises(CannotFlattenError, match="no_such_name"):
        bindings.look_up(globals(), "no_such_name")


def test_the_text_of_a_function_is_read():
    assert isinstance(Bindings().read(is_small).body[-1], ast.Return)


def test_a_function_that_is_more_than_its_text_is_refused():
    def inner():
        return is_small

    for function in (with_a_default, inner):
        with pytest.raises(CannotFlattenError, match="more than its text"):
            Bindings().read(function)


def test_a_name_that_is_bound_anew_makes_them_invalid(monkeypatch):
    bindings = Bindings()
    bindings.look_up(globals(), "LIMIT")
    assert bindings.are_valid()
    monkeypatch.setitem(globals(), "LIMIT", 4)
    assert not bindings.are_valid()


def test_a_function_that_is_given_other_code_makes_them_invalid(monkeypatch):
    bindings = Bindings()
    bindings.read(is_small)
    assert bindings.are_valid()
    monkeypatch.setattr(is_small, "__code__", (lambda number: number > LIMIT).__code__)
    assert not bindings.are_valid()


def test_a_text_is_written_once_and_again_when_what_it_was_made_of_changes(monkeypatch):
    # Given a text that looks up a name
    texts, made = Texts(), []

    def write(bindings):
        made.append(bindings.look_up(globals(), "LIMIT"))
        return made[-1]

    assert [texts.of("here", write), texts.of("here", write), made] == [3, 3, [3]]
    # When the name is bound to something else
    monkeypatch.setitem(globals(), "LIMIT", 4)
    # Then it is written again
    assert [texts.of("here", write), made] == [4, [3, 4]]


def test_what_cannot_be_written_out_is_tried_once():
    texts, tried = Texts(), []

    def write(bindings):
        tried.append(bindings)
        bindings.read(with_a_default)

    assert texts.of("here", write) is texts.of("here", write) is None
    assert len(tried) == 1
