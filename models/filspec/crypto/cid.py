"""Content identifiers: `version 1 | codec | multihash code | digest length | digest`, as bytes and as text.

Only version 1 is read and written, with shortest varints and, for the hash functions Filecoin uses, the one digest
length they have. Other codes pass, because a CID describes itself; version 0 (`Qm...`) does not occur on chain.

Source: proofs-facts section 3; multiformats cidv1 and multicodec tables; FRC-0069 (hash 0x1011).
"""

from dataclasses import dataclass
from enum import IntEnum

from filspec.crypto.base32 import Base32Error, decode_base32, encode_base32
from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.varint import VarintError, decode_varint, encode_varint

CID_VERSION = 1
BASE32_PREFIX = "b"
DIGEST_BYTES = 32


class Codec(IntEnum):
    """What kind of content is identified."""

    RAW = 0x55
    DAG_CBOR = 0x71
    FIL_COMMITMENT_UNSEALED = 0xF101
    FIL_COMMITMENT_SEALED = 0xF102


class HashFunction(IntEnum):
    """The multihash codes of the hash functions Filecoin uses."""

    SHA2_256 = 0x12
    FR32_SHA2_256_TRUNC254_PADBINTREE = 0x1011
    """Piece commitment with its size: varint(padding) | tree height | root (FRC-0069)."""
    SHA2_256_TRUNC254_PADDED = 0x1012
    BLAKE2B_256 = 0xB220
    POSEIDON_BLS12_381_A2_FC1 = 0xB401


_FIXED_LENGTH = frozenset(HashFunction) - {HashFunction.FR32_SHA2_256_TRUNC254_PADBINTREE}


class CidError(ValueError):
    """Bytes or text that are not a version 1 CID in its only accepted form."""


@dataclass(frozen=True, slots=True, order=True)
class Cid:
    """One content identifier.

    Attributes:
        codec: multicodec number of the content, one of `Codec` on Filecoin.
        hash_function: multihash code, one of `HashFunction` on Filecoin.
        digest: the hash, 32 bytes for every function but the sized piece commitment.
    """

    codec: int
    hash_function: int
    digest: bytes

    def __post_init__(self) -> None:
        """Refuse a digest whose length its hash function cannot have."""
        if self.hash_function in _FIXED_LENGTH and len(self.digest) != DIGEST_BYTES:
            raise CidError(f"hash {self.hash_function:#x} has {DIGEST_BYTES} bytes, not {len(self.digest)}")

    def __bytes__(self) -> bytes:
        """Return the binary form."""
        numbers = (CID_VERSION, self.codec, self.hash_function, len(self.digest))
        return b"".join(map(encode_varint, numbers)) + self.digest

    def __str__(self) -> str:
        """Return the base32 text, which begins with `b`."""
        return BASE32_PREFIX + encode_base32(bytes(self))


def cid_of_block(dag_cbor: bytes) -> Cid:
    """Return the CID of a chain object from its DAG-CBOR bytes (BLAKE2b-256)."""
    return Cid(Codec.DAG_CBOR, HashFunction.BLAKE2B_256, blake2b_256(dag_cbor))


def cid_from_bytes(encoded: bytes) -> Cid:
    """Read a binary CID that fills the whole input.

    Raises:
        CidError: on another version, over-long numbers, or missing or trailing bytes.
    """
    try:
        version, start = decode_varint(encoded)
        if version != CID_VERSION:
            raise CidError(f"version {version}; only version {CID_VERSION} is used on Filecoin")
        codec, start = decode_varint(encoded, start)
        hash_function, start = decode_varint(encoded, start)
        length, start = decode_varint(encoded, start)
    except VarintError as problem:
        raise CidError(f"not a binary CID: {problem}") from problem
    if len(encoded) - start != length:
        raise CidError(f"the digest should have {length} bytes and {len(encoded) - start} follow")
    return Cid(codec, hash_function, encoded[start:])


def cid_from_text(text: str) -> Cid:
    """Read a base32 CID.

    Raises:
        CidError: if the text does not begin with `b`, is not base32, or is not a version 1 CID.
    """
    if not text.startswith(BASE32_PREFIX):
        raise CidError(f"{text[:8]!r} does not begin with {BASE32_PREFIX!r}; give the version 1 base32 form")
    try:
        encoded = decode_base32(text[len(BASE32_PREFIX) :])
    except Base32Error as problem:
        raise CidError(f"not a base32 CID: {problem}") from problem
    return cid_from_bytes(encoded)
