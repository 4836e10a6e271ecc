"""Names of unknowns: each kind of unknown has a space of names of its own.

The solver takes two unknowns of one name and sort for the same. Every name begins with its space and a colon, and no
part of a name contains a colon, so names of two spaces never meet, whatever the model calls its fields, functions and
enums. Within a space, the parts are joined by colons, so they can be read back.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NewType

Name = NewType("Name", str)
"""A name that the solver knows: a space, and what is named in it."""

SEPARATOR = ":"


class Space(Enum):
    """The kinds of names."""

    SCALAR = "scalar"
    COLUMN = "column"
    WRITTEN = "written"
    ARGUMENT = "argument"
    ITEM = "item"
    GROUP = "group"
    LOOP_KEY = "loop key"
    LOOP_ITEM = "loop item"
    ANY_KEY = "any key"
    ANY_ROW = "any row"
    OTHER_ROW = "other row"
    COMPARED_ROW = "compared row"
    SUM = "sum"
    SUM_ROW = "row of a sum"
    SUMMAND_KEY = "key of a summand"
    SUMMAND_ROW = "row of a summand"
    ORACLE = "oracle"
    ANSWER = "answer"
    ARITHMETIC = "arithmetic"
    EMPTY_LIST = "empty list"
    FILLER = "filler"
    COMPUTED = "computed"
    PARAMETER = "parameter"
    OPEN_ARGUMENT = "open argument"
    ENUM = "enum"
    LABEL = "label"


def name_in(space: Space, *parts: str) -> Name:
    """The name that these parts make in a space.

    Raises:
        ValueError: a part contains the separator, so that the name could be that of something else.
    """
    if any(SEPARATOR in part for part in parts):
        raise ValueError(f"a part of the name {parts} contains {SEPARATOR!r}")
    return Name(SEPARATOR.join((space.value, *parts)))


def parts_of_name(name: str) -> tuple[Space, tuple[str, ...]]:
    """The space of a name, and its parts.

    Raises:
        ValueError: there is no such space.
    """
    space, *parts = name.split(SEPARATOR)
    return Space(space), tuple(parts)


_functions: dict[tuple[str, str], list[Callable[..., object]]] = {}


def parts_of_function(function: Callable[..., object]) -> tuple[str, str, str]:
    """What a function is called in a name: its module, its qualified name, and which of all that are called so it is.

    Two functions of one factory, or one defined again, are different functions.
    """
    place = (function.__module__, function.__qualname__)
    known = _functions.setdefault(place, [])
    if function not in known:
        known.append(function)
    return (*place, str(known.index(function)))


def function_called(module: str, qualified: str, number: str) -> Callable[..., object]:
    """The function that ``parts_of_function`` gave these parts for."""
    return _functions[module, qualified][int(number)]
