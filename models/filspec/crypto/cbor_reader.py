"""The heads of CBOR items, read strictly: definite lengths and shortest numbers only.

A head is one byte, three bits of kind and five of argument, with up to eight more bytes of argument. A number that
fits a shorter head must use it, otherwise one value would have several encodings and several CIDs.

Source: RFC 8949 section 3; DAG-CBOR specification, strictness.
"""

from enum import IntEnum

_ARGUMENT_BYTES = {24: 1, 25: 2, 26: 4, 27: 8}
_LEAST_ARGUMENT = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}


class Kind(IntEnum):
    """The eight kinds of CBOR items."""

    UNSIGNED = 0
    NEGATIVE = 1
    BYTES = 2
    TEXT = 3
    ARRAY = 4
    MAP = 5
    TAG = 6
    SIMPLE = 7


class CanonicalError(ValueError):
    """A value without a canonical form, or bytes that are not one."""


class CborReader:
    """A position in CBOR bytes."""

    def __init__(self, encoded: bytes) -> None:
        self._encoded = encoded
        self.position = 0

    def remaining(self) -> int:
        """Return how many bytes have not been read."""
        return len(self._encoded) - self.position

    def take(self, length: int) -> bytes:
        """Read the next bytes.

        Raises:
            CanonicalError: if fewer are left.
        """
        if length > self.remaining():
            raise CanonicalError(f"{length} bytes are announced at offset {self.position}, {self.remaining()} are left")
        taken = self._encoded[self.position : self.position + length]
        self.position += length
        return taken

    def head(self) -> tuple[Kind, int]:
        """Read the head of the next item: its kind and its argument (a number, length, count or tag).

        Raises:
            CanonicalError: on an indefinite length, a reserved head, or a number longer than it must be.
        """
        start = self.position
        first = self.take(1)[0]
        kind, argument = Kind(first >> 5), first & 0x1F
        if argument < 24:
            return kind, argument
        if argument not in _ARGUMENT_BYTES:
            raise CanonicalError(f"the item at offset {start} has an indefinite or reserved length; use a definite one")
        number = int.from_bytes(self.take(_ARGUMENT_BYTES[argument]), "big")
        if kind is Kind.SIMPLE or number < _LEAST_ARGUMENT[argument]:
            raise CanonicalError(f"the item at offset {start} is a float or a number not in its shortest form")
        return kind, number
