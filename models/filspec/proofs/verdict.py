"""The answer of a verifier: accepted, or refused for one named reason.

A vanilla proof comes from whoever wants to be paid for it. So a verifier never crashes on one: each check
that fails says which rule was broken, with the values, and the first failure is the verdict.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Self

from filspec.proofs.fr import is_canonical
from filspec.proofs.poseidon.hashing import poseidon_node


class Refusal(Enum):
    """Why a proof is refused."""

    MALFORMED_PUBLIC_INPUT = "malformed public input"
    """A commitment, id or seed is not 32 bytes, not canonical, or all zero where that is forbidden."""

    MALFORMED_PROOF = "malformed proof"
    """The bytes are short, long, or spell something that is not a field element."""

    COMM_R_MISMATCH = "comm_r mismatch"
    """The two roots in the proof do not hash to the sector's comm_r."""

    DATA_NOT_IN_COMM_D = "data node not under comm_d"
    """The path of the challenged data node ends in another root."""

    REPLICA_NOT_IN_COMM_R_LAST = "replica node not under comm_r_last"
    """The path of the challenged replica node ends in another root."""

    COLUMN_NOT_IN_COMM_C = "column not under comm_c"
    """The path of a column's hash ends in another root."""

    WRONG_LABEL = "wrong label"
    """A label of the challenged node does not follow from its parents' labels."""

    WRONG_ENCODING = "wrong encoding"
    """The replica node is not the data node plus the last label."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verifier found."""

    refusal: Refusal | None
    """The rule that was broken; None if the proof is accepted."""
    details: str = ""
    """Where it was broken, with the values."""

    @property
    def accepted(self) -> bool:
        """True if every check passed."""
        return self.refusal is None

    @classmethod
    def refused(cls, cause: "RefusedProofError") -> Self:
        """Make a verdict of a check that failed."""
        return cls(cause.refusal, cause.details)


ACCEPTED = Verdict(None)


class RefusedProofError(Exception):
    """A check failed; verifiers turn it into a verdict."""

    def __init__(self, refusal: Refusal, details: str) -> None:
        super().__init__(f"{refusal.value}: {details}")
        self.refusal = refusal
        self.details = details


def check_commitment(name: str, commitment: bytes) -> None:
    """Check a commitment or id that a verifier was given.

    Raises:
        RefusedProofError: If it is not a canonical field element, or all zero.
    """
    if not is_canonical(commitment):
        raise RefusedProofError(Refusal.MALFORMED_PUBLIC_INPUT, f"{name} is not 32 canonical bytes: {commitment.hex()}")
    if not any(commitment):
        raise RefusedProofError(Refusal.MALFORMED_PUBLIC_INPUT, f"{name} is all zero")


def check_comm_r(comm_r: bytes, comm_c: bytes, comm_r_last: bytes, subject: str) -> None:
    """Check that two roots are those which comm_r commits to.

    Raises:
        RefusedProofError: If they hash to something else.
    """
    recomputed = poseidon_node((comm_c, comm_r_last))
    if recomputed != comm_r:
        raise RefusedProofError(
            Refusal.COMM_R_MISMATCH,
            f"{subject}: comm_c and comm_r_last hash to {recomputed.hex()}, the sector's comm_r is {comm_r.hex()}",
        )
