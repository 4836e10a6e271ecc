"""MiningScheduler: the duties of notes N07 to N10, looked at in every round from what the chain says.

It keeps no plan of its own, so a node that was away resumes by looking: staged sectors are sealed, refused commits are
sealed anew, lost sectors are declared faulty, faulty sectors that can be read are declared recovered, and sectors
without live deals are given up with the next proof. (Proofs themselves are scheduled by elections and by the clock.)
"""

from __future__ import annotations

from filspec.actors.storage_miner.faults import is_challenged
from filspec.actors.storage_miner.state import NO_PERIOD, SectorState
from filspec.actors.units import ActorID, Epoch, SectorNumber
from filspec.actors.world import World
from filspec.kit.participants import Participant
from filspec.kit.runner import Receipt
from filspec.nodes.blockchain import Blockchain
from filspec.nodes.sector_indexer_subsystem import SectorIndexerSubsystem
from filspec.nodes.storage_mining_subsystem import StorageMiningSubsystem
from filspec.nodes.storage_proving_subsystem import StorageProvingSubsystem


class MiningScheduler(Participant):
    """Looks after the miners of one node."""

    def __init__(
        self,
        node: str,
        chain: Blockchain,
        mining: StorageMiningSubsystem,
        indexer: SectorIndexerSubsystem,
        proving: StorageProvingSubsystem,
    ) -> None:
        super().__init__(node)
        self._chain, self._mining, self._indexer = chain, mining, indexer
        self._proving = proving
        self._awaits_receipt = False
        mining.done = self.done_set

    def on_round(self, epoch: Epoch) -> None:
        """Do what is due."""
        for miner in self._mining.miners:
            self.resume_seals(miner, epoch)
            self.maintain_fault_set(miner, epoch)

    def resume_seals(self, miner: ActorID, epoch: Epoch) -> None:
        """Note N08: seal what is staged, and what was refused."""
        due, self._mining.retry = self._mining.retry, []
        for number in (*due, *self._indexer.close_staged()):
            self._mining.seal_and_commit(miner, number, epoch)

    def maintain_fault_set(self, miner: ActorID, epoch: Epoch) -> None:
        """Note N09: declare sectors that are lost (before the challenge), and faulty ones that are there again."""
        world = self._chain.world_in(epoch)
        if self._awaits_receipt or world.miner.miners[miner].proving_period_end == NO_PERIOD:
            return
        sectors = {key[1]: world.miner.sectors[key].state for key in world.miner.sectors.keys_under(miner)}
        failing = tuple(number for number, state in sectors.items() if state == SectorState.FAILING)
        recovered = tuple(number for number in failing if self._proving.is_intact(number))
        healthy = () if is_challenged(world, miner) else tuple(number for number in sectors if number not in failing)
        faults = tuple(number for number in healthy if not self._proving.is_intact(number))
        if faults or recovered:
            self._awaits_receipt = True
            self._mining.declare_sector_status(miner, faults, recovered, self._declared)

    def _declared(self, _receipt: Receipt) -> None:
        self._awaits_receipt = False

    def done_set(self, miner: ActorID, epoch: Epoch) -> tuple[SectorNumber, ...]:
        """Note N10: sectors whose deals are all closed, unless the network would be left without power."""
        world = self._chain.world_in(epoch)
        if not others_keep_power(world, miner):
            return ()
        return tuple(
            number
            for _, number in world.miner.sectors.keys_under(miner)
            if self._indexer.pieces.get(number) and world.market.live_deals[miner, number] == 0
        )


def others_keep_power(world: World, miner: ActorID) -> bool:
    """Whether an older miner has power that it will not lose at the end of this epoch.

    A network without power elects nobody, so no block can bring power back (protocol-facts 9.3, X63). Only a miner that
    leaves somebody behind may go, and of two that think of each other the older one stays.
    """
    return any(
        older < miner
        and claim.active_power > 0
        and (world.miner.miners[older].proved or world.miner.miners[older].proving_period_end > world.epoch)
        for older, claim in world.power.claims.items()
    )
