"""Canonical bytes: strict DAG-CBOR, in which equal values have equal bytes and therefore equal CIDs.

Allowed are null, booleans, integers of 64 bits and a sign, byte and text strings, arrays, maps with text keys, and
CIDs. Maps are ordered by the length of the key and then its bytes. A CID is tag 42 around its bytes behind one zero
byte; bytes that merely look like a CID stay bytes. There are no floats: the protocol has no fractions on chain.
Amounts exceed 64 bits, so they are byte strings: nothing for zero, else a sign byte and the big-endian magnitude.

Encoding goes through cbor2 for speed, after a walk that refuses what has no place. Decoding reads item by item, since
a general CBOR reader builds dates, patterns and shared references out of hostile bytes before anyone can object.

Source: DAG-CBOR specification; proofs-facts section 3; go-state-types big/int.go (amounts).
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import cbor2

from filspec.crypto.cbor_reader import CanonicalError, CborReader, Kind
from filspec.crypto.cid import Cid, CidError, cid_from_bytes

CborValue: TypeAlias = bool | int | bytes | str | Cid | Sequence["CborValue"] | Mapping[str, "CborValue"] | None

CID_TAG = 42
MULTIBASE_IDENTITY = b"\x00"
MAX_DEPTH = 128
LEAST_INTEGER, GREATEST_INTEGER = -(1 << 64), (1 << 64) - 1
_SIMPLE_VALUES = {20: False, 21: True, 22: None}

__all__ = ["CanonicalError", "CborValue", "decode", "decode_big_int", "encode", "encode_big_int"]


def encode(value: CborValue) -> bytes:
    """Return the canonical bytes of a value.

    Raises:
        CanonicalError: if the value contains something DAG-CBOR has no form for, or is nested over 128 deep.
    """
    return cbor2.dumps(_plain(value, MAX_DEPTH), canonical=True)


def decode(encoded: bytes) -> CborValue:
    """Read canonical bytes; arrays become lists and maps dictionaries.

    Raises:
        CanonicalError: if the bytes are not exactly what `encode` writes for some value.
    """
    reader = CborReader(encoded)
    value = _read(reader, MAX_DEPTH)
    if reader.remaining():
        raise CanonicalError(f"{reader.remaining()} bytes follow the value, which ends at offset {reader.position}")
    return value


def encode_big_int(number: int) -> bytes:
    """Return an amount of any size as the byte string that stands for it on chain."""
    if number == 0:
        return b""
    magnitude = abs(number)
    return bytes([number < 0]) + magnitude.to_bytes((magnitude.bit_length() + 7) // 8, "big")


def decode_big_int(encoded: bytes) -> int:
    """Read an amount.

    Raises:
        CanonicalError: if the sign byte is neither 0 nor 1, or the magnitude is zero or begins with a zero byte.
    """
    if not encoded:
        return 0
    if encoded[0] > 1 or len(encoded) == 1 or encoded[1] == 0:
        raise CanonicalError(f"{encoded.hex()} is not a sign byte 0 or 1 and a magnitude without leading zeros")
    return int.from_bytes(encoded[1:], "big") * (-1 if encoded[0] else 1)


def _plain(value: object, depth: int) -> object:
    """Return the value in terms cbor2 knows, or refuse it."""
    if value is None or isinstance(value, bool | bytes):
        return value
    if isinstance(value, int):
        if not LEAST_INTEGER <= value <= GREATEST_INTEGER:
            raise CanonicalError(f"{value} needs more than 64 bits; encode it with encode_big_int")
        return int(value)
    if isinstance(value, str):
        return _checked_text(value)
    if isinstance(value, Cid):
        return cbor2.CBORTag(CID_TAG, MULTIBASE_IDENTITY + bytes(value))
    if depth == 0:
        raise CanonicalError(f"the value is nested more than {MAX_DEPTH} deep")
    if isinstance(value, list | tuple):
        return [_plain(element, depth - 1) for element in value]
    if isinstance(value, Mapping):
        return {_key(key): _plain(element, depth - 1) for key, element in value.items()}
    raise CanonicalError(f"{type(value).__name__} has no canonical form")


def _key(key: object) -> str:
    """Return a map key if it is text."""
    if not isinstance(key, str):
        raise CanonicalError(f"map key {key!r} is {type(key).__name__}; keys are text")
    return _checked_text(key)


def _checked_text(text: str) -> str:
    """Return text that has a UTF-8 form."""
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise CanonicalError(f"text {text!r} has no UTF-8 form") from problem
    return text


def _read(reader: CborReader, depth: int) -> CborValue:
    """Read one item."""
    start = reader.position
    kind, argument = reader.head()
    match kind:
        case Kind.UNSIGNED:
            return argument
        case Kind.NEGATIVE:
            return -1 - argument
        case Kind.BYTES:
            return reader.take(argument)
        case Kind.TEXT:
            return _read_text(reader, argument)
        case Kind.TAG:
            return _read_cid(reader, argument)
        case Kind.SIMPLE:
            if argument not in _SIMPLE_VALUES:
                raise CanonicalError(f"simple value {argument} at offset {start}; only false, true and null are used")
            return _SIMPLE_VALUES[argument]
    if depth == 0:
        raise CanonicalError(f"the value is nested more than {MAX_DEPTH} deep")
    if argument > reader.remaining():
        raise CanonicalError(
            f"{argument} elements are announced at offset {start}, {reader.remaining()} bytes are left"
        )
    if kind is Kind.ARRAY:
        return [_read(reader, depth - 1) for _ in range(argument)]
    return _read_map(reader, argument, depth - 1)


def _read_map(reader: CborReader, pairs: int, depth: int) -> dict[str, CborValue]:
    """Read the pairs of a map, whose keys must be distinct text in canonical order."""
    entries: dict[str, CborValue] = {}
    previous: tuple[int, bytes] | None = None
    for _ in range(pairs):
        start = reader.position
        kind, length = reader.head()
        if kind is not Kind.TEXT:
            raise CanonicalError(f"the map key at offset {start} is not text")
        key = _read_text(reader, length)
        rank = (length, key.encode())
        if previous is not None and rank <= previous:
            raise CanonicalError(f"map key {key!r} is out of order or repeated; shorter keys first, then by bytes")
        previous = rank
        entries[key] = _read(reader, depth)
    return entries


def _read_text(reader: CborReader, length: int) -> str:
    """Read a text string."""
    start = reader.position
    try:
        return reader.take(length).decode()
    except UnicodeDecodeError as problem:
        raise CanonicalError(f"the text at offset {start} is not UTF-8") from problem


def _read_cid(reader: CborReader, tag: int) -> Cid:
    """Read what a tag announces: nothing but a CID."""
    if tag != CID_TAG:
        raise CanonicalError(f"tag {tag}; the only tag is {CID_TAG}, a CID")
    kind, length = reader.head()
    if kind is not Kind.BYTES:
        raise CanonicalError(f"tag {CID_TAG} at offset {reader.position} must hold a byte string")
    prefixed = reader.take(length)
    if prefixed[:1] != MULTIBASE_IDENTITY:
        raise CanonicalError(f"the CID ending at offset {reader.position} does not begin with a zero byte")
    try:
        return cid_from_bytes(prefixed[1:])
    except CidError as problem:
        raise CanonicalError(f"the CID ending at offset {reader.position} is none: {problem}") from problem
