"""Nodes: participants wired together, each given what it talks to and nothing else."""

from __future__ import annotations

from filspec.actors.units import ActorID, Bytes, Commitment, Epoch, SectorNumber, TokenAmount
from filspec.chain.keys import KeyPair
from filspec.chain.state_transition import Applied
from filspec.nodes.block_producer import BlockProducer
from filspec.nodes.block_syncer import BlockSyncer
from filspec.nodes.blockchain import Blockchain
from filspec.nodes.blockchain_subsystem import BlockchainSubsystem
from filspec.nodes.clock_subsystem import ClockSubsystem
from filspec.nodes.filecoin_proofs_subsystem import FilecoinProofsSubsystem
from filspec.nodes.message_pool import MessagePool
from filspec.nodes.mining_scheduler import MiningScheduler
from filspec.nodes.network import Network
from filspec.nodes.payment_subsystem import PaymentSubsystem
from filspec.nodes.retrieval_client import RetrievalClient
from filspec.nodes.retrieval_provider import RetrievalProvider
from filspec.nodes.sector_indexer_subsystem import SectorIndexerSubsystem
from filspec.nodes.sector_sealer import SectorSealer
from filspec.nodes.storage_market_participant import StorageMarketParticipant1, StorageMarketParticipant2
from filspec.nodes.storage_mining_subsystem import StorageMiningSubsystem
from filspec.nodes.storage_power_consensus_subsystem import StoragePowerConsensusSubsystem
from filspec.nodes.storage_proving_subsystem import StorageProvingSubsystem
from filspec.nodes.wall_clock import WallClock
from filspec.nodes.wallet import Wallet

RETRIEVAL_PRICE = TokenAmount(2)
"""attoFIL a byte."""

Place = tuple[SectorNumber, Bytes, Bytes]
"""A piece's sector, offset and padded size."""


class ChainNode:
    """What every node has: it follows the chain.

    Attributes:
        name: the node's name.
        chain: head and state.
        blockchain: validation and choice.
        syncer: its end of the block topic.
        pool: its end of the message topic.
        wallet: its keys.
        clock: its rounds.
    """

    def __init__(self, name: str, network: Network, keys: dict[ActorID, KeyPair]) -> None:
        store, transition = network.store, network.transition
        self.name = name
        self.chain = Blockchain(name, store, transition, network.genesis)
        self.consensus = StoragePowerConsensusSubsystem(name, store, transition, network.parameters)
        self.blockchain = BlockchainSubsystem(
            name, store, transition, self.chain, self.consensus, FilecoinProofsSubsystem(name)
        )
        self.syncer = BlockSyncer(name, network.gossip, self.blockchain)
        self.pool = MessagePool(name, network.gossip, self.chain)
        self.wallet = Wallet(keys, self.pool)
        self.clock = WallClock(name, self.blockchain)
        self._followed = network.genesis

    def start(self) -> None:
        """Subscribe to the network."""
        self.syncer.start()
        self.pool.start()

    def follow(self) -> None:
        """Take note of what the chain has done since the last time: receipts, and messages included."""
        applied: list[Applied] = self.chain.newly_applied(self._followed)
        self._followed = self.chain.head
        if applied:
            self.pool.forget_included()
        for step in applied:
            self.wallet.see(step)

    def prepare_round(self, epoch: Epoch) -> None:
        """Whatever is due before mining; a node that does not mine has nothing to prepare."""


class ClientNode(ChainNode):
    """A node that stores and retrieves.

    Attributes:
        market: its party in storage deals.
        payments: its payment channels.
        retrieval: its retrievals.
    """

    def __init__(self, name: str, network: Network, keys: dict[ActorID, KeyPair], account: ActorID) -> None:
        super().__init__(name, network, keys)
        self.market = StorageMarketParticipant1(name, account, self.wallet, self.chain)
        self.payments = PaymentSubsystem(name, account, self.wallet, self.chain)
        self.retrieval = RetrievalClient(name, self.payments, network.rung)


class MinerNode(ChainNode):
    """A node that stores for others and mines.

    Attributes:
        owner: account that owns its miner.
        worker: account that acts for it.
        mining: its miner.
        market: its party in storage deals.
        payments: its payment channels.
        retrieval: what it serves.
    """

    def __init__(
        self, name: str, network: Network, keys: dict[ActorID, KeyPair], owner: ActorID, worker: ActorID
    ) -> None:
        super().__init__(name, network, keys)
        self.owner, self.worker, self._network = owner, worker, network
        self.indexer = SectorIndexerSubsystem(name, network.parameters.sector_size)
        self.proving = StorageProvingSubsystem(name, network.rung, SectorSealer(name, network.rung))
        self._wire_mining()
        self.market = StorageMarketParticipant2(name, owner, self.wallet, self.chain)
        self.market.stage_deal = self.mining.handle_storage_deal
        self.mining.notify_staged = self.market.notify_storage_deal_staged
        self.payments = PaymentSubsystem(name, owner, self.wallet, self.chain)
        self.retrieval = RetrievalProvider(name, RETRIEVAL_PRICE, self.payments, self.holds, self.unseal)

    def _wire_mining(self) -> None:
        name, parameters = self.name, self._network.parameters
        producer = BlockProducer(name, parameters, self.pool, self.syncer, self.blockchain, self._network.transition)
        self.mining = StorageMiningSubsystem(
            name, parameters, self.chain, self.consensus, self.proving, self.indexer, producer, self.wallet, self.worker
        )
        self.scheduler = MiningScheduler(name, self.chain, self.mining, self.indexer, self.proving)
        reminder = ClockSubsystem(name, parameters, self.chain, self.consensus, self.mining)
        self.clock = WallClock(name, self.blockchain, self.mining, reminder)
        self.blockchain.on_head(self.indexer.on_new_tipset)
        self.blockchain.on_head(self.mining.on_new_tipset)

    def prepare_round(self, epoch: Epoch) -> None:
        """Seal, declare and prove what is due."""
        self.scheduler.on_round(epoch)
        self.clock.remind(epoch)

    def place_of(self, piece: Commitment) -> Place | None:
        """Where a piece is sealed; None if it is not here."""
        for number, staged in sorted(self.indexer.pieces.items()):
            for place in staged:
                if place.deal.proposal.piece_cid == piece and number in self.proving.sealed:
                    return number, place.offset, place.deal.proposal.piece_size
        return None

    def holds(self, piece: Commitment) -> bool:
        """Whether a piece is sealed here."""
        return self.place_of(piece) is not None

    def unseal(self, piece: Commitment) -> bytes:
        """The piece, won back from its sealed sector, with the zeros that pad it.

        Raises:
            LookupError: the piece is not here.
        """
        place = self.place_of(piece)
        if place is None:
            raise LookupError(f"no sector of {self.name} holds piece {piece:#x}")
        return self.proving.unseal(self.mining.miners[0], *place)
