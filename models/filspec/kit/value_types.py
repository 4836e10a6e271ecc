"""Types of the subset: what an expression of a transition or of a law may be.

Integers, truth values and ``None`` are themselves, whatever their unit; so are enums, records and actors. Tuples,
tables and sums have a type of their own here. Whatever has none of these types has no meaning in a proof.
"""

from __future__ import annotations

from enum import Enum
from types import EllipsisType
from typing import Any, NamedTuple, NewType, TypeGuard, get_args, get_origin

from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.value_classes import fault_of
from filspec.kit.worlds import is_actor

Type = object
"""``int``, ``bool``, ``NoneType``, a class of values, or one of the classes below."""

NOTHING = type(None)


class Unknown:
    """The type of what was refused already."""

    def __repr__(self) -> str:
        return "something unknown"


UNKNOWN = Unknown()


class Fixed(NamedTuple):
    """A tuple of as many parts as it has."""

    parts: tuple[Type, ...]


class Listed(NamedTuple):
    """A message's list: a tuple of any length."""

    item: Type


class Rows(NamedTuple):
    """A table."""

    key: Type
    row: Type
    is_paired: bool


class Sums(NamedTuple):
    """Sums by group."""

    group: Type


class NoType(Exception):  # noqa: N818 (a refusal)
    """What is declared is no type of the subset.

    Attributes:
        construct: what is wrong with it.
        instead: what to write instead.
    """

    def __init__(self, construct: str, instead: str) -> None:
        super().__init__(construct)
        self.construct, self.instead = construct, instead


_known: dict[type, NoType | None] = {}


def declared_type(declared: object) -> Type:
    """The type that an annotation stands for.

    Raises:
        NoType: it is none of the subset.
    """
    while isinstance(declared, NewType):
        declared = declared.__supertype__
    origin, parts = get_origin(declared), get_args(declared)
    if declared is None or declared is NOTHING:
        return NOTHING
    if origin is tuple and not parts:
        raise NoType(
            "a tuple without parts",
            "leave it out, for there is only one such value, or name its parts: tuple[int, int]",
        )
    if origin is tuple:
        if len(parts) == 2 and isinstance(parts[1], EllipsisType):
            return Listed(_of_value(parts[0]))
        return Fixed(tuple(map(_of_value, parts)))
    if origin is PairTable and len(parts) == 3:
        return Rows(Fixed((_of_value(parts[0]), _of_value(parts[1]))), _of_value(parts[2]), is_paired=True)
    if origin is Table and len(parts) == 2:
        return Rows(_of_value(parts[0]), _of_value(parts[1]), is_paired=False)
    if isinstance(origin, type) and issubclass(origin, Table):
        raise NoType(f"the table {origin.__name__}", "state holds Table[Key, Row] and PairTable[Group, Member, Row]")
    if isinstance(declared, type) and origin is None:
        if declared is not int and declared is not bool:
            _require_values(declared)
        return declared
    raise NoType(f"the type {declared}", "state holds integers, truth values, enum members, records and tuples")


def _of_value(declared: object) -> Type:
    """The type of what stands in a row, a record or a tuple."""
    found = declared_type(declared)
    if isinstance(found, Rows) or found is NOTHING or is_world(found):
        raise NoType(f"{name_of(found)} inside another value", "keep tables in actors, and None out of the state")
    return found


def _require_values(cls: type) -> None:
    """Refuse a class that is not one of values, or holds what is none.

    Raises:
        NoType: it is none.
    """
    if cls not in _known:
        _known[cls] = NoType(f"the class {cls.__name__}, which contains itself", "name rows by their keys")
        _known[cls] = _refusal_of(cls)
    refusal = _known[cls]
    if refusal is not None:
        raise NoType(refusal.construct, refusal.instead)


def _refusal_of(cls: type) -> NoType | None:
    fault = fault_of(cls)
    if fault is not None:
        return NoType(*fault)
    try:
        for declared in () if issubclass(cls, Enum) else annotations_of(cls).values():
            _ = declared_type(declared) if is_actor(cls) else _of_value(declared)
    except NoType as refusal:
        return NoType(f"the class {cls.__name__}: {refusal.construct}", refusal.instead)
    except NameError as unknown:
        return NoType(f"the class {cls.__name__}: {unknown}", "import at the top what a field's type is written with")
    return None


_fields: dict[type, dict[str, Type]] = {}


def field_types(cls: type) -> dict[str, Type]:
    """The types of the fields of a record or an actor.

    Raises:
        NoType: one is none of the subset.
    """
    if cls not in _fields:
        _fields[cls] = {name: declared_type(declared) for name, declared in annotations_of(cls).items()}
    return _fields[cls]


def type_of_constant(value: object) -> Type:
    """The type of a module's constant.

    Raises:
        NoType: it can change, or a proof knows no such value.
    """
    if type(value) in (int, bool):
        return type(value)
    if isinstance(value, Enum):
        return declared_type(type(value))
    if type(value) is tuple:
        return Fixed(tuple(map(type_of_constant, value)))
    if isinstance(value, Record):
        found = declared_type(type(value))
        for name, wanted in field_types(type(value)).items():
            _require_fit(type_of_constant(getattr(value, name)), wanted, f"its field {name}")
        return found
    raise NoType(
        f"a constant of type {type(value).__name__}", "make it an integer, an enum member, a record or a tuple"
    )


def _require_fit(given: Type, wanted: Type, what: str) -> None:
    if not fits(given, wanted):
        raise NoType(f"a constant of which {what} is {name_of(given)}", f"make it {name_of(wanted)}")


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of the one type may stand where the other is expected."""
    if given is UNKNOWN or wanted is UNKNOWN:
        return True
    if isinstance(given, Fixed) and isinstance(wanted, Listed):
        return all(fits(part, wanted.item) for part in given.parts)
    if isinstance(given, Listed) and isinstance(wanted, Listed):
        return fits(given.item, wanted.item)
    if isinstance(given, Fixed) and isinstance(wanted, Fixed):
        same = len(given.parts) == len(wanted.parts)
        return same and all(fits(one, other) for one, other in zip(given.parts, wanted.parts, strict=True))
    return given is wanted or (type(given) is type(wanted) and isinstance(given, tuple) and given == wanted)


def joined(one: Type, other: Type) -> Type | None:
    """The type of a value that is of one of two types; None if they do not go together."""
    return other if fits(one, other) else one if fits(other, one) else None


def is_ordered(found: Type) -> bool:
    """Whether ``<`` compares values of the type: numbers, and tuples of them."""
    return found is int or found is UNKNOWN or (isinstance(found, Fixed) and all(map(is_ordered, found.parts)))


def is_compared(found: Type) -> bool:
    """Whether ``==`` compares values of the type, down to the parts of a tuple."""
    if isinstance(found, Fixed):
        return all(map(is_compared, found.parts))
    return not isinstance(found, Rows | Sums) and not is_world(found)


def is_world(found: Type) -> TypeGuard[type[Any]]:
    """Whether the type is an actor, such as the world."""
    return isinstance(found, type) and found not in (int, bool, NOTHING) and is_actor(found)


def is_enum(found: Type) -> TypeGuard[type[Enum]]:
    """Whether the type is an enum."""
    return isinstance(found, type) and issubclass(found, Enum)


def is_record(found: Type) -> TypeGuard[type[Record]]:
    """Whether the type is a record."""
    return isinstance(found, type) and issubclass(found, Record)


def name_of(found: Type) -> str:
    """The type in words."""
    if isinstance(found, Fixed):
        return f"tuple[{', '.join(map(name_of, found.parts))}]"
    if isinstance(found, Listed):
        return f"tuple[{name_of(found.item)}, ...]"
    if isinstance(found, Rows):
        return f"a table of {name_of(found.row)} by {name_of(found.key)}"
    if isinstance(found, Sums):
        return f"sums by {name_of(found.group)}"
    named: Any = found
    return "None" if found is NOTHING else str(getattr(named, "__name__", named))
