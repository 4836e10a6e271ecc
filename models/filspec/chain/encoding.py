"""Canonical bytes of the model's values, and what is derived from them: identities, digests, state roots.

The form is strict DAG-CBOR (``filspec.crypto.canonical``) and follows the value alone:

| value | form |
|---|---|
| record | array of its fields in the order of their declaration |
| tuple | array |
| integer within 64 bits and a sign | integer |
| every other integer (amounts, digests, keys, proofs) | byte string: a sign byte, then the magnitude, big-endian |
| enum member | its integer; its name where the value is a sentence |
| bool, bytes, text, None | themselves |

One value has one form, and a reader that knows the type reads it back. An integer is never written in both ways: a byte
string that stands for an integer of 64 bits is refused.

The state root links: a table is a block of its own with the rows in key order, a table with two-part keys links to one
block for each group, and the world is the block of its scalars, records and links. So a tipset that changes one table
(or one group of it) encodes only that; the root of a table is remembered for the very map it was computed from.

Source: proofs-facts section 3 (DAG-CBOR, amounts); the links follow the actor state trees of Lotus.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from enum import Enum
from functools import cache
from typing import TypeVar, cast

from immutables import Map
from msgspec.structs import astuple

from filspec.actors.units import Digest
from filspec.actors.world import World
from filspec.chain.once_per_object import once_per_object
from filspec.chain.typed_reading import MalformedError, enum_form, reader
from filspec.crypto import canonical
from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.canonical import CborValue
from filspec.crypto.cid import Cid, cid_of_block
from filspec.kit.records import Record
from filspec.kit.worlds import shape_of

T = TypeVar("T")

REMEMBERED_TABLES = 4096

__all__ = ["MalformedError", "content_id", "decode", "digest", "encode", "state_root"]


def encode(value: object) -> bytes:
    """The canonical bytes of a value.

    Raises:
        TypeError: the value, or something in it, has no form.
    """
    return canonical.encode(_plain(value))


def decode(kind: type[T], encoded: bytes, name: str = "") -> T:
    """Read a value of a type back from its canonical bytes.

    Args:
        kind: the type.
        encoded: bytes from anyone.
        name: what to call the value in a refusal; the type's name unless given.

    Raises:
        MalformedError: the bytes are not what ``encode`` writes for a value of this type.
    """
    try:
        plain = canonical.decode(encoded)
    except canonical.CanonicalError as problem:
        raise MalformedError(f"not canonical: {problem}") from problem
    return cast(T, reader(cast(Hashable, kind), name or kind.__name__)(plain))


def digest(value: object) -> Digest:
    """BLAKE2b-256 of the canonical bytes: what is signed of a proposal or a voucher, and what names it on chain."""
    return Digest(int.from_bytes(blake2b_256(encode(value)), "big"))


def content_id(value: object) -> bytes:
    """The CID of a value's canonical bytes, as bytes."""
    return bytes(cid_of_block(encode(value)))


def state_root(world: World) -> bytes:
    """The CID of a world, as bytes."""
    return content_id(tuple(map(_linked, shape_of(World).leaves(world))))


def _linked(leaf: object) -> object:
    """A table (and a group of one) as a link, anything else as it is."""
    return _link_to_rows(leaf) if isinstance(leaf, Map) else leaf


@once_per_object(REMEMBERED_TABLES)
def _link_to_rows(rows: Map[object, object]) -> Cid:
    """The CID of the rows with their keys, by ascending key."""
    in_order = sorted(rows.items(), key=_key)
    return cid_of_block(encode(tuple((key, _linked(row)) for key, row in in_order)))


def _key(item: tuple[object, object]) -> int:
    # Keys are integers or tuples of them; a table has one kind, which is what makes them comparable.
    return cast(int, item[0])


def _plain(value: object) -> CborValue:
    return _writer(cast(Hashable, type(value)))(value)


@cache
def _writer(kind: type) -> Callable[[object], CborValue]:
    """How values of a class are written."""
    if kind in (bool, bytes, str, type(None), Cid):
        return lambda value: cast(CborValue, value)
    if issubclass(kind, Enum):
        return lambda value: enum_form(cast(Enum, value))
    if issubclass(kind, int):
        return lambda value: _plain_integer(cast(int, value))
    if issubclass(kind, Record):
        return lambda value: [_plain(field) for field in astuple(cast(Record, value))]
    if issubclass(kind, tuple):
        return lambda value: [_plain(element) for element in cast(tuple[object, ...], value)]
    raise TypeError(f"{kind.__name__} has no canonical form; use records, tuples, integers, enums, bytes or text")


def _plain_integer(number: int) -> int | bytes:
    if canonical.LEAST_INTEGER <= number <= canonical.GREATEST_INTEGER:
        return number
    return canonical.encode_big_int(number)
