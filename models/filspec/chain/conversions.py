"""Integers of the chain and the bytes they stand for.

Actors compute with integers only; keys, hashes and proofs are bytes. ``filspec.actors.units`` says how each unit reads
its bytes; here is both directions of it. An integer in a message is whatever its sender wrote, so one that stands for
no bytes is refused as malformed and never truncated.
"""

from __future__ import annotations

from typing import Literal

from filspec.actors.units import Commitment, Digest, ProofBytes, PublicKey, Randomness, Signature
from filspec.chain.typed_reading import MalformedError
from filspec.crypto.bls import PUBLIC_KEY_BYTES, SIGNATURE_BYTES

HASH_BYTES = 32
NO_PROOF = ProofBytes(0)
"""Where a message has room for a proof and none is needed."""


def commitment_bytes(commitment: Commitment) -> bytes:
    """comm_d, comm_p or comm_r: 32 bytes, little-endian."""
    return _written(commitment, HASH_BYTES, "little", "commitment")


def commitment_from_bytes(commitment: bytes) -> Commitment:
    """The integer of comm_d, comm_p or comm_r."""
    return Commitment(_read(commitment, HASH_BYTES, "little", "commitment"))


def digest_bytes(digest: Digest) -> bytes:
    """A hash: 32 bytes, big-endian."""
    return _written(digest, HASH_BYTES, "big", "digest")


def digest_from_bytes(digest: bytes) -> Digest:
    """The integer of a hash."""
    return Digest(_read(digest, HASH_BYTES, "big", "digest"))


def randomness_bytes(randomness: Randomness) -> bytes:
    """Randomness of the chain: 32 bytes, big-endian."""
    return _written(randomness, HASH_BYTES, "big", "randomness")


def randomness_from_bytes(randomness: bytes) -> Randomness:
    """The integer of randomness."""
    return Randomness(_read(randomness, HASH_BYTES, "big", "randomness"))


def public_key_bytes(key: PublicKey) -> bytes:
    """A BLS public key: 48 bytes, big-endian."""
    return _written(key, PUBLIC_KEY_BYTES, "big", "public key")


def public_key_from_bytes(key: bytes) -> PublicKey:
    """The integer of a BLS public key."""
    return PublicKey(_read(key, PUBLIC_KEY_BYTES, "big", "public key"))


def signature_bytes(signature: Signature) -> bytes:
    """A BLS signature: 96 bytes, big-endian."""
    return _written(signature, SIGNATURE_BYTES, "big", "signature")


def signature_from_bytes(signature: bytes) -> Signature:
    """The integer of a BLS signature."""
    return Signature(_read(signature, SIGNATURE_BYTES, "big", "signature"))


def proof_bytes(proof: ProofBytes) -> bytes:
    """A proof: the bytes behind the leading one.

    Raises:
        MalformedError: the leading one is missing, as in ``NO_PROOF``.
    """
    length = (proof.bit_length() - 1) // 8
    if proof <= 0 or proof >> 8 * length != 1:
        raise MalformedError("a proof is the integer of its bytes behind a byte of value 1; this one begins otherwise")
    return proof.to_bytes(length + 1, "big")[1:]


def proof_from_bytes(proof: bytes) -> ProofBytes:
    """The integer of a proof of any length."""
    return ProofBytes(int.from_bytes(b"\x01" + proof, "big"))


Order = Literal["little", "big"]


def _written(number: int, length: int, order: Order, name: str) -> bytes:
    if number < 0 or number.bit_length() > 8 * length:
        raise MalformedError(f"a {name} is an integer of {8 * length} bits, this one has {number.bit_length()}")
    return number.to_bytes(length, order)


def _read(encoded: bytes, length: int, order: Order, name: str) -> int:
    if len(encoded) != length:
        raise MalformedError(f"a {name} has {length} bytes, not {len(encoded)}")
    return int.from_bytes(encoded, order)
