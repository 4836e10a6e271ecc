"""BlockSyncer: takes blocks from the network, looks at their form, and hands them on; sends the node's own blocks."""

from __future__ import annotations

from filspec.chain.blocks import Block, decode_block, encode_block
from filspec.chain.encoding import MalformedError
from filspec.chain.validation import InvalidBlock, validate_syntax
from filspec.kit import trace
from filspec.kit.participants import Participant, receives
from filspec.nodes.blockchain_subsystem import BlockchainSubsystem
from filspec.nodes.libp2p import BLOCKS, libp2p


class BlockSyncer(Participant):
    """The node's end of the block topic.

    Attributes:
        refused: why blocks were dropped, in order of arrival.
    """

    def __init__(self, node: str, network: libp2p, blockchain: BlockchainSubsystem) -> None:
        super().__init__(node)
        self.refused: list[str] = []
        self._network = network
        self._blockchain = blockchain

    def start(self) -> None:
        """Subscribe, once (the drawing has it inside the loop)."""
        with trace.on_behalf_of(self.drawn_name):
            self._network.subscribe(BLOCKS, self.node, self._arrived)

    def _arrived(self, content: bytes) -> None:
        with trace.on_behalf_of(self._network.drawn_name):
            self.on_new_block(content)

    @receives("Event(OnNewBlock, block)")
    def on_new_block(self, content: bytes) -> None:
        """A block arrived. A malformed or invalid one is dropped, with the reason kept, and never sent on."""
        try:
            block = decode_block(content)
            self.validate_block_syntax(block)
            self._blockchain.handle_block(block)
        except (MalformedError, InvalidBlock) as problem:
            self.refused.append(str(problem))

    @receives("ValidateBlockSyntax(block)")
    def validate_block_syntax(self, block: Block) -> None:
        """Look at the block's form; needs no state.

        Raises:
            InvalidBlock: with the reason.
        """
        validate_syntax(block)

    @receives("PropagateBlock(block)")
    def propagate_block(self, block: Block) -> None:
        """Let the node itself handle its own block, then send it to the others.

        Raises:
            InvalidBlock: the node made a block it would refuse from others; nobody hears of it.
        """
        self._blockchain.handle_block(block)
        self._network.publish(BLOCKS, self.node, encode_block(block))
