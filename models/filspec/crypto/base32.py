"""Base32 as Filecoin writes it: RFC 4648 alphabet in lower case, no padding, one spelling for each byte string.

The standard library demands padding and accepts stray low bits in the last letter; addresses and CIDs must not, or
one identifier would have several texts.

Source: RFC 4648 section 6; multibase prefix `b`; proofs-facts sections 3 and 16.
"""

import base64

_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz234567")
_LETTERS_WITHOUT_MEANING = frozenset({1, 3, 6})
"""Lengths modulo 8 that no whole number of bytes produces."""


class Base32Error(ValueError):
    """The text is not the one base32 spelling of any byte string."""


class StrayBitsError(Base32Error):
    """The last letter carries bits that belong to no byte."""


def encode_base32(payload: bytes) -> str:
    """Write bytes in lower-case base32 without padding."""
    return base64.b32encode(payload).decode("ascii").rstrip("=").lower()


def decode_base32(text: str) -> bytes:
    """Read lower-case unpadded base32.

    Raises:
        Base32Error: on a foreign letter or an impossible length.
        StrayBitsError: on bits in the last letter beyond the last byte.
    """
    for position, letter in enumerate(text):
        if letter not in _ALPHABET:
            raise Base32Error(f"{letter!r} at position {position} is not one of a-z and 2-7")
    if len(text) % 8 in _LETTERS_WITHOUT_MEANING:
        raise Base32Error(f"{len(text)} letters do not make a whole number of bytes")
    payload = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    if encode_base32(payload) != text:
        raise StrayBitsError(f"the last letter {text[-1]!r} carries bits beyond the last byte; they must be zero")
    return payload
