"""Beacon entries of drand, the public randomness that Filecoin follows.

A round is a BLS signature by the drand group key. In the chained scheme it covers the previous signature, so rounds
must be had in order; in the unchained scheme it covers the round number alone.

Source: proofs-facts section 13; drand crypto/schemes.go.
"""

import hashlib

from filspec.crypto.bls import BlsSignature, PublicKey, verify

NO_PREVIOUS_SIGNATURE = BlsSignature(b"")
"""The previous signature of the unchained scheme."""


def beacon_message(beacon_round: int, previous_signature: BlsSignature = NO_PREVIOUS_SIGNATURE) -> bytes:
    """Return what the group signs: SHA-256 of the previous signature, if any, and the round as u64 big-endian."""
    return hashlib.sha256(previous_signature + beacon_round.to_bytes(8, "big")).digest()


def verify_beacon(
    group_key: PublicKey,
    beacon_round: int,
    signature: BlsSignature,
    previous_signature: BlsSignature = NO_PREVIOUS_SIGNATURE,
) -> bool:
    """Tell whether the drand group made this round.

    Args:
        group_key: 48 bytes, the group's public key.
        beacon_round: the round number, from 1.
        signature: the beacon entry's data.
        previous_signature: of the chained scheme, the data of the round before.
    """
    return verify(group_key, beacon_message(beacon_round, previous_signature), signature)
