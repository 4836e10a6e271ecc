"""Values of a trace, as text: short, the same in every process, and never with an address in memory.

An argument may be a proof of a hundred thousand bytes, or a whole world. The first is shown by its size and hash, the
second by the name of its type.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import Enum
from hashlib import blake2b

from msgspec import Struct, structs

LONGEST_BYTES = 64
"""Byte strings up to this length are given in full."""

LONGEST_INTEGER = 512
"""Integers up to this many bits are numbers; wider ones are byte strings read as numbers, and shown as such."""

SHORTEST_HEX = 10**12
"""Integers from here on are shown in hexadecimal, shortened."""

FIRST_DIGITS = 12


def digest(raw: bytes) -> str:
    """Size and hash of a byte string: ``6144 bytes, blake2b-256 5f1c...``."""
    return f"{len(raw)} bytes, blake2b-256 {blake2b(raw, digest_size=32).hexdigest()}"


def integer_bytes(value: int) -> bytes:
    """The bytes of a wide integer, as few as hold it, big-endian, its sign left out."""
    return abs(value).to_bytes((value.bit_length() + 7) // 8, "big")


def record_fields(value: Struct) -> dict[str, object]:
    """The fields of a record, in the order of its definition."""
    return structs.asdict(value)


def in_order(value: Mapping[object, object] | Set[object]) -> list[object]:
    """The keys or members in an order that no hash decides."""
    return sorted(value, key=lambda member: (type(member).__name__, shown(member, depth=3)))


def shown(value: object, depth: int = 2) -> str:
    """A value on one line; records, tuples and maps only this many levels deep."""
    match value:
        case None | bool():
            return str(value)
        case Enum():
            return value.name
        case int():
            return _number(value)
        case str():
            return value
        case bytes():
            return _hex(value)
        case Struct() | tuple() | list() | Mapping() | Set():
            return _composite(value, depth)
        case _:
            return _type_name(value)


def _composite(value: object, depth: int) -> str:
    if depth == 0:
        return "…"
    match value:
        case Struct():
            inner = (f"{name}={shown(field, depth - 1)}" for name, field in record_fields(value).items())
            return f"{_type_name(value)}({', '.join(inner)})"
        case Mapping():
            return "{" + ", ".join(f"{shown(key, 1)}: {shown(value[key], depth - 1)}" for key in in_order(value)) + "}"
        case Set():
            return "{" + ", ".join(shown(member, depth - 1) for member in in_order(value)) + "}"
        case tuple() | list():
            return "(" + ", ".join(shown(member, depth - 1) for member in value) + ")"
        case _:
            return _type_name(value)


def _number(value: int) -> str:
    if abs(value) < SHORTEST_HEX:
        return str(value)
    if abs(value).bit_length() <= 128:  # an amount: its decimal digits mean something
        return f"{value:_}"
    return ("-" if value < 0 else "") + _hex(integer_bytes(value))


def _hex(raw: bytes) -> str:
    digits = raw.hex()
    short = digits if len(digits) <= 2 * FIRST_DIGITS else f"{digits[:FIRST_DIGITS]}…({len(raw)} bytes)"
    return f"0x{short}"


def _type_name(value: object) -> str:
    return getattr(value, "__name__", type(value).__name__) if callable(value) else type(value).__name__
