"""Randomness drawn from the beacon or the ticket chain, separated by purpose.

Everything that needs chance hashes the same few beacon values. So that a draw for one purpose tells nothing about
another, a draw mixes in what it is for (the tag), when (the epoch) and whose it is (the entropy):
`blake2b-256(tag i64 BE | blake2b-256(base) | epoch i64 BE | entropy)`.

Source: proofs-facts section 13; Lotus chain/rand/rand.go; go-state-types crypto/randomness.go.
"""

from enum import IntEnum
from typing import NewType

from filspec.crypto.blake2b import blake2b_256

Randomness = NewType("Randomness", bytes)
"""32 bytes of drawn randomness."""

DIGEST_BYTES = 32


class DomainSeparationTag(IntEnum):
    """What a draw of randomness is for."""

    TICKET_PRODUCTION = 1
    ELECTION_PROOF_PRODUCTION = 2
    WINNING_POST_CHALLENGE_SEED = 3
    WINDOWED_POST_CHALLENGE_SEED = 4
    SEAL_RANDOMNESS = 5
    INTERACTIVE_SEAL_CHALLENGE_SEED = 6
    WINDOWED_POST_DEADLINE_ASSIGNMENT = 7
    MARKET_DEAL_CRON_SEED = 8
    POST_CHAIN_COMMIT = 9


def draw_randomness(base: bytes, tag: int, epoch: int, entropy: bytes) -> Randomness:
    """Draw the randomness of one purpose at one epoch.

    Args:
        base: the data of a beacon entry, or a ticket's VRF proof.
        tag: a `DomainSeparationTag`; other networks number theirs differently.
        epoch: the chain epoch the draw is for.
        entropy: whose draw it is, usually the canonical bytes of a miner address.
    """
    return draw_randomness_from_digest(blake2b_256(base), tag, epoch, entropy)


def draw_randomness_from_digest(base_digest: bytes, tag: int, epoch: int, entropy: bytes) -> Randomness:
    """Draw as above, from the BLAKE2b-256 digest of the base.

    Raises:
        ValueError: if the digest is not 32 bytes.
        OverflowError: if tag or epoch exceed 64 signed bits.
    """
    if len(base_digest) != DIGEST_BYTES:
        raise ValueError(f"the digest of the base has {DIGEST_BYTES} bytes, not {len(base_digest)}")
    purpose = tag.to_bytes(8, "big", signed=True)
    moment = epoch.to_bytes(8, "big", signed=True)
    return Randomness(blake2b_256(purpose + base_digest + moment + entropy))
