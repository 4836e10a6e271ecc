"""Randomness for the VRF (proofs-facts section 13)."""

from filspec.conformance.computations import Computed, computes
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.crypto.randomness import DomainSeparationTag, draw_randomness_from_digest

LAYOUT = "blake2b-256( i64 BE tag | 32-byte digest | i64 BE round | entropy )"
CLEARED = "top_two_bits_cleared"


@computes("draw_randomness")
def draw_randomness(vector: Vector) -> Computed:
    """Draw randomness; a source that says it clears the two top bits of the last byte gets them cleared."""
    inputs = vector.inputs
    if "layout" in inputs and inputs["layout"].text() != LAYOUT:
        raise UnsupportedError(f"no rule for the layout {inputs['layout'].text()!r}")
    drawn = bytearray(
        draw_randomness_from_digest(
            inputs["digest_hex"].octets(32),
            inputs["tag"].integer(),
            inputs["round"].integer(),
            inputs["entropy_hex"].octets(),
        )
    )
    cleared = vector.stated(CLEARED) is True
    if cleared:
        drawn[-1] &= 0x3F
    return {"randomness_hex": drawn.hex(), CLEARED: cleared}


_TAG_NAMES = {
    DomainSeparationTag.TICKET_PRODUCTION: "TicketProduction",
    DomainSeparationTag.ELECTION_PROOF_PRODUCTION: "ElectionProofProduction",
    DomainSeparationTag.WINNING_POST_CHALLENGE_SEED: "WinningPoStChallengeSeed",
    DomainSeparationTag.WINDOWED_POST_CHALLENGE_SEED: "WindowedPoStChallengeSeed",
    DomainSeparationTag.SEAL_RANDOMNESS: "SealRandomness",
    DomainSeparationTag.INTERACTIVE_SEAL_CHALLENGE_SEED: "InteractiveSealChallengeSeed",
    DomainSeparationTag.WINDOWED_POST_DEADLINE_ASSIGNMENT: "WindowedPoStDeadlineAssignment",
    DomainSeparationTag.MARKET_DEAL_CRON_SEED: "MarketDealCronSeed",
    DomainSeparationTag.POST_CHAIN_COMMIT: "PoStChainCommit",
}
"""The names that go-state-types gives the tags."""


@computes("raw")
def domain_separation_tags(vector: Vector) -> Computed:
    """Return the table of tags; a table of anything else has fields that are not computed."""
    return {name: int(tag) for tag, name in _TAG_NAMES.items()}
