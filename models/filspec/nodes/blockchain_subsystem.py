"""BlockchainSubsystem: validates blocks, assembles tipsets at the round's cut-off, and chooses the head."""

from __future__ import annotations

from collections.abc import Callable

from filspec.actors.units import Epoch
from filspec.chain.blocks import Block
from filspec.chain.fork_choice import heaviest
from filspec.chain.state_transition import Applied, StateTransition
from filspec.chain.store import ChainStore
from filspec.chain.tipset import Tipset, assemble
from filspec.chain.validation import validate_chain, weight_after
from filspec.kit import trace
from filspec.kit.participants import Participant, receives
from filspec.nodes.blockchain import Blockchain
from filspec.nodes.filecoin_proofs_subsystem import FilecoinProofsSubsystem
from filspec.nodes.storage_power_consensus_subsystem import StoragePowerConsensusSubsystem

OnHead = Callable[[Tipset, Epoch], None]


class BlockchainSubsystem(Participant):
    """The node's chain manager.

    Attributes:
        chain: head and state.
    """

    def __init__(
        self,
        node: str,
        store: ChainStore,
        transition: StateTransition,
        chain: Blockchain,
        consensus: StoragePowerConsensusSubsystem,
        proofs: FilecoinProofsSubsystem,
    ) -> None:
        super().__init__(node)
        self.chain = chain
        self._store = store
        self._transition = transition
        self._consensus = consensus
        self._proofs = proofs
        self._received: list[Block] = []
        self._on_head: list[OnHead] = []
        self._round = Epoch(0)
        self._head_is_new = True

    def on_head(self, listener: OnHead) -> None:
        """Tell this listener of every new head at the start of the next round, in the order of asking."""
        self._on_head.append(listener)

    def begin_round(self, epoch: Epoch) -> bool:
        """The clock enters an epoch: tell of the new head, if there is one; whether there was."""
        self._round = epoch
        if not self._head_is_new:
            return False
        self._head_is_new = False
        with trace.on_behalf_of(self.drawn_name):
            for listener in self._on_head:
                listener(self.chain.head, epoch)
        return True

    @receives("HandleBlock(block)")
    def handle_block(self, block: Block) -> None:
        """Validate a block in the drawing's order and keep it for the round's cut-off.

        Raises:
            InvalidBlock: the block is dropped.
        """
        self.validate_block(block)
        self._consensus.validate_block(block)
        self._proofs.validate_block(block)
        self.try_generate_state_tree(block)
        self._store.add(block)
        self._received.append(block)

    @receives("ValidateBlock(block)")
    def validate_block(self, block: Block) -> None:
        """The rules about parents, time, miner, signature, states and messages."""
        validate_chain(block, self._store, self._transition, self._round, self.chain.head)

    @receives("StateTree ← TryGenerateStateTree(block)")
    def try_generate_state_tree(self, block: Block) -> Applied:
        """The state the block builds on: that of its parent tipset, whose root its header names."""
        return self._transition.result(self._store.tipset(block.header.parents))

    @receives("AssembleTipsets()")
    def round_cutoff(self) -> None:
        """The clock ends the round: choose among the tipsets of its blocks and the head there is."""
        candidates = self.assemble_tipsets()
        if candidates:
            chosen = self.choose_tipset(candidates)
            if chosen.key != self.chain.head.key:
                self.chain.apply_state_tree(chosen)
                self._head_is_new = True

    @receives("[Tipset] ← AssembleTipsets()")
    def assemble_tipsets(self) -> list[Tipset]:
        """All tipsets of the blocks that arrived since the last cut-off; one that is late may make a fork (5.8)."""
        received, self._received = self._received, []
        return assemble(received)

    @receives("Tipset ← ChooseTipset([Tipset])")
    def choose_tipset(self, candidates: list[Tipset]) -> Tipset:
        """The heaviest of the candidates and the head; equal weights go by the smallest ticket."""
        tipsets = [*candidates, self.chain.head]
        return heaviest(tipsets, [self.weight(tipset) for tipset in tipsets])

    def weight(self, tipset: Tipset) -> int:
        """Weight of the chain that ends in this tipset."""
        return weight_after(tipset, self._transition)
