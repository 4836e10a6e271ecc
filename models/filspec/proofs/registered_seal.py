"""The registry of seal proofs: the number a sector carries on chain, and all that follows from it.

Source: proofs-facts section 4; rust-filecoin-proofs-api src/registry.rs.
"""

from dataclasses import dataclass
from enum import Enum

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.pieces.sizes import PaddedBytes
from filspec.proofs.replica_id import porep_id
from filspec.proofs.sector_sheet import GIB, KIB, MIB


class ChallengeSource(Enum):
    """Where the challenges of a PoRep come from."""

    INTERACTIVE = "interactive"
    """From a seed that the chain gives after the commitment."""

    SYNTHETIC = "synthetic"
    """A seed selects among challenges that are fixed by the commitment, so their proofs can be stored."""

    NON_INTERACTIVE = "non-interactive"
    """From the commitment alone, many more of them."""


REGISTERED_SIZES = (2 * KIB, 8 * MIB, 512 * MIB, 32 * GIB, 64 * GIB)
"""Sector sizes in the order of their numbers within each family."""

MAX_LEGACY_NUMBER = 4
"""The last seal proof on the graph of version 1.0.0."""

_FAMILIES = (
    (ApiVersion.V1_0_0, ChallengeSource.INTERACTIVE),
    (ApiVersion.V1_1_0, ChallengeSource.INTERACTIVE),
    (ApiVersion.V1_2_0, ChallengeSource.SYNTHETIC),
    (ApiVersion.V1_2_0, ChallengeSource.NON_INTERACTIVE),
)


@dataclass(frozen=True, slots=True)
class RegisteredSeal:
    """One registered seal proof."""

    number: int
    sector_size: PaddedBytes
    api_version: ApiVersion
    challenge_source: ChallengeSource

    @property
    def porep_id(self) -> bytes:
        """The id that separates this proof type's graph from the others'."""
        return porep_id(self.number)


def registered_seal(number: int) -> RegisteredSeal:
    """Look up a registered seal proof.

    Raises:
        ValueError: If the number is not registered.
    """
    family, size = divmod(number, len(REGISTERED_SIZES))
    if not 0 <= family < len(_FAMILIES):
        raise ValueError(f"seal proofs are registered under 0 .. 19, got {number}")
    return RegisteredSeal(number, PaddedBytes(REGISTERED_SIZES[size]), *_FAMILIES[family])
