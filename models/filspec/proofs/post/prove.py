"""Making a PoSt from stored replicas.

Source: proofs-facts section 11; rust-fil-proofs storage-proofs-post/src/fallback/vanilla.rs (where faulty
sectors are gathered, too).
"""

from collections.abc import Mapping

from filspec.proofs.porep.seal import SealedSector
from filspec.proofs.post.parameters import PostParameters
from filspec.proofs.post.proof import SectorProof, encode_post_proof
from filspec.proofs.post.statement import PostStatement
from filspec.proofs.replica_id import SectorNumber


class FaultySectorsError(Exception):
    """Some sectors cannot be proved; their miner has to declare them faulty and prove the others."""

    def __init__(self, sectors: tuple[SectorNumber, ...]) -> None:
        super().__init__(
            f"sectors {list(sectors)} are missing, damaged, or sealed under another comm_r; declare them faulty and "
            "prove the rest"
        )
        self.sectors = sectors
        """Their numbers in ascending order."""


def prove_post(
    parameters: PostParameters, statement: PostStatement, stored: Mapping[SectorNumber, SealedSector]
) -> bytes:
    """Prove that the sectors of a statement are stored.

    Args:
        parameters: Kind of PoSt.
        statement: Randomness and sectors.
        stored: The miner's sealed sectors by number.

    Returns:
        The vanilla proof as bytes.

    Raises:
        FaultySectorsError: If a sector is not stored, its replica has changed, or it has another comm_r.
        RefusedProofError: If the statement cannot be true of any sectors.
    """
    return encode_post_proof(post_proof(parameters, statement, stored))


def post_proof(
    parameters: PostParameters, statement: PostStatement, stored: Mapping[SectorNumber, SealedSector]
) -> tuple[SectorProof, ...]:
    """Open the challenged leaves of every sector; `prove_post` writes them as bytes.

    Raises:
        FaultySectorsError: As in `prove_post`.
        RefusedProofError: As in `prove_post`.
    """
    statement.check()
    faulty = {
        number
        for number, comm_r in frozenset(statement.sectors)
        if number not in stored or not stored[number].is_intact() or stored[number].comm_r != comm_r
    }
    if faulty:
        raise FaultySectorsError(tuple(sorted(faulty)))
    return tuple(
        sector_proof(stored[sector.number], leaves)
        for sector, leaves in zip(statement.sectors, statement.challenges(parameters), strict=True)
    )


def sector_proof(sector: SealedSector, leaves: tuple[int, ...]) -> SectorProof:
    """Open leaves of one replica."""
    return SectorProof(
        comm_c=sector.comm_c,
        comm_r_last=sector.comm_r_last,
        inclusions=tuple(sector.tree_r_last.prove(leaf) for leaf in leaves),
    )
