"""Checking a PoSt against its statement.

Source: proofs-facts section 11; rust-fil-proofs storage-proofs-post/src/fallback/vanilla.rs.
"""

from filspec.proofs.merkle.hashers import poseidon_node
from filspec.proofs.post.parameters import PostParameters
from filspec.proofs.post.proof import SectorProof, decode_post_proof
from filspec.proofs.post.statement import PostSector, PostStatement
from filspec.proofs.verdict import ACCEPTED, Refusal, RefusedProofError, Verdict, check_comm_r


def verify_post(parameters: PostParameters, statement: PostStatement, proof: bytes) -> Verdict:
    """Check the vanilla proof of all sectors of a statement.

    Args:
        parameters: Kind of PoSt.
        statement: The claim.
        proof: Bytes from anyone.

    Returns:
        Accepted, or the first rule broken; never an exception, whatever the bytes are.
    """
    try:
        statement.check()
        opened = decode_post_proof(parameters, len(statement.sectors), proof)
        challenges = statement.challenges(parameters)
        for sector, leaves, shown in zip(statement.sectors, challenges, opened, strict=True):
            _check_sector(sector, leaves, shown)
    except RefusedProofError as cause:
        return Verdict.refused(cause)
    return ACCEPTED


def _check_sector(sector: PostSector, leaves: tuple[int, ...], shown: SectorProof) -> None:
    """Tie both roots to comm_r, then follow every challenged leaf to comm_r_last."""
    check_comm_r(sector.comm_r, shown.comm_c, shown.comm_r_last, f"sector {sector.number}")
    for leaf, inclusion in zip(leaves, shown.inclusions, strict=True):
        root = inclusion.root(leaf, poseidon_node)
        if root != shown.comm_r_last:
            raise RefusedProofError(
                Refusal.REPLICA_NOT_IN_COMM_R_LAST,
                f"sector {sector.number}: the path of leaf {leaf} ends in {root.hex()}, comm_r_last is "
                f"{shown.comm_r_last.hex()}",
            )
