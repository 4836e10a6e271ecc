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


def named_as_made(bound_0):
    """A parameter with such a name."""
    return bound_0


def with_a_local(number):
    """A local with such a name."""
    hoisted_sum = number
    return hoisted_sum  # noqa: RET504 (a local of that name)


def with_a_cell(number):
    """A local with such a name that a generator reads."""
    hoisted_sum = number
    return all(other < hoisted_sum for other in (1, 2))


def with_an_item(number):
    """An item of a generator with such a name."""
    return all(bound_1 < number for bound_1 in (1, 2))


def with_a_field(number):
    """A field with such a name."""
    return number.bound_1


def with_a_keyword(number):
    """An argument with such a name."""
    return is_small(written_out_0=number)


def with_a_name_of_the_module(number):
    """A name of the module with such a name."""
    return number < bound_2  # noqa: F821


def bound_3(number):
    """A function with such a name."""
    return number


MADE = (
    named_as_made, with_a_local, with_a_cell, with_an_item, with_a_field, with_a_keyword, with_a_name_of_the_module,
    bound_3,
)  # fmt: skip


@pytest.mark.parametrize("function", MADE, ids=lambda function: function.__name__)
def test_a_text_with_a_name_that_is_made_is_refused(function):
    with pytest.raises(
        CannotFlattenError, match=f"{function.__name__}, which has the name (bound|hoisted|written_out)_"
    ):
        Bindings().read(function)


def by_place_only(number, /):
    """A parameter that cannot be given by name."""
    return number


def by_name_only(*, number):
    """A parameter that cannot be given by place."""
    return number


def with_any_others(number, *others):
    """Parameters without names."""
    return number


def with_any_names(number, **others):
    """Parameters of any name."""
    return number


@pytest.mark.parametrize("function", [by_place_only, by_name_only, with_any_others, with_any_names])
def test_a_function_that_is_not_called_as_any_other_is_refused(function):
    with pytest.raises(CannotFlattenError, match=f"{function.__name__}, whose parameters are not all given"):
        Bindings().read(function)


def test_what_looks_at_the_function_that_calls_it_is_refused():
    with pytest.raises(CannotFlattenError, match="the name locals"):
        Bindings().look_up(globals(), "locals")


def test_a_text_within_itself_is_refused():
    bindings = Bindings()
    refused = pytest.raises(CannotFlattenError, match="is_small, which calls itself")
    with bindings.writing(is_small), bindings.writing(bound_3), refused, bindings.writing(is_small):
        pass
    with bindings.writing(is_small):
        assert bindings.are_valid()


def test_a_builtin_whose_name_the_module_takes_makes_them_invalid(monkeypatch):
    bindings = Bindings()
    bindings.look_up(globals(), "len")
    assert bindings.are_valid()
    monkeypatch.setitem(globals(), "len", None)
    assert not bindings.are_valid()


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
