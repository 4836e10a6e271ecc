"""The smallest honest world outside the chain: every signature and every proof is a digest of what it attests.

Whoever knows what is to be attested can make the attestation, so a test states what is honest and what is tampered in
one word; nothing here is secret, and nothing is expensive.
"""

from __future__ import annotations

from hashlib import blake2b
from types import MappingProxyType

from filspec.actors.oracles import ConsensusFaultProof, OnChainSealVerifyInfo, Purpose
from filspec.actors.payment_channel.state import Voucher
from filspec.actors.storage_market.state import StorageDealProposal
from filspec.actors.units import (
    ActorID,
    Bytes,
    Commitment,
    Digest,
    Epoch,
    ProofBytes,
    PublicKey,
    Randomness,
    Signature,
)
from filspec.actors.world import World
from filspec.kit.oracles import Answers


def digest_of(*values: object) -> int:
    """32 bytes that depend on all the values, as a number."""
    return int.from_bytes(blake2b(repr(values).encode(), digest_size=32).digest(), "big")


def signature_of(key: PublicKey, digest: Digest) -> Signature:
    """The one signature of a key under a digest."""
    return Signature(digest_of("signature", key, digest))


def proposal_digest(proposal: StorageDealProposal) -> Digest:
    """The identity of a proposal."""
    return Digest(digest_of("proposal", proposal))


def voucher_digest(voucher: Voucher) -> Digest:
    """What the payer signs of a voucher."""
    return Digest(digest_of("voucher", voucher.but(signature=Signature(0))))


def secret_digest(secret: Digest) -> Digest:
    """The hash of a secret."""
    return Digest(digest_of("secret", secret))


def condition_proof(extra: Digest) -> ProofBytes:
    """The proof of a voucher's extra condition."""
    return ProofBytes(digest_of("condition", extra))


def randomness_at(purpose: Purpose, epoch: Epoch, miner: ActorID) -> Randomness:
    """The randomness of an epoch."""
    return Randomness(digest_of("randomness", purpose.name, epoch, miner))


def seal_proof(info: OnChainSealVerifyInfo) -> ProofBytes:
    """The proof of a seal, bound to all its public inputs."""
    return ProofBytes(digest_of("seal", info.but(proof=ProofBytes(0))))


def post_proof(miner: ActorID, challenge_epoch: Epoch) -> ProofBytes:
    """A proof of spacetime of all the sectors that must be proved."""
    return ProofBytes(digest_of("post", miner, challenge_epoch))


def inclusion_proof(comm_d: Commitment, piece_cid: Commitment, piece_size: Bytes, offset: Bytes) -> ProofBytes:
    """The proof that a piece lies at an offset of the sector's data."""
    return ProofBytes(digest_of("inclusion", comm_d, piece_cid, piece_size, offset))


def fault_evidence(miner: ActorID, first: Digest, second: Digest) -> ProofBytes:
    """Two blocks that the miner must not both have made."""
    return ProofBytes(digest_of("fault", miner, first, second))


def _verify_signature(key: PublicKey, digest: Digest, signature: Signature) -> bool:
    return signature == signature_of(key, digest)


def _condition_holds(extra: Digest, proof: ProofBytes) -> bool:
    return proof == condition_proof(extra)


def _verify_seal(info: OnChainSealVerifyInfo) -> bool:
    return info.proof == seal_proof(info)


def _verify_post(_w: World, miner: ActorID, challenge_epoch: Epoch, proof: ProofBytes) -> bool:
    return proof == post_proof(miner, challenge_epoch)


def _verify_piece_inclusion(
    comm_d: Commitment, piece_cid: Commitment, piece_size: Bytes, offset: Bytes, proof: ProofBytes
) -> bool:
    return proof == inclusion_proof(comm_d, piece_cid, piece_size, offset)


def _valid_consensus_fault(proof: ConsensusFaultProof) -> bool:
    return proof.blocks == fault_evidence(proof.miner, proof.first, proof.second)


ANSWERS: Answers = MappingProxyType(
    {
        "verify_signature": _verify_signature,
        "proposal_digest": proposal_digest,
        "voucher_digest": voucher_digest,
        "secret_digest": secret_digest,
        "condition_holds": _condition_holds,
        "randomness_at": randomness_at,
        "verify_seal": _verify_seal,
        "verify_post": _verify_post,
        "verify_piece_inclusion": _verify_piece_inclusion,
        "valid_consensus_fault": _valid_consensus_fault,
    }
)
"""The answers to every oracle of the protocol."""
