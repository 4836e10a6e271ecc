"""Worlds of all kinds of fields."""

import ast

from filspec.fuzz.dice import Dice
from filspec.fuzz.fields import COMMON, NAMES, RARE, fields

SEVERAL = [fields(Dice(str(seed))) for seed in range(400)]


def test_every_kind_of_field_occurs() -> None:
    assert {field.declared for layout in SEVERAL for field in layout.tables} == {
        field.declared for field in (*COMMON, *RARE)
    }
    assert {kind for layout in SEVERAL for _, kind in layout.others} == {"bool", "part", "colour", "right"}
    assert {layout.nested for layout in SEVERAL} == {True, False}
    assert {layout.bounded for layout in SEVERAL} == {"", "limit"}


def test_names_that_a_prover_may_use_itself_occur() -> None:
    assert set(NAMES) <= {name for layout in SEVERAL for name in layout.numbers}


def test_actor_in_the_world_has_the_same_fields() -> None:
    layout = next(layout for layout in SEVERAL if layout.nested)
    own = [field.path for field in layout.tables if "." not in field.path]
    assert [field.path for field in layout.tables if "." in field.path] == [f"left.{path}" for path in own]
    assert "left.n" in layout.numbers


def test_text_declares_each_field_once() -> None:
    for layout in SEVERAL:
        world = next(node for node in ast.parse(layout.text()).body if getattr(node, "name", "") == "World")
        assert isinstance(world, ast.ClassDef)
        names = [ast.unparse(node.target) for node in world.body if isinstance(node, ast.AnnAssign)]
        assert len(names) == len(set(names))
        assert set(layout.numbers) - {"left.n"} <= set(names)


def test_keys_have_types() -> None:
    assert {field.key_type for field in (*COMMON, *RARE)} == {
        "int", "tuple[int, int]", "Part", "Colour", "tuple[int, Part]",
    }  # fmt: skip
    assert [field.path for field in (*COMMON, *RARE) if field.is_paired] == ["p", "g"]


def test_fields_are_found_by_kind() -> None:
    layout = next(layout for layout in SEVERAL if ("b", "bool") in layout.others)
    assert layout.of_kind("bool") == ["b"]
