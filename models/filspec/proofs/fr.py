"""The scalar field of BLS12-381, in which every node of a replica lives.

A field element is an `int` in `0 .. MODULUS - 1`. On the wire it is 32 bytes, little endian, and it must be
canonical: bytes that spell the modulus or more are an error and are never reduced. A 256-bit hash enters the
field the other way, by `trim`, which clears its two top bits, never by reduction either.

Source: proofs-facts section 1; rust-fil-proofs fr32/src/convert.rs.
"""

from typing import NewType

Fr = NewType("Fr", int)
"""An element of the scalar field, `0 <= element < MODULUS`."""

MODULUS = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
"""The order r of the BLS12-381 groups."""

NODE_BYTES = 32
"""Size of a node: one field element, one hash, one leaf of every tree."""

CAPACITY_BITS = 254
"""Bits that always fit into an element."""

_TRIMMED_TOP_BYTE = tuple(bytes([top & 0x3F]) for top in range(256))


class NonCanonicalError(ValueError):
    """Thirty-two bytes do not spell a field element."""


def decode_fr(node: bytes) -> Fr:
    """Read 32 little-endian bytes as a field element.

    Raises:
        NonCanonicalError: If there are not 32 bytes, or they spell the modulus or more.
    """
    element = int.from_bytes(node, "little")
    if len(node) != NODE_BYTES or element >= MODULUS:
        raise NonCanonicalError(
            f"a field element is {NODE_BYTES} little-endian bytes below r = {MODULUS:#x}; got {len(node)} bytes "
            f"{node[:NODE_BYTES].hex()}; trim a hash before it enters the field"
        )
    return Fr(element)


def encode_fr(element: Fr) -> bytes:
    """Write a field element as 32 little-endian bytes."""
    return element.to_bytes(NODE_BYTES, "little")


def is_canonical(node: bytes) -> bool:
    """Tell whether the bytes are the canonical form of a field element."""
    return len(node) == NODE_BYTES and int.from_bytes(node, "little") < MODULUS


def trim(digest: bytes) -> bytes:
    """Clear the two top bits of a 32-byte hash, so that it is always a canonical field element."""
    return digest[:31] + _TRIMMED_TOP_BYTE[digest[31]]
