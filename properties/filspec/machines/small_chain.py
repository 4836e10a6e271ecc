"""A small chain to act on: a runner under all laws, and what its few inhabitants send when they are honest."""

from __future__ import annotations

from collections.abc import Callable

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.oracles import ConsensusFaultProof, OnChainSealVerifyInfo, Purpose
from filspec.actors.parameters import Parameters, preset
from filspec.actors.payment_channel.state import NO_DIGEST, Voucher
from filspec.actors.storage_market.sector_deals import PendingPiece, PublishedPiece
from filspec.actors.storage_market.state import StorageDeal, StorageDealProposal
from filspec.actors.units import (
    FIRST_USER,
    SYSTEM,
    ActorID,
    Bytes,
    Commitment,
    DealID,
    Digest,
    Epoch,
    LaneID,
    Nonce,
    ProofBytes,
    PublicKey,
    SectorNumber,
    Signature,
    TokenAmount,
)
from filspec.kit.runner import Receipt, Runner
from filspec.kit.worlds import Leaves, shape_of
from filspec.laws.checker import LawChecker
from filspec.machines.outside_world import (
    ANSWERS,
    fault_evidence,
    inclusion_proof,
    post_proof,
    proposal_digest,
    randomness_at,
    seal_proof,
    signature_of,
    voucher_digest,
)

CLIENT, OWNER, WORKER, STRANGER = (ActorID(FIRST_USER + place) for place in range(4))
FORTUNE = TokenAmount(1_000_000)
"""What each inhabitant has at the start, in attoFIL."""

SMALL = preset("tiny").but(
    proving_period=Epoch(4),
    post_challenge_time=Epoch(2),
    fault_threshold=3,
    finality=Epoch(4),
    sealing_time=Epoch(2),
    sealing_slack=Epoch(2),
    deal_activation_limit=Epoch(16),
    release_delay=Epoch(4),
    depledge_cooldown=Epoch(4),
    settle_delay=Epoch(4),
    constant_pledge=TokenAmount(10),
)
"""The network of the small chain. A preset may be tuned; a story that counts epochs must not change with it."""


class SmallChain:
    """A chain with four accounts.

    Args:
        parameters: constants of its network.
        watched: whether laws are checked after every message.

    Attributes:
        checker: checks the laws.
        runner: applies messages to the world.
        world: its state.
    """

    def __init__(self, parameters: Parameters = SMALL, watched: bool = True) -> None:
        keys = (PublicKey(1000 + place) for place in range(4))
        self.world = genesis(parameters, tuple(GenesisAccount(key=key, balance=FORTUNE) for key in keys))
        self.checker = LawChecker(None if watched else ())
        self.runner = Runner(self.world, ANSWERS, (self.checker,))

    @property
    def leaves(self) -> Leaves:
        """The state of the world, as a value."""
        return shape_of(type(self.world)).leaves(self.world)

    def apply(self, message: Callable[..., object], *arguments: object) -> Receipt:
        """Run a message."""
        return self.runner.apply(message, *arguments)

    def end_epochs(self, count: int = 1) -> None:
        """Let epochs pass."""
        for _ in range(count):
            self.apply(end_of_epoch, SYSTEM)

    def key_of(self, who: ActorID) -> PublicKey:
        """The key an account signs with."""
        return self.world.ledger.accounts[who].key

    def proposal(self, **changes: object) -> StorageDealProposal:
        """A sound proposal of the client to the owner, with some terms changed."""
        epoch, limit = self.world.epoch, self.world.parameters.deal_activation_limit
        terms = StorageDealProposal(
            piece_cid=Commitment(11),
            piece_size=Bytes(512),
            client=CLIENT,
            provider=OWNER,
            proposal_expiry=Epoch(epoch + 2),
            deal_expiry=Epoch(epoch + limit + 10),
            storage_price=TokenAmount(103),
            client_collateral=TokenAmount(7),
            storage_collateral=TokenAmount(205),
        )
        return terms.but(**changes)

    def signed(self, proposal: StorageDealProposal) -> StorageDeal:
        """The proposal with the signatures of both sides."""
        digest = proposal_digest(proposal)
        return StorageDeal(
            proposal=proposal,
            client_signature=signature_of(self.key_of(proposal.client), digest),
            provider_signature=signature_of(self.key_of(proposal.provider), digest),
        )

    def sealed(self, miner: ActorID, number: int, **changes: object) -> OnChainSealVerifyInfo:
        """The public inputs of an honest seal of today, with its proof; what is changed is sealed as well."""
        seal_epoch = Epoch(self.world.epoch - self.world.parameters.sealing_time - self.world.parameters.finality)
        info = OnChainSealVerifyInfo(
            miner=miner,
            number=SectorNumber(number),
            seed=randomness_at(Purpose.SEAL, seal_epoch, miner),
            seal_epoch=seal_epoch,
            comm_d=Commitment(500 + number),
            comm_r=Commitment(miner * 1000 + number),
            proof=ProofBytes(0),
        ).but(**changes)
        return info.but(proof=seal_proof(info))

    def published_piece(self, deal: DealID, info: OnChainSealVerifyInfo, offset: int = 0) -> PublishedPiece:
        """The piece of a published deal at an offset of a sector."""
        terms = self.world.market.deals[deal].proposal
        inclusion = inclusion_proof(info.comm_d, terms.piece_cid, terms.piece_size, Bytes(offset))
        return PublishedPiece(deal=deal, offset=Bytes(offset), inclusion=inclusion)

    def pending_piece(self, deal: StorageDeal, info: OnChainSealVerifyInfo, offset: int = 0) -> PendingPiece:
        """The piece of a deal not yet published at an offset of a sector."""
        terms = deal.proposal
        inclusion = inclusion_proof(info.comm_d, terms.piece_cid, terms.piece_size, Bytes(offset))
        return PendingPiece(deal=deal, offset=Bytes(offset), inclusion=inclusion)

    def challenge(self, miner: ActorID) -> tuple[Epoch, ProofBytes]:
        """The newest challenge, and the miner's proof for it."""
        epoch = Epoch(self.world.epoch - 1)
        return epoch, post_proof(miner, epoch)

    def voucher(self, channel: ActorID, **changes: object) -> Voucher:
        """A voucher signed by the channel's payer; what is changed is signed as well."""
        voucher = Voucher(
            channel=channel,
            time_lock=Epoch(0),
            secret_preimage=NO_DIGEST,
            extra=NO_DIGEST,
            lane=LaneID(0),
            nonce=Nonce(1),
            amount=TokenAmount(10),
            min_close_height=Epoch(0),
            merges=(),
            signature=Signature(0),
        ).but(**changes)
        payer = self.world.channel.channels[channel].payer
        return voucher.but(signature=signature_of(self.key_of(payer), voucher_digest(voucher)))

    def fault_of(self, miner: ActorID, epoch: int = 0) -> ConsensusFaultProof:
        """Valid evidence that the miner made two blocks of one epoch."""
        first, second = Digest(1), Digest(2)
        return ConsensusFaultProof(
            miner=miner,
            epoch=Epoch(epoch),
            first=first,
            second=second,
            witness=Digest(0),
            blocks=fault_evidence(miner, first, second),
        )
