"""What a PoSt claims, and the field elements in which its circuit states the claim.

Source: proofs-facts section 11; rust-fil-proofs storage-proofs-post/src/fallback/compound.rs,
filecoin-proofs/src/api/window_post.rs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from filspec.proofs.fr import Fr, decode_fr, is_canonical
from filspec.proofs.post.challenges import challenge_index, leaf_challenge
from filspec.proofs.post.parameters import PostParameters
from filspec.proofs.replica_id import SectorNumber
from filspec.proofs.sector_sheet import WINNING_CHALLENGES
from filspec.proofs.verdict import Refusal, RefusedProofError, check_commitment


class PostSector(NamedTuple):
    """A sector as the chain knows it."""

    number: SectorNumber
    comm_r: bytes


@dataclass(frozen=True, slots=True)
class PostStatement:
    """The claim that the replicas of these sectors were at hand after the randomness was known.

    Attributes:
        randomness: 32 bytes, a canonical field element (see `challenges.post_randomness`).
        sectors: In the order in which they are proved.
    """

    randomness: bytes
    sectors: tuple[PostSector, ...]

    def check(self) -> None:
        """Check that the statement can be true of any sectors.

        Raises:
            RefusedProofError: If there is no sector, the randomness is not canonical, a commitment is not
                canonical or zero, or a sector number has more than 64 bits.
        """
        if not self.sectors:
            raise RefusedProofError(Refusal.MALFORMED_PUBLIC_INPUT, "a PoSt proves at least one sector")
        if not is_canonical(self.randomness):
            raise RefusedProofError(
                Refusal.MALFORMED_PUBLIC_INPUT,
                f"the randomness is not 32 canonical bytes: {self.randomness.hex()}; trim it first",
            )
        for sector in self.sectors:
            if not 0 <= sector.number < 1 << 64:
                raise RefusedProofError(
                    Refusal.MALFORMED_PUBLIC_INPUT, f"a sector number has 64 bits, got {sector.number}"
                )
            check_commitment(f"comm_r of sector {sector.number}", sector.comm_r)

    def challenges(self, parameters: PostParameters) -> tuple[tuple[int, ...], ...]:
        """Return the leaves that must be opened in each sector."""
        count = parameters.challenges_per_sector
        return tuple(
            tuple(
                leaf_challenge(
                    self.randomness,
                    sector.number,
                    challenge_index(parameters.api_version, position, count, number),
                    parameters.nodes,
                )
                for number in range(count)
            )
            for position, sector in enumerate(self.sectors)
        )


def window_statement(randomness: bytes, sectors: Iterable[PostSector]) -> PostStatement:
    """State that all sectors are stored; they are proved in the order of their numbers.

    Raises:
        ValueError: If a sector is named twice.
    """
    ordered = tuple(sorted(sectors))
    numbers = [sector.number for sector in ordered]
    if len(set(numbers)) < len(numbers):
        raise ValueError(f"a window PoSt proves each sector once, got {numbers}")
    return PostStatement(randomness, ordered)


def winning_statement(randomness: bytes, chosen: PostSector) -> PostStatement:
    """State that the sector chosen by `challenges.winning_sector_index` is stored."""
    return PostStatement(randomness, (chosen,) * WINNING_CHALLENGES)


def partition_count(parameters: PostParameters, sectors: int) -> int:
    """Return how many partitions, each one Groth16 proof, that many sectors need."""
    return -(-sectors // parameters.sectors_per_partition)


def post_public_inputs(parameters: PostParameters, statement: PostStatement, partition: int = 0) -> tuple[Fr, ...]:
    """Return the public inputs of one partition's circuit.

    For each sector follow comm_r and its challenged leaves; a partition that is not full repeats its last
    sector.

    Raises:
        IndexError: If there is no such partition.
    """
    room = parameters.sectors_per_partition
    opened = list(zip(statement.sectors, statement.challenges(parameters), strict=True))
    present = opened[partition * room : (partition + 1) * room]
    if not present:
        raise IndexError(f"partition {partition} of {partition_count(parameters, len(opened))}")
    filled = present + present[-1:] * (room - len(present))
    return tuple(element for sector, leaves in filled for element in (decode_fr(sector.comm_r), *map(Fr, leaves)))
