"""Classes of values only declare; whatever could change what a value means in a run is refused."""

import pytest

from filspec.kit.value_classes import fault_of

HEAD = """
from dataclasses import dataclass
from enum import Enum, Flag, IntEnum
from typing import ClassVar

from filspec.kit.records import Record
from filspec.kit.tables import Table
from filspec.kit.transitions import pure
from filspec.kit.worlds import actor


class Same:
    __slots__ = ()

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


@pure
def toy_always(one: int, other: int) -> bool:
    return True


class Base(Record):
    x: int

"""

FAULTY = {
    "a mixin that compares enums": "class Odd(Same, Enum):\n    ONE = 1",
    "an enum with a method": "class Odd(Enum):\n    ONE = 1\n    def fee(self):\n        return 1",
    "an enum with its own comparison": "class Odd(Enum):\n    ONE = 1\n    __eq__ = toy_always",
    "an enum with its own way to make members": "class Odd(Enum):\n    ONE = 1\n    def __new__(cls, v):\n"
    "        self = object.__new__(cls)\n        self._value_ = 3\n        return self",
    "flags": "class Odd(Flag):\n    ONE = 1\n    TWO = 2",
    "numbers that are members": "class Odd(IntEnum):\n    ONE = 1",
    "an int that is an enum": "class Odd(int, Enum):\n    ONE = 1",
    "an enum without members": "class Odd(Enum):\n    pass",
    "a mixin that compares records": "class Odd(Same, Record):\n    x: int",
    "a record with its own hash": "class Odd(Record):\n    x: int\n    __hash__ = toy_always",
    "a record with an operator": "class Odd(Record):\n    x: int\n    __add__ = toy_always",
    "a record with a constant of its class": "class Odd(Record):\n    x: int\n    limit: ClassVar[int] = 5",
    "a record with a property": "class Odd(Record):\n    x: int\n    @property\n    def fee(self):\n        return 1",
    "a record that inherits a method": "class Mid(Base):\n    def f(self):\n        pass\nclass Odd(Mid):\n    y: int",
    "a record whose field hides but": "class Odd(Record):\n    but: int",
    "a record with a hidden field": "class Odd(Record):\n    _x: int",
    "an actor that is a dataclass": "@dataclass\nclass Odd:\n    n: int",
    "an actor that compares": "@dataclass(slots=True)\nclass Odd:\n    n: int",
    "an actor with a method": "@actor\nclass Odd:\n    n: int\n    def fee(self):\n        return 1",
    "an actor with its own beginning": "@actor\nclass Odd:\n    n: int\n    def __init__(self, n):\n        self.n = 1",
    "an actor that looks at what is written": "@actor\nclass Odd:\n    n: int\n"
    "    def __setattr__(self, name, value):\n        object.__setattr__(self, name, 1)",
    "an actor with another base": "@actor\nclass Odd(Same):\n    n: int",
    "an actor with a hidden field": "@actor\nclass Odd:\n    _n: int",
    "a table of its own": "class Odd(Table):\n    __slots__ = ()\n    def get(self, key, other):\n        return other",
    "something else": "class Odd(int):\n    pass",
}


@pytest.mark.parametrize("text", FAULTY.values(), ids=FAULTY)
def test_a_class_that_does_more_than_declare_is_faulty(load, text):
    fault = fault_of(load(HEAD + text).Odd)
    assert fault is not None
    assert "Odd" in fault.construct
    assert fault.instead


PLAIN = {
    "an enum": 'class Plain(Enum):\n    """Members."""\n    ONE = 1\n    TWO = 2',
    "an enum with two names for a member": "class Plain(Enum):\n    ONE = 1\n    UNO = 1",
    "an enum whose members are called like methods": "class Plain(Enum):\n    enum = 1\n    term = 2\n    name = 3",
    "a record": 'class Plain(Record):\n    """Fields."""\n    x: int\n    y: bool',
    "a record of a record": "class Plain(Base):\n    y: int",
    "a record whose field is called like an attribute of enums": "class Plain(Record):\n    value: int",
    "an actor": '@actor\nclass Plain:\n    """State."""\n    n: int\n    t: Table[int, int]',
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_a_class_that_only_declares_is_one_of_values(load, text):
    assert fault_of(load(HEAD + text).Plain) is None
