"""What actors ask of the world outside the chain (the oracles of this protocol)."""

from __future__ import annotations

from enum import Enum

from filspec.actors.names import FILECOIN_PROOFS_SUBSYSTEM, STORAGE_POWER_CONSENSUS_SUBSYSTEM
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
    SectorNumber,
    Signature,
)
from filspec.actors.world import World
from filspec.kit.oracles import oracle, unanswered
from filspec.kit.records import Record


class Purpose(Enum):
    """What randomness is drawn for (domain separation tags, proofs-facts section 13)."""

    TICKET = 1
    ELECTION = 2
    WINDOW_POST = 4
    SEAL = 5


class OnChainSealVerifyInfo(Record):
    """Public inputs of a seal proof (the drawing's OnSectorInfo).

    Attributes:
        miner: the prover.
        number: the sector.
        seed: randomness of ``seal_epoch``; the ticket of the replica.
        seal_epoch: where the seed was drawn.
        comm_d: commitment to the data.
        comm_r: commitment to the replica.
        proof: the seal proof.
    """

    miner: ActorID
    number: SectorNumber
    seed: Randomness
    seal_epoch: Epoch
    comm_d: Commitment
    comm_r: Commitment
    proof: ProofBytes


class ConsensusFaultProof(Record):
    """Two blocks that one miner must not both have made, and a witness where the kind of fault needs one.

    Attributes:
        miner: the accused.
        epoch: the later epoch of the two blocks.
        first: identity of the one block.
        second: identity of the other block.
        witness: identity of the witness block; 0 for none.
        blocks: the encoded blocks themselves.
    """

    miner: ActorID
    epoch: Epoch
    first: Digest
    second: Digest
    witness: Digest
    blocks: ProofBytes


@oracle(FILECOIN_PROOFS_SUBSYSTEM, "VerifySeal(SectorID, OnSectorInfo)", "{1,0}")
def verify_seal(info: OnChainSealVerifyInfo) -> bool:
    """Whether the proof shows that a replica with comm_r encodes the data with comm_d for this sector and seed."""
    return unanswered()


@oracle(FILECOIN_PROOFS_SUBSYSTEM, "VerifyPoSt(PoStProof)", "{1,0}")
def verify_post(w: World, miner: ActorID, challenge_epoch: Epoch, proof: ProofBytes) -> bool:
    """Whether the proof shows every sector of the miner's proving set that is not faulty, at this challenge."""
    return unanswered()


@oracle(FILECOIN_PROOFS_SUBSYSTEM)
def verify_piece_inclusion(
    comm_d: Commitment, piece_cid: Commitment, piece_size: Bytes, offset: Bytes, proof: ProofBytes
) -> bool:
    """Whether data with comm_d holds the piece at this offset (the PIP of the seed's sector index)."""
    return unanswered()


@oracle("")
def verify_signature(key: PublicKey, digest: Digest, signature: Signature) -> bool:
    """Whether the key signed the digest."""
    return unanswered()


@oracle("")
def proposal_digest(proposal: StorageDealProposal) -> Digest:
    """The identity of a proposal: the hash of its canonical encoding. Both sides sign it."""
    return unanswered()


@oracle("")
def voucher_digest(voucher: Voucher) -> Digest:
    """What the payer signs of a voucher: the hash of its canonical encoding without the signature."""
    return unanswered()


@oracle("")
def secret_digest(secret: Digest) -> Digest:
    """The hash of a secret (blake2b-256)."""
    return unanswered()


@oracle("")
def condition_holds(extra: Digest, proof: ProofBytes) -> bool:
    """Whether the proof meets a voucher's extra condition (its call to another actor returns 0)."""
    return unanswered()


@oracle("")
def randomness_at(purpose: Purpose, epoch: Epoch, miner: ActorID) -> Randomness:
    """The chain's randomness of an epoch, for a purpose and a miner; before genesis, that of genesis."""
    return unanswered()


@oracle(STORAGE_POWER_CONSENSUS_SUBSYSTEM, "ValidateFault(ConsensusFaultProof)")
def valid_consensus_fault(proof: ConsensusFaultProof) -> bool:
    """Whether the two blocks are different, both signed by the accused, and break a consensus rule together."""
    return unanswered()
