"""Making a PoRep from a sealed sector.

Source: proofs-facts sections 9 and 10; rust-fil-proofs storage-proofs-porep/src/stacked/vanilla/proof.rs.
"""

from filspec.proofs.porep.proof import ChallengeProof, ColumnProof, PartitionProof, encode_porep_proof
from filspec.proofs.porep.seal import DamagedReplicaError, SealedSector
from filspec.proofs.porep.statement import PorepStatement


def porep_statement(sector: SealedSector, seed: bytes) -> PorepStatement:
    """State what a sealed sector can prove once the chain has given a seed."""
    return PorepStatement(sector.replica_id, sector.comm_d, sector.comm_r, seed)


def prove_porep(sector: SealedSector, seed: bytes) -> bytes:
    """Prove that a sector was sealed.

    Args:
        sector: The sector with its labels and trees.
        seed: 32 bytes of chain randomness.

    Returns:
        The vanilla proof of all partitions as bytes.

    Raises:
        DamagedReplicaError: If the replica is no longer the one that was sealed.
    """
    return encode_porep_proof(porep_proof(sector, seed))


def porep_proof(sector: SealedSector, seed: bytes) -> tuple[PartitionProof, ...]:
    """Open the challenged nodes of every partition; `prove_porep` writes them as bytes.

    Raises:
        DamagedReplicaError: If the replica is no longer the one that was sealed.
    """
    if not sector.is_intact():
        raise DamagedReplicaError(sector)
    statement, parameters = porep_statement(sector, seed), sector.parameters
    return tuple(
        PartitionProof(
            comm_c=sector.comm_c,
            comm_r_last=sector.comm_r_last,
            challenges=tuple(challenge_proof(sector, node) for node in statement.challenges(parameters, partition)),
        )
        for partition in range(parameters.partitions)
    )


def challenge_proof(sector: SealedSector, node: int) -> ChallengeProof:
    """Open one node: its data, its replica, its column and those of its parents."""
    graph = sector.parameters.graph
    return ChallengeProof(
        data=sector.tree_d.prove(node),
        replica=sector.tree_r_last.prove(node),
        column=_column_proof(sector, node),
        base_parents=tuple(_column_proof(sector, parent) for parent in graph.base_parents(node)),
        expander_parents=tuple(_column_proof(sector, parent) for parent in graph.expander_parents(node)),
    )


def _column_proof(sector: SealedSector, node: int) -> ColumnProof:
    return ColumnProof(sector.column(node), sector.tree_c.prove(node).siblings)
