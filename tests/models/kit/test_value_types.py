"""Types of the subset: which there are, and which may stand for which."""

from enum import Enum, Flag
from typing import Any, NewType

import pytest

from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.value_types import (
    NOTHING,
    UNKNOWN,
    Fixed,
    Listed,
    NoType,
    Rows,
    Sums,
    declared_type,
    field_types,
    fits,
    is_compared,
    is_enum,
    is_ordered,
    is_record,
    is_world,
    joined,
    name_of,
    type_of_constant,
)
from filspec.kit.worlds import actor

Coins = NewType("Coins", int)


class Colour(Enum):
    RED = 0


class Part(Record):
    size: Coins


class Wrong(Record):
    size: int


class Tree(Record):
    root: "Tree"


@actor
class World:
    n: int
    t: Table[int, Part]


class Access(Flag):
    READ = 1


class Shelf(Table[int, int]):
    __slots__ = ()


@pytest.mark.parametrize(
    ("declared", "expected", "words"),
    [
        (int, int, "int"),
        (Coins, int, "int"),
        (bool, bool, "bool"),
        (None, NOTHING, "None"),
        (Colour, Colour, "Colour"),
        (Part, Part, "Part"),
        (World, World, "World"),
        (tuple[int, Colour], Fixed((int, Colour)), "tuple[int, Colour]"),
        (tuple[Coins, ...], Listed(int), "tuple[int, ...]"),
        (Table[Coins, Part], Rows(int, Part, is_paired=False), "a table of Part by int"),
        (
            PairTable[int, bool, Part],
            Rows(Fixed((int, bool)), Part, is_paired=True),
            "a table of Part by tuple[int, bool]",
        ),
    ],
)
def test_declared_types_are_those_of_state_and_messages(declared, expected, words):
    assert declared_type(declared) == expected
    assert name_of(expected) == words


@pytest.mark.parametrize(
    "declared",
    [
        *(str, float, object, Any, dict, list[int], int | bool, Table, Shelf, Access, Tree, "int", Record),
        *(
            tuple[str, int],
            tuple[Table[int, int], int],
            tuple[World, ...],
            tuple[None, int],
            Table[int, Table[int, int]],
        ),
    ],
)
def test_other_types_are_none(declared):
    with pytest.raises(NoType) as refusal:
        declared_type(declared)
    assert refusal.value.construct and refusal.value.instead


class Empty(Record):
    nothing: tuple[()]


@pytest.mark.parametrize(
    "declared", [tuple[()], Table[int, tuple[()]], Table[tuple[()], int], tuple[int, tuple[()]], Empty]
)
def test_a_tuple_without_parts_is_refused_with_what_to_write_instead(declared):
    with pytest.raises(NoType, match="a tuple without parts") as refusal:
        declared_type(declared)
    assert refusal.value.instead == "leave it out, for there is only one such value, or name its parts: tuple[int, int]"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, int),
        (True, bool),
        (Colour.RED, Colour),
        (Part(size=Coins(1)), Part),
        ((1, (Colour.RED, False)), Fixed((int, Fixed((Colour, bool))))),
        ((), Fixed(())),
    ],
)
def test_constants_have_the_types_of_their_values(value, expected):
    assert type_of_constant(value) == expected


class Odd(int):
    """An integer that is equal to nothing."""

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = int.__hash__


@pytest.mark.parametrize(
    "value",
    [
        *(None, 1.0, "a", b"a", [1], {}, frozenset(), Table({}), int, print, Odd(5), Access.READ, (1, Odd(1)), (1, [])),
        *(Wrong(size="a"), Wrong(size=True), World(0, Table({}))),  # type: ignore[arg-type]
    ],
)
def test_other_constants_have_none(value):
    with pytest.raises(NoType):
        type_of_constant(value)


def test_a_type_stands_for_itself_and_a_tuple_for_a_list():
    assert fits(int, int) and fits(UNKNOWN, int) and fits(int, UNKNOWN)
    assert fits(Fixed((int, int)), Listed(int)) and fits(Fixed(()), Listed(bool)) and fits(Listed(int), Listed(int))
    assert fits(Fixed((Fixed((int, int)),)), Fixed((Listed(int),)))
    assert not fits(bool, int) and not fits(int, bool)
    assert not fits(Fixed((int, bool)), Listed(int)) and not fits(Listed(int), Fixed((int,)))
    assert not fits(Fixed((int, Fixed((int, int)))), Fixed((Fixed((int, int)), int)))
    assert not fits(Sums(int), Fixed((int,)))


def test_types_are_joined_to_the_wider():
    assert joined(Fixed((int, int)), Listed(int)) == joined(Listed(int), Fixed((int, int))) == Listed(int)
    assert joined(int, bool) is None


def test_only_numbers_and_tuples_of_them_have_an_order():
    assert is_ordered(int) and is_ordered(Fixed((int, Fixed((int,)))))
    assert not any(map(is_ordered, (bool, Colour, Part, Listed(int), Fixed((int, Colour)))))


def test_tables_sums_and_actors_are_not_compared():
    assert all(map(is_compared, (int, bool, Colour, Part, Fixed((int,)))))
    assert not any(map(is_compared, (Rows(int, int, False), Sums(int), World)))


def test_kinds_of_classes_are_told_apart():
    assert is_world(World) and not is_world(Part) and not is_world(int)
    assert is_enum(Colour) and not is_enum(bool)
    assert is_record(Part) and not is_record(World)
    assert field_types(World) == {"n": int, "t": Rows(int, Part, is_paired=False)}
