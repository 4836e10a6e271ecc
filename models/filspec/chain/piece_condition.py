"""The extra condition of a voucher that pays for storage: "this piece is in that data" (RedeemVoucherWithPIP).

A voucher names only the digest of its condition. Whoever redeems it brings the condition itself and a piece inclusion
proof; the channel pays if the digest is right and the proof verifies.

Source: protocol-facts section 3.5 (extra condition of a voucher).
"""

from __future__ import annotations

from filspec.actors.units import Bytes, Commitment, Digest, ProofBytes
from filspec.chain.conversions import commitment_bytes, proof_bytes, proof_from_bytes
from filspec.chain.encoding import decode, digest, encode
from filspec.kit.records import Record
from filspec.proofs.ladder.rung import Rung


class PieceCondition(Record):
    """Data with comm_d holds the piece at the offset; its digest is a voucher's ``extra``."""

    comm_d: Commitment
    piece_cid: Commitment
    piece_size: Bytes
    offset: Bytes


class PieceConditionProof(Record):
    """What a redeemer shows: the condition and the piece inclusion proof."""

    condition: PieceCondition
    inclusion: bytes


def condition_proof(condition: PieceCondition, inclusion: bytes) -> ProofBytes:
    """The ``condition_proof`` of a redemption."""
    return proof_from_bytes(encode(PieceConditionProof(condition=condition, inclusion=inclusion)))


def is_condition_met(rung: Rung, extra: Digest, proof: ProofBytes) -> bool:
    """Whether the proof is for the voucher's condition and verifies.

    Raises:
        MalformedError: it is no proof of a condition.
    """
    shown = decode(PieceConditionProof, proof_bytes(proof))
    condition = shown.condition
    return digest(condition) == extra and rung.verify_piece_inclusion(
        commitment_bytes(condition.comm_d),
        commitment_bytes(condition.piece_cid),
        condition.piece_size,
        condition.offset,
        shown.inclusion,
    )
