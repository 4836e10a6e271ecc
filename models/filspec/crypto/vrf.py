"""The verifiable random function of Filecoin: a BLS signature over drawn randomness.

A signature is unique for key and message and cannot be guessed without the key, which is all a VRF needs. The proof
is the signature itself; its BLAKE2b-256 digest is the number that tickets and elections compare.

Source: proofs-facts sections 13 and 14; Lotus chain/gen/gen.go.
"""

from typing import NewType

from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.bls import BlsSignature, PrivateKey, PublicKey, sign, verify

VrfProof = NewType("VrfProof", BlsSignature)
"""96 bytes: the proof, from which anyone computes the output."""


def prove(key: PrivateKey, randomness: bytes) -> VrfProof:
    """Return the proof that only the owner of the key can make for this randomness."""
    return VrfProof(sign(key, randomness))


def verify_proof(key: PublicKey, randomness: bytes, proof: VrfProof) -> bool:
    """Tell whether the proof belongs to the key and the randomness."""
    return verify(key, randomness, proof)


def output(proof: VrfProof) -> bytes:
    """Return the 32-byte pseudorandom output of a proof."""
    return blake2b_256(proof)
