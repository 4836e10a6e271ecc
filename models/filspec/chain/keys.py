"""Keys of accounts: who signs messages, blocks, deals and vouchers, and draws tickets.

An account has one BLS key for all of it. Verification is a pure function of bytes and takes about two milliseconds, and
every node of a process verifies the same signatures, so its answers are remembered.

Source: proofs-facts section 13.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from filspec.actors.units import PublicKey, Signature
from filspec.chain.conversions import (
    public_key_bytes,
    public_key_from_bytes,
    signature_bytes,
    signature_from_bytes,
)
from filspec.chain.typed_reading import MalformedError
from filspec.crypto import bls, vrf
from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.key_generation import private_key_from_seed

REMEMBERED_SIGNATURES = 1 << 16


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key pair.

    Attributes:
        public: the public key.
        private: the private key; never shown.
    """

    public: PublicKey
    private: bls.PrivateKey = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> KeyPair:
        """The key pair a seed of any length determines; its BLAKE2b-256 digest is the seed of BLS key generation."""
        private = private_key_from_seed(blake2b_256(seed))
        return cls(public=public_key_from_bytes(bls.public_key(private)), private=private)

    def sign(self, message: bytes) -> Signature:
        """Sign a message; the same message always gets the same signature."""
        return signature_from_bytes(bls.sign(self.private, message))

    def vrf(self, message: bytes) -> bytes:
        """The VRF proof of a message: 96 bytes that nobody else can make and everybody can check."""
        return vrf.prove(self.private, message)


def verify(public: PublicKey, message: bytes, signature: Signature) -> bool:
    """Whether the owner of the key signed the message; False as well for integers that are no key or signature."""
    try:
        return _verify(public_key_bytes(public), message, signature_bytes(signature))
    except MalformedError:
        return False


def verify_vrf(public: PublicKey, message: bytes, proof: bytes) -> bool:
    """Whether the VRF proof belongs to the key and the message."""
    try:
        return _verify(public_key_bytes(public), message, proof)
    except MalformedError:
        return False


@lru_cache(maxsize=REMEMBERED_SIGNATURES)
def _verify(public: bytes, message: bytes, signature: bytes) -> bool:
    return bls.verify(bls.PublicKey(public), message, bls.BlsSignature(signature))
