"""Reading typed values out of plain CBOR: what was announced, exactly, or nothing.

Bytes come from anyone. A reader is built once for each type, out of its type hints, and accepts exactly the form that
``encoding.encode`` gives a value of that type; everything else is refused with a sentence that names the place.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import NewType, TypeVar, get_args, get_origin

from filspec.crypto.canonical import (
    GREATEST_INTEGER,
    LEAST_INTEGER,
    CanonicalError,
    decode_big_int,
)
from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record

T = TypeVar("T")
Reader = Callable[[object], object]
"""Reads one plain value, or raises ``MalformedError``."""


class MalformedError(ValueError):
    """Bytes that are not the canonical encoding of what they should be."""


@cache
def reader(kind: object, place: str) -> Reader:
    """The reader of a type.

    Args:
        kind: a record class, an enum, a ``NewType`` of either, ``tuple[...]``, ``int``, ``bool``, ``bytes`` or ``str``.
        place: where the value stands, for the sentence of a refusal.

    Raises:
        TypeError: values of this type are never read from bytes.
    """
    if isinstance(kind, NewType):
        return reader(kind.__supertype__, place)
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind), place)
    if kind is int:
        return _integer_reader(place)
    if isinstance(kind, type) and kind in (bool, bytes, str):
        return _exact_reader(kind, place)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_reader(kind, place)
    if isinstance(kind, type) and issubclass(kind, Record):
        return _record_reader(kind)
    raise TypeError(f"{place}: no value of {kind} is ever read from bytes; use a record, an enum, int, bytes or tuple")


def _integer_reader(place: str) -> Reader:
    def read(plain: object) -> int:
        if type(plain) is int:
            return plain
        try:
            number = decode_big_int(_checked(plain, bytes, place))
        except CanonicalError as problem:
            raise MalformedError(f"{place}: {problem}") from problem
        if LEAST_INTEGER <= number <= GREATEST_INTEGER:
            raise MalformedError(f"{place}: {number} fits into 64 bits and is written as a plain integer")
        return number

    return read


def _exact_reader(kind: type, place: str) -> Reader:
    return lambda plain: _checked(plain, kind, place)


def _enum_reader(kind: type[Enum], place: str) -> Reader:
    members: dict[tuple[type, object], Enum] = {}
    for member in kind:
        written = enum_form(member)
        members[type(written), written] = member

    def read(plain: object) -> Enum:
        form = (type(plain), plain) if isinstance(plain, int | str) else (type(plain), "")
        if form not in members:
            raise MalformedError(f"{place}: {_shown(plain)} is no member of {kind.__name__}")
        return members[form]

    return read


def enum_form(member: Enum) -> int | str:
    """How an enum member is written: by its integer, or by its name where its value is a sentence."""
    return member.value if type(member.value) is int else member.name


def _tuple_reader(kinds: tuple[object, ...], place: str) -> Reader:
    if kinds[-1:] == (Ellipsis,):
        element = reader(kinds[0], f"{place}[]")
        return lambda plain: tuple(map(element, _elements(plain, None, place)))
    elements = [reader(kind, f"{place}[{number}]") for number, kind in enumerate(kinds)]

    def read(plain: object) -> tuple[object, ...]:
        parts = _elements(plain, len(elements), place)
        return tuple(read_one(part) for read_one, part in zip(elements, parts, strict=True))

    return read


def _record_reader(kind: type[Record]) -> Reader:
    hints = annotations_of(kind)
    names = kind.__struct_fields__
    fields = [reader(hints[name], f"{kind.__name__}.{name}") for name in names]

    def read(plain: object) -> Record:
        parts = _elements(plain, len(fields), kind.__name__)
        return kind(**{name: field(part) for name, field, part in zip(names, fields, parts, strict=True)})

    return read


def _elements(plain: object, count: int | None, place: str) -> list[object]:
    elements: list[object] = _checked(plain, list, place)
    if count is not None and len(elements) != count:
        raise MalformedError(f"{place} has {count} fields, {len(elements)} were given")
    return elements


def _checked(plain: object, kind: type[T], place: str) -> T:
    if type(plain) is not kind:
        raise MalformedError(f"{place} should be {kind.__name__}, not {_shown(plain)}")
    return plain


def _shown(plain: object) -> str:
    """A hostile value in few words, however long it is."""
    text = repr(plain) if isinstance(plain, int | str | bool | None) else type(plain).__name__
    return text if len(text) <= 40 else f"{text[:40]}..."
