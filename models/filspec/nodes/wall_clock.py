"""WallClock: turns time into rounds.

The drawing has two clocks, WallClock and ClockSubsystem; they are one source of time. Here time is a number of epochs
since genesis, moved by whoever runs the network, so that nothing in the model reads the real clock.
"""

from __future__ import annotations

from filspec.actors.units import Epoch
from filspec.kit import trace
from filspec.kit.participants import Participant
from filspec.nodes.blockchain_subsystem import BlockchainSubsystem
from filspec.nodes.clock_subsystem import ClockSubsystem
from filspec.nodes.storage_mining_subsystem import StorageMiningSubsystem


class WallClock(Participant):
    """Rounds of one node.

    Attributes:
        epoch: the round that runs.
    """

    def __init__(
        self,
        node: str,
        blockchain: BlockchainSubsystem,
        mining: StorageMiningSubsystem | None = None,
        reminder: ClockSubsystem | None = None,
    ) -> None:
        super().__init__(node)
        self.epoch = Epoch(0)
        self._blockchain = blockchain
        self._mining = mining
        self._reminder = reminder

    def remind(self, epoch: Epoch) -> None:
        """Before a round begins, remind miners of proofs that are due in it."""
        if self._reminder is not None:
            with trace.on_behalf_of(self.drawn_name):
                self._reminder.on_round(epoch)

    def begin_round(self, epoch: Epoch) -> None:
        """Enter a round. Mining hears of a new tipset from the chain, of a null round from the clock."""
        self.epoch = epoch
        new_tipset = self._blockchain.begin_round(epoch)
        if self._mining is not None and not new_tipset:
            with trace.on_behalf_of(self.drawn_name):
                self._mining.on_new_round(epoch)

    def end_round(self) -> None:
        """The cut-off: blocks that arrive later are late."""
        with trace.on_behalf_of(self.drawn_name):
            self._blockchain.round_cutoff()
