"""ClockSubsystem: reminds a miner that found no block in its proving period of its proof (note N11)."""

from __future__ import annotations

from filspec.actors.parameters import Parameters
from filspec.actors.storage_miner.state import NO_PERIOD
from filspec.actors.units import ActorID, Epoch
from filspec.kit.participants import Participant, receives
from filspec.nodes.blockchain import Blockchain
from filspec.nodes.storage_mining_subsystem import StorageMiningSubsystem
from filspec.nodes.storage_power_consensus_subsystem import StoragePowerConsensusSubsystem


class ClockSubsystem(Participant):
    """Proof reminders of one node."""

    def __init__(
        self,
        node: str,
        parameters: Parameters,
        chain: Blockchain,
        consensus: StoragePowerConsensusSubsystem,
        mining: StorageMiningSubsystem,
    ) -> None:
        super().__init__(node)
        self._parameters = parameters
        self._chain = chain
        self._consensus = consensus
        self._mining = mining

    @receives()
    def on_round(self, epoch: Epoch) -> None:
        """Look at every miner of the node; remind those that are challenged and have not proved."""
        for miner in self._mining.miners:
            challenge_epoch = self.due_challenge(miner, epoch)
            if challenge_epoch is not None:
                challenge = self._consensus.get_post_challenge(self._chain.head, challenge_epoch, miner)
                self._mining.answer_challenge(miner, epoch, challenge_epoch, challenge)

    def due_challenge(self, miner: ActorID, epoch: Epoch) -> Epoch | None:
        """The epoch of the challenge that a miner must answer now; None if there is nothing to do.

        Where no block has come since the challenge, the answer is for the head there is, which the next block builds
        on; waiting for the ticket that a null epoch gets with that block would cost epochs in which it can be given. A
        proof that was refused, because its block did build on something else, is made anew.
        """
        record = self._chain.world_in(epoch).miner.miners.rows.get(miner)
        if record is None or record.terminated or record.proved or record.proving_period_end == NO_PERIOD:
            return None
        challenge_epoch = Epoch(record.proving_period_end - self._parameters.post_challenge_time)
        is_out = challenge_epoch < epoch
        return challenge_epoch if is_out and not self._mining.awaits_post_receipt(miner) else None
