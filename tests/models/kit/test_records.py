"""Records are values: equal by content, never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.records import Record


class Shelf(Record):
    books: int
    full: bool


class Drawer(Record):
    books: int
    full: bool


shelves = st.builds(Shelf, books=st.integers(), full=st.booleans())


@given(shelf=shelves, books=st.integers())
def test_but_changes_the_named_fields_of_a_copy(shelf, books):
    before = (shelf.books, shelf.full)
    changed = shelf.but(books=books)
    assert (changed.books, changed.full) == (books, shelf.full)
    assert (shelf.books, shelf.full) == before
    assert type(changed) is Shelf


@given(one=shelves, other=shelves)
def test_records_are_equal_exactly_if_their_fields_are(one, other):
    same = (one.books, one.full) == (other.books, other.full)
    assert (one == other) is same
    assert (hash(one) == hash(other)) or not same


@given(shelf=shelves)
def test_records_of_different_classes_differ(shelf):
    assert shelf != Drawer(books=shelf.books, full=shelf.full)


@pytest.mark.parametrize("field", ["books", "full", "pages"])
def test_a_record_is_frozen(field):
    shelf = Shelf(books=1, full=False)
    with pytest.raises(AttributeError):
        setattr(shelf, field, 2)
    assert shelf == Shelf(books=1, full=False)


def test_but_refuses_an_unknown_field():
    with pytest.raises(TypeError, match="`Shelf` has no field 'pages'"):
        Shelf(books=1, full=False).but(pages=3)


def test_fields_are_given_by_name():
    with pytest.raises(TypeError, match="positional"):
        Shelf(1, False)


def test_a_field_is_never_forgotten():
    with pytest.raises(TypeError, match="Missing required argument 'full'"):
        Shelf(books=1)


def test_no_record_class_can_be_thawed():
    with pytest.raises(TypeError):

        class Loose(Record, frozen=False):
            books: int
