"""A JSON value and its place in a vector, read with a sentence for whatever is missing or of the wrong type.

Vector files come from other people, so each value is checked where it is read. Numbers may exceed what JSON readers
keep exactly, and are then written as decimal text; byte strings are written in hexadecimal.
"""

import base64
import binascii
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

MAX_DECIMAL_DIGITS = 1000
"""Far beyond any number of the protocol, and below the length Python refuses to convert."""

_HEX_DIGITS = frozenset(string.hexdigits)


class MalformedVectorError(ValueError):
    """A vector that cannot be read; the message is a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Field:
    """A JSON value.

    Attributes:
        value: the value.
        where: its path in the vector, for messages.
    """

    value: Json
    where: str

    def __getitem__(self, name: str) -> "Field":
        """Return a field of this object."""
        if name not in self.as_object():
            raise MalformedVectorError(f"{self.where}.{name} is missing")
        return Field(self.as_object()[name], f"{self.where}.{name}")

    def __contains__(self, name: str) -> bool:
        """Tell whether this object has a field."""
        return name in self.as_object()

    def __iter__(self) -> Iterator["Field"]:
        """Yield the elements of this list."""
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        for position, element in enumerate(self.value):
            yield Field(element, f"{self.where}[{position}]")

    def pair(self) -> tuple["Field", "Field"]:
        """Return the two elements of this list."""
        elements = list(self)
        if len(elements) != 2:
            raise self.wrong("a list of two elements")
        return elements[0], elements[1]

    def as_object(self) -> dict[str, Json]:
        """Return an object."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        return self.value

    def text(self) -> str:
        """Return text."""
        if not isinstance(self.value, str):
            raise self.wrong("text")
        return self.value

    def integer(self) -> int:
        """Return a whole number, written as such or as decimal text."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        if isinstance(self.value, str) and len(self.value) <= MAX_DECIMAL_DIGITS:
            digits = self.value.removeprefix("-")
            if digits.isascii() and digits.isdigit():
                return int(self.value)
        raise self.wrong("a whole number or decimal text")

    def integers(self) -> list[int]:
        """Return a list of whole numbers."""
        return [element.integer() for element in self]

    def count(self) -> int:
        """Return a whole number that is not negative."""
        if self.integer() < 0:
            raise self.wrong("zero or more")
        return self.integer()

    def truth(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return self.value

    def octets(self, length: int | None = None) -> bytes:
        """Return bytes written in hexadecimal, of a given length if one is given."""
        if not isinstance(self.value, str) or len(self.value) % 2 or not _HEX_DIGITS.issuperset(self.value):
            raise self.wrong("bytes in hexadecimal")
        decoded = bytes.fromhex(self.value)
        if length is not None and len(decoded) != length:
            raise MalformedVectorError(f"{self.where} has {len(decoded)} bytes; it should have {length}")
        return decoded

    def octet_strings(self) -> list[bytes]:
        """Return a list of byte strings written in hexadecimal."""
        return [element.octets() for element in self]

    def base64_octets(self) -> bytes:
        """Return bytes written in base64, none for null, as Lotus prints them."""
        if self.value is None:
            return b""
        try:
            return base64.b64decode(self.text(), validate=True)
        except (binascii.Error, ValueError) as problem:
            raise self.wrong("base64") from problem

    def wrong(self, wanted: str) -> MalformedVectorError:
        """Return the complaint that this value is not what is wanted."""
        return MalformedVectorError(f"{self.where} is {shortened(self.value, 40)!r}; it should be {wanted}")


def shortened(value: Json, limit: int = 100) -> str:
    """Return a value as text that fits a line: long values keep their beginning and their end."""
    text = value if isinstance(value, str) else str(value)
    if len(text) <= limit:
        return text
    return f"{text[: limit // 2]}...{text[-limit // 4 :]} ({len(text)} letters)"
