"""BlockProducer: makes a block for an election won."""

from __future__ import annotations

from filspec.actors.parameters import Parameters
from filspec.actors.units import ActorID, Epoch
from filspec.chain.blocks import UNSIGNED, Block, BlockHeader, messages_root, sign_header
from filspec.chain.keys import KeyPair
from filspec.chain.messages import SignedMessage
from filspec.chain.state_transition import StateTransition
from filspec.chain.tipset import Tipset
from filspec.kit.participants import Participant, receives
from filspec.kit.records import Record
from filspec.nodes.block_syncer import BlockSyncer
from filspec.nodes.blockchain_subsystem import BlockchainSubsystem
from filspec.nodes.message_pool import MessagePool


class Election(Record):
    """An election won: what a block shows for it.

    Attributes:
        proof: the winning election proof (EP).
        tickets: one new ticket for each epoch since the parents (the drawing's T0; decision 17).
        miner: the winner.
        epoch: the epoch of the election.
    """

    proof: bytes
    tickets: tuple[bytes, ...]
    miner: ActorID
    epoch: Epoch


class BlockProducer(Participant):
    """Assembles and sends the node's blocks."""

    def __init__(
        self,
        node: str,
        parameters: Parameters,
        pool: MessagePool,
        syncer: BlockSyncer,
        blockchain: BlockchainSubsystem,
        transition: StateTransition,
    ) -> None:
        super().__init__(node)
        self._parameters = parameters
        self._pool = pool
        self._syncer = syncer
        self._blockchain = blockchain
        self._transition = transition

    @receives("GenerateBlock(EP, T0, Tipset, StorageMiner.Address)")
    def generate_block(self, election: Election, tipset: Tipset, worker: KeyPair) -> Block:
        """Make a block on this tipset and send it."""
        messages = self._pool.get_most_profitable_messages(election.miner)
        block = self.assemble_block(messages, tipset, election, worker)
        self._syncer.propagate_block(block)
        return block

    @receives("block ← AssembleBlock([Message], Tipset, EP, T0, StorageMiner.Address)")
    def assemble_block(
        self, messages: tuple[SignedMessage, ...], tipset: Tipset, election: Election, worker: KeyPair
    ) -> Block:
        """Put a block together and sign it; weight and state in its header are those of its parents."""
        parent = self._transition.result(tipset)
        header = BlockHeader(
            miner=election.miner,
            tickets=election.tickets,
            election_proof=election.proof,
            parents=tipset.key,
            parent_weight=self._blockchain.weight(tipset),
            epoch=election.epoch,
            state_root=parent.state_root,
            receipts_root=parent.receipts_root,
            messages_root=messages_root(messages),
            timestamp=election.epoch * self._parameters.block_delay,
            signature=UNSIGNED,
        )
        return Block(header=sign_header(worker, header), messages=messages)
