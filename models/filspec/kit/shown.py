"""How a value is written into a sentence: as Python writes it, but never long, and never with an error.

Python refuses to write an integer of more than 4300 digits, and the proof of a sector is one integer of many thousand.
Whatever is large is written as its head, its size and its hash, so that two values can still be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from hashlib import blake2b

from msgspec import Struct, structs

LONGEST_NUMBER = 256
"""Integers up to this many bits are written in decimal, wider ones as the bytes of a number."""

LONGEST_TEXT = 300
"""Letters of a whole value; what comes after them is left out."""

_HEAD = 12


def shown(value: object) -> str:
    """The value on one line of at most ``LONGEST_TEXT`` letters."""
    text = _written(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 3]}..."


def shown_error(error: BaseException) -> str:
    """The kind of an error and what it says, on one line."""
    said = error.args[0] if len(error.args) == 1 and isinstance(error.args[0], str) else None
    text = ", ".join(map(shown, error.args)) if said is None else " ".join(said.split())
    text = text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 3]}..."
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _written(value: object) -> str:
    match value:
        case Enum() | bool() | None:
            return repr(value)
        case int():
            return repr(value) if value.bit_length() <= LONGEST_NUMBER else _large_number(value)
        case bytes():
            return repr(value) if len(value) <= LONGEST_NUMBER // 8 else _large_bytes(value)
        case str():
            return repr(value) if len(value) <= LONGEST_TEXT else f"{value[:LONGEST_TEXT]!r}..."
        case Struct():
            fields = structs.asdict(value).items()
            return f"{type(value).__name__}({', '.join(f'{name}={_written(field)}' for name, field in fields)})"
        case tuple():
            return f"({', '.join(map(_written, value))}{',' if len(value) == 1 else ''})"
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case Mapping():
            return "{" + ", ".join(f"{_written(key)}: {_written(inner)}" for key, inner in value.items()) + "}"
        case BaseException():
            return f"{type(value).__name__}({', '.join(map(_written, value.args))})"
        case _:
            return _of_other_type(value)


def _of_other_type(value: object) -> str:
    try:
        return repr(value)
    except Exception as failure:
        return f"<{type(value).__name__} that cannot be written: {type(failure).__name__}>"


def _large_number(value: int) -> str:
    sign = "-" if value < 0 else ""
    return sign + _large_bytes(abs(value).to_bytes((value.bit_length() + 7) // 8, "big"))


def _large_bytes(raw: bytes) -> str:
    return f"0x{raw.hex()[:_HEAD]}... ({len(raw)} bytes, blake2b {blake2b(raw, digest_size=8).hexdigest()})"
