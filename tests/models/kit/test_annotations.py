"""Annotations are read once, and are those that Python knows."""

from typing import get_type_hints

import pytest

from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record


class Base(Record):
    """A record."""

    x: int


class Plain(Base):
    """A record with more fields."""

    y: bool


def test_annotations_are_the_types_that_were_declared(toy):
    for owner in (toy.Village, toy.Purse, toy.toy_is_sunny):
        assert dict(annotations_of(owner)) == get_type_hints(owner)


def test_fields_are_those_of_all_bases():
    assert annotations_of(Plain) == {"x": int, "y": bool}


def test_nobody_changes_what_others_read(toy):
    with pytest.raises(TypeError, match="does not support item assignment"):
        annotations_of(toy.Purse)["coins"] = str


def test_a_name_that_its_module_does_not_have_is_an_error():
    def odd(value: "NoSuchType") -> None:  # noqa: F821 (that is what is tried)
        """A function whose annotation means nothing."""

    with pytest.raises(NameError, match="NoSuchType"):
        annotations_of(odd)
