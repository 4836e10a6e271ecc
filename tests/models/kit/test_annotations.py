"""Annotations are read once, and are those that Python knows."""

from typing import get_type_hints

import pytest

from filspec.kit.annotations import annotations_of


def test_annotations_are_the_types_that_were_declared(toy):
    for owner in (toy.Village, toy.Purse, toy.toy_is_sunny):
        assert dict(annotations_of(owner)) == get_type_hints(owner)


def test_nobody_changes_what_others_read(toy):
    with pytest.raises(TypeError, match="does not support item assignment"):
        annotations_of(toy.Purse)["coins"] = str


def test_a_name_that_its_module_does_not_have_is_an_error():
    def odd(value: "NoSuchType") -> None:  # noqa: F821 (that is what is tried)
        """A function whose annotation means nothing."""

    with pytest.raises(NameError, match="NoSuchType"):
        annotations_of(odd)
