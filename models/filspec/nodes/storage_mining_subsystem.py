"""StorageMiningSubsystem: the node's miners; elections, seals, proofs of spacetime (protocol-facts 3.11).

The drawing once calls it StorageMinerSubsystem, without declaring that name.
"""

from __future__ import annotations

from collections.abc import Callable

from filspec.actors.names import STORAGE_MINER_ACTOR
from filspec.actors.oracles import OnChainSealVerifyInfo
from filspec.actors.parameters import Parameters
from filspec.actors.storage_market.sector_deals import PendingPiece, PublishedPiece, is_live
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.storage_market.state import DealState, StorageDeal
from filspec.actors.storage_miner.commitment import commit_sector, is_seal_epoch_in_window
from filspec.actors.storage_miner.faults import update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import is_covered, submit_post
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.units import ActorID, DealID, Epoch, ProofBytes, Randomness, SectorNumber
from filspec.actors.world import World
from filspec.chain.conversions import commitment_from_bytes, proof_from_bytes
from filspec.chain.encoding import digest
from filspec.chain.keys import KeyPair
from filspec.chain.tickets import draw_election_proof, next_ticket
from filspec.chain.tipset import Tipset
from filspec.kit import trace
from filspec.kit.participants import Participant, receives
from filspec.kit.runner import Receipt
from filspec.kit.trace import Crossing
from filspec.nodes.block_producer import BlockProducer, Election
from filspec.nodes.blockchain import Blockchain
from filspec.nodes.sector_indexer_subsystem import SectorIndexerSubsystem, StagedPiece
from filspec.nodes.sector_sealer import ReplicaConfig
from filspec.nodes.storage_power_consensus_subsystem import StoragePowerConsensusSubsystem
from filspec.nodes.storage_proving_subsystem import StorageProvingSubsystem
from filspec.nodes.wallet import OnReceipt, Wallet
from filspec.proofs.ladder.rung import SectorUnreadable

NotifyStaged = Callable[[StorageDeal, SectorNumber], None]


class StorageMiningSubsystem(Participant):
    """Mines for the miners of one owner and one worker.

    Attributes:
        miners: the node's miners; one, once its registration is on chain.
        retry: sectors whose commit was refused and is to be tried again with a fresh seed.
    """

    def __init__(
        self,
        node: str,
        parameters: Parameters,
        chain: Blockchain,
        consensus: StoragePowerConsensusSubsystem,
        proving: StorageProvingSubsystem,
        indexer: SectorIndexerSubsystem,
        producer: BlockProducer,
        wallet: Wallet,
        worker: ActorID,
    ) -> None:
        super().__init__(node)
        self.miners: list[ActorID] = []
        self.retry: list[SectorNumber] = []
        self.notify_staged: NotifyStaged | None = None
        self.done: Callable[[ActorID, Epoch], tuple[SectorNumber, ...]] = lambda miner, epoch: ()
        self._parameters, self._chain, self._consensus = parameters, chain, consensus
        self._proving, self._indexer, self._producer = proving, indexer, producer
        self._wallet, self._worker = wallet, worker
        self._tickets: dict[ActorID, tuple[bytes, ...]] = {}
        self._awaited_posts: dict[ActorID, int] = {}
        self._seals: dict[SectorNumber, OnChainSealVerifyInfo] = {}
        indexer.handle_expired = self.handle_expired_deals

    @property
    def _key(self) -> KeyPair:
        return self._wallet.keys[self._worker]

    @receives()
    def join_network(self, owner: ActorID, pledge: int) -> None:
        """What an operator asks for: a miner of this owner and of the node's worker."""
        self.create_miner(owner, self._worker, pledge)

    @receives("CreateMiner(ownerPubKey PubKey, workerPubKey PubKey, pledgeAmt TokenAmount)")
    def create_miner(self, owner: ActorID, worker: ActorID, pledge: int) -> None:
        """Register a miner; the pledge goes along (the drawing drops it on the way)."""
        self._wallet.send(
            owner, create_storage_miner, worker, self._parameters.sector_size, value=pledge, on_receipt=self._created
        )

    def _created(self, receipt: Receipt) -> None:
        if receipt.accepted and isinstance(receipt.answer, int):
            self.miners.append(ActorID(receipt.answer))

    @receives("OnNewTipset(Chain, Epoch)")
    def on_new_tipset(self, chain: Tipset, epoch: Epoch) -> None:
        """Try to mine on a new head."""
        self._tickets.clear()
        self._mine(epoch)

    @receives("OnNewRound()")
    def on_new_round(self, epoch: Epoch) -> None:
        """The last round brought no block: try again, with a ticket drawn from the last losing one."""
        self._mine(epoch)

    def _mine(self, epoch: Epoch) -> None:
        head = self._chain.head
        artifacts = self._consensus.get_election_artifacts(head, epoch)
        for miner in self.miners:
            proof = self.draw_election_proof(artifacts.tk, epoch, miner)
            self._extend_tickets(miner, artifacts.t1, epoch - head.epoch)
            if self._consensus.try_leader_election(proof, head, miner):
                election = Election(proof=proof, tickets=self._tickets[miner], miner=miner, epoch=epoch)
                self._prove_for_block(miner, epoch)
                self._producer.generate_block(election, head, self._key)

    def _extend_tickets(self, miner: ActorID, t1: bytes, rounds: int) -> None:
        """One ticket for each round since the head (decision 17)."""
        tickets = self._tickets.get(miner, ())
        while len(tickets) < rounds:
            drawn = self.next_ticket_after_null(tickets[-1]) if tickets else self.generate_next_ticket(t1)
            tickets = (*tickets, drawn)
        self._tickets[miner] = tickets

    @receives("EP ← DrawElectionProof(TK.randomness(), StorageMiner.WorkerKey)")
    def draw_election_proof(self, tk: bytes, epoch: Epoch, miner: ActorID) -> bytes:
        """Draw a miner's election proof."""
        return draw_election_proof(self._key, tk, epoch, miner)

    @receives("T0 ← GenerateNextTicket(T1.randomness(), StorageMiner.WorkerKey)")
    def generate_next_ticket(self, t1: bytes) -> bytes:
        """The ticket after that of the last tipset."""
        return next_ticket(self._key, t1)

    @receives("T1 ← GenerateNextTicket(T0.randomness(), StorageMiner.WorkerKey)")
    def next_ticket_after_null(self, t0: bytes) -> bytes:
        """The ticket after one's own losing ticket of the null round (note N06)."""
        return next_ticket(self._key, t0)

    def covered_sectors(self, miner: ActorID, epoch: Epoch) -> tuple[SectorNumber, ...]:
        """The sectors a proof of spacetime must cover in this epoch."""
        sectors = self._chain.world_in(epoch).miner.sectors
        return tuple(key[1] for key in sectors.keys_under(miner) if is_covered(sectors[key]))

    def _prove_for_block(self, miner: ActorID, epoch: Epoch) -> None:
        """Every winning block carries a proof of spacetime."""
        challenge_epoch = Epoch(epoch - 1)
        challenge = self._consensus.get_post_challenge(self._chain.head, challenge_epoch, miner)
        self._submit_post(miner, epoch, challenge_epoch, challenge)

    @receives()
    def answer_challenge(self, miner: ActorID, epoch: Epoch, challenge_epoch: Epoch, challenge: Randomness) -> None:
        """Prove because the clock says so."""
        self._submit_post(miner, epoch, challenge_epoch, challenge)

    def _submit_post(self, miner: ActorID, epoch: Epoch, challenge_epoch: Epoch, challenge: Randomness) -> None:
        done, numbers = self.done(miner, epoch), self.covered_sectors(miner, epoch)
        if not numbers:
            return
        try:
            proof = self._proving.generate_post(challenge, miner, numbers)
        except SectorUnreadable:
            return
        self._awaited_posts[miner] = self._awaited_posts.get(miner, 0) + 1
        self._wallet.send(
            self._worker, submit_post, miner, challenge_epoch, proof, done,
            on_receipt=lambda receipt: self._post_received(miner, receipt),
        )  # fmt: skip

    def awaits_post_receipt(self, miner: ActorID) -> bool:
        """Whether a proof of this miner is on its way into a block."""
        return self._awaited_posts.get(miner, 0) > 0

    def _post_received(self, miner: ActorID, receipt: Receipt) -> None:
        self._awaited_posts[miner] -= 1
        if not receipt.accepted:
            trace.note(STORAGE_MINER_ACTOR, self.drawn_name, "PoStError", Crossing.ERROR)

    @receives()
    def declare_sector_status(
        self,
        miner: ActorID,
        faults: tuple[SectorNumber, ...],
        recovered: tuple[SectorNumber, ...],
        on_receipt: OnReceipt,
    ) -> None:
        """Tell the chain of lost sectors, and of lost ones found again."""
        self._wallet.send(self._worker, update_sector_status, miner, faults, recovered, on_receipt=on_receipt)

    @receives("HandleStorageDeal(Deal)")
    def handle_storage_deal(self, deal: StorageDeal, content: bytes) -> SectorNumber:
        """Stage the piece of a deal and tell the market participant where."""
        number = self._indexer.add_deal_to_sector(deal, content)
        if self.notify_staged is not None:
            self.notify_staged(deal, number)
        return number

    @receives()
    def seal_and_commit(self, miner: ActorID, number: SectorNumber, epoch: Epoch) -> None:
        """Commit a filled sector; seal it first, unless it was sealed with a seed that is still in the window.

        Deals that came to nothing meanwhile are left out; a sector without any other is given up.
        """
        world = self._chain.world_in(epoch)
        pieces = [piece for piece in self._indexer.pieces[number] if awaits_sector(world, piece.deal)]
        if not pieces:
            return
        info = self._seals.get(number)
        if info is None or not is_seal_epoch_in_window(world, info.seal_epoch):
            info = self._seals[number] = self._seal(miner, number, epoch)
        expiration = Epoch(max(piece.deal.proposal.deal_expiry for piece in pieces) + self._parameters.proving_period)
        published, pending = self._published_pieces(number, pieces), self._pending_pieces(number, pieces)
        self._wallet.send(
            self._worker, commit_sector, info, expiration, published, pending,
            on_receipt=lambda receipt: self._commit_received(number, receipt),
        )  # fmt: skip

    def _seal(self, miner: ActorID, number: SectorNumber, epoch: Epoch) -> OnChainSealVerifyInfo:
        """Seal with a seed of the middle of the allowed window."""
        seal_epoch = Epoch(epoch - self._parameters.sealing_time - self._parameters.finality)
        seed = self._consensus.get_seal_seed(self._chain.head, seal_epoch, miner)
        pieces = tuple(
            (piece.offset, piece.deal.proposal.piece_size, piece.content) for piece in self._indexer.pieces[number]
        )
        sealed = self._proving.seal_sector(seed, ReplicaConfig(miner=miner, number=number, pieces=pieces))
        return OnChainSealVerifyInfo(
            miner=miner,
            number=number,
            seed=seed,
            seal_epoch=seal_epoch,
            comm_d=commitment_from_bytes(sealed.comm_d),
            comm_r=commitment_from_bytes(sealed.comm_r),
            proof=proof_from_bytes(sealed.proof),
        )

    def _published_pieces(self, number: SectorNumber, pieces: list[StagedPiece]) -> tuple[PublishedPiece, ...]:
        return tuple(
            PublishedPiece(deal=deal_id, offset=piece.offset, inclusion=self._inclusion(number, piece))
            for piece in pieces
            if (deal_id := self.deal_id(piece.deal)) is not None
        )

    def _pending_pieces(self, number: SectorNumber, pieces: list[StagedPiece]) -> tuple[PendingPiece, ...]:
        return tuple(
            PendingPiece(deal=piece.deal, offset=piece.offset, inclusion=self._inclusion(number, piece))
            for piece in pieces
            if self.deal_id(piece.deal) is None
        )

    def _inclusion(self, number: SectorNumber, piece: StagedPiece) -> ProofBytes:
        return self._proving.prove_piece(number, piece.offset, piece.deal.proposal.piece_size)

    def deal_id(self, deal: StorageDeal) -> DealID | None:
        """Number of a deal; None while it is not published."""
        return self._chain.world.market.published.rows.get(digest(deal.proposal))

    def _commit_received(self, number: SectorNumber, receipt: Receipt) -> None:
        if not receipt.accepted:
            trace.note(STORAGE_MINER_ACTOR, self.drawn_name, "CommitSectorError", Crossing.ERROR)
            self.retry.append(number)

    @receives("HandleExpiredDeals([SectorID])")
    def handle_expired_deals(self, numbers: tuple[SectorNumber, ...]) -> None:
        """Close each deal that has ended and is not closed yet; a proof of spacetime does the same by itself."""
        market = self._chain.world.market
        for number in numbers:
            for deal in self._indexer.deals_ended(number, self._chain.world.epoch):
                deal_id = self.deal_id(deal)
                if deal_id is not None and is_live(market.deals[deal_id].state):
                    self._wallet.send(self._worker, close_expired_storage_deal, deal_id)


def awaits_sector(w: World, deal: StorageDeal) -> bool:
    """Whether a sector may still bind a deal: not bound or closed yet, and in time."""
    deal_id = w.market.published.rows.get(digest(deal.proposal))
    if deal_id is None:
        return w.epoch <= deal.proposal.proposal_expiry
    published = w.market.deals[deal_id]
    return published.state is DealState.PUBLISHED and w.epoch <= published.activate_by


StorageMinerSubsystem = StorageMiningSubsystem
"""The name by which arrow A099 calls it."""
