"""The chain's answers to the questions of actors (``filspec.actors.oracles``).

Actors ask in integers whatever a message contains; here the integers become bytes and go to keys, to the chain, or to
the rung of the proof ladder. Answers about the chain are those of the parents of the tipset that runs, so that every
node gives the same. Integers that stand for no bytes make the answer no; nothing in a message makes an oracle crash.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from filspec.actors.oracles import ConsensusFaultProof, OnChainSealVerifyInfo, Purpose
from filspec.actors.payment_channel.state import Voucher
from filspec.actors.storage_market.state import StorageDealProposal
from filspec.actors.storage_miner.proof_of_spacetime import is_covered
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
from filspec.chain.consensus_faults import judge
from filspec.chain.conversions import commitment_bytes, digest_bytes, proof_bytes, randomness_bytes
from filspec.chain.encoding import digest
from filspec.chain.keys import verify
from filspec.chain.lookback import States, worker_key
from filspec.chain.piece_condition import is_condition_met
from filspec.chain.store import ChainStore
from filspec.chain.tipset import Tipset
from filspec.chain.typed_reading import MalformedError
from filspec.kit.oracles import Answers
from filspec.proofs.ladder.rung import Rung

P = ParamSpec("P")
NO_SIGNATURE = Signature(0)


def answers(store: ChainStore, parents: Tipset, rung: Rung, states: States) -> Answers:
    """The answers for a tipset on these parents, by the names of the oracles."""
    asked = ChainAnswers(store, parents, rung, states)
    return {
        "verify_seal": asked.verify_seal,
        "verify_post": asked.verify_post,
        "verify_piece_inclusion": asked.verify_piece_inclusion,
        "verify_signature": verify_signature,
        "proposal_digest": proposal_digest,
        "voucher_digest": voucher_digest,
        "secret_digest": secret_digest,
        "condition_holds": asked.condition_holds,
        "randomness_at": asked.randomness_at,
        "valid_consensus_fault": asked.valid_consensus_fault,
    }


def no_if_malformed(ask: Callable[P, bool]) -> Callable[P, bool]:
    """Declare a question whose answer is no where its arguments stand for no bytes."""

    @wraps(ask)
    def asked(*arguments: P.args, **named: P.kwargs) -> bool:
        try:
            return ask(*arguments, **named)
        except MalformedError:
            return False

    return asked


@no_if_malformed
def verify_signature(key: PublicKey, signed: Digest, signature: Signature) -> bool:
    """Whether the key signed the 32 bytes of the digest."""
    return verify(key, digest_bytes(signed), signature)


def proposal_digest(proposal: StorageDealProposal) -> Digest:
    """The hash of a proposal's canonical encoding."""
    return digest(proposal)


def voucher_digest(voucher: Voucher) -> Digest:
    """The hash of a voucher's canonical encoding with the signature set to 0."""
    return digest(voucher.but(signature=NO_SIGNATURE))


def secret_digest(secret: Digest) -> Digest:
    """The hash of a secret's canonical encoding."""
    return digest(secret)


def covered_sectors(w: World, miner: ActorID) -> tuple[tuple[SectorNumber, bytes], ...]:
    """Number and comm_r of the sectors that a proof of spacetime must cover now, by number."""
    keys = w.miner.sectors.keys_under(miner)
    return tuple(
        (key[1], commitment_bytes(w.miner.sectors[key].comm_r)) for key in keys if is_covered(w.miner.sectors[key])
    )


class ChainAnswers:
    """Answers that need the chain or the rung; methods have the names and arguments of the oracles."""

    def __init__(self, store: ChainStore, parents: Tipset, rung: Rung, states: States) -> None:
        self._store, self._parents, self._rung, self._states = store, parents, rung, states

    @no_if_malformed
    def verify_seal(self, info: OnChainSealVerifyInfo) -> bool:
        """Ask the rung about a seal."""
        return self._rung.verify_seal(
            info.miner,
            info.number,
            randomness_bytes(info.seed),
            commitment_bytes(info.comm_d),
            commitment_bytes(info.comm_r),
            proof_bytes(info.proof),
        )

    @no_if_malformed
    def verify_post(self, w: World, miner: ActorID, challenge_epoch: Epoch, proof: ProofBytes) -> bool:
        """Ask the rung about the sectors that the proof must cover."""
        challenge = self._store.randomness(self._parents, Purpose.WINDOW_POST, challenge_epoch, miner)
        return self._rung.verify_post(randomness_bytes(challenge), miner, covered_sectors(w, miner), proof_bytes(proof))

    @no_if_malformed
    def verify_piece_inclusion(
        self, comm_d: Commitment, piece_cid: Commitment, piece_size: Bytes, offset: Bytes, proof: ProofBytes
    ) -> bool:
        """Ask the rung about a piece."""
        return self._rung.verify_piece_inclusion(
            commitment_bytes(comm_d), commitment_bytes(piece_cid), piece_size, offset, proof_bytes(proof)
        )

    @no_if_malformed
    def condition_holds(self, extra: Digest, proof: ProofBytes) -> bool:
        """Check the only extra condition there is."""
        return is_condition_met(self._rung, extra, proof)

    def randomness_at(self, purpose: Purpose, epoch: Epoch, miner: ActorID) -> Randomness:
        """Draw from the chain of the parents."""
        return self._store.randomness(self._parents, purpose, epoch, miner)

    def valid_consensus_fault(self, proof: ConsensusFaultProof) -> bool:
        """Judge two blocks, with the key the accused had when it made them."""

        def key_at(epoch: Epoch) -> PublicKey:
            return worker_key(self._store, self._states, self._parents, epoch, proof.miner)

        return judge(proof, key_at).is_fault
