"""Names of unknowns: no two kinds of unknowns can share one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.names import (
    SEPARATOR,
    Space,
    function_called,
    name_in,
    parts_of_function,
    parts_of_name,
)

parts = st.lists(st.text(st.characters(exclude_characters=SEPARATOR), max_size=4), max_size=3).map(tuple)
spaces = st.sampled_from(Space)


@given(spaces, parts, spaces, parts)
def test_two_names_are_the_same_only_if_space_and_parts_are(one, mine, other, theirs):
    assert (name_in(one, *mine) == name_in(other, *theirs)) is ((one, mine) == (other, theirs))


@given(spaces, parts)
def test_a_name_is_read_as_it_was_made(space, given_parts):
    assert parts_of_name(name_in(space, *given_parts)) == (space, given_parts)


def test_no_space_contains_the_separator():
    assert not [space for space in Space if SEPARATOR in space.value]


def test_a_part_that_could_be_read_as_two_is_refused():
    with pytest.raises(ValueError, match="contains ':'"):
        name_in(Space.ITEM, "a:b")


def test_functions_of_one_name_are_told_apart_by_what_they_are():
    """Given two functions of one factory, then each has parts of its own, which lead back to it."""

    def made():
        def amount(_key, row):
            return row

        return amount

    first, second = made(), made()

    assert parts_of_function(first)[:2] == parts_of_function(second)[:2]
    assert parts_of_function(first) != parts_of_function(second)
    assert parts_of_function(first) == parts_of_function(first)
    assert [function_called(*parts_of_function(one)) for one in (first, second)] == [first, second]
