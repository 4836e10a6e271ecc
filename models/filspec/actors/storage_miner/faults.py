"""Declared faults and recoveries (A099): a miner that tells of lost sectors in time pays less.

A fault declared before the challenge of the period is effective at once; one declared later belongs to the next period
(decision 22). A recovered sector enters the next proving set and counts again when a proof covers it.
"""

from __future__ import annotations

from filspec.actors.names import STORAGE_MINER_ACTOR
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.failure import FaultKind, slash_storage_collateral
from filspec.actors.storage_miner.sectors import store_sector
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import ActorID, SectorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.loops import for_each_in
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@message(STORAGE_MINER_ACTOR, "UpdateSectorStatus([FaultSet], SectorStateSets)")
def update_sector_status(
    w: World,
    caller: ActorID,
    miner: ActorID,
    faults: tuple[SectorNumber, ...],
    recovered: tuple[SectorNumber, ...],
) -> None:
    """Declare sectors faulty, and faulty sectors recovered."""
    require(miner in w.miner.miners, Reason.NO_SUCH_MINER)
    require(not w.miner.miners[miner].terminated, Reason.MINER_TERMINATED)
    require(caller == w.miner.miners[miner].worker, Reason.CALLER_IS_NOT_THE_WORKER)
    for_each_in(faults, declare_fault, w, miner)
    for_each_in(recovered, declare_recovery, w, miner)


@message(STORAGE_MINER_ACTOR, "AddFaults([FaultSet])")
def add_faults(w: World, caller: ActorID, miner: ActorID, faults: tuple[SectorNumber, ...]) -> None:
    """Declare sectors faulty (the 2019 name of the same rule, with the caller check its text lacked)."""
    update_sector_status(w, caller, miner, faults, ())


@pure
def is_challenged(w: World, miner: ActorID) -> bool:
    """Whether the challenge of the miner's current period is out."""
    return w.epoch >= w.miner.miners[miner].proving_period_end - w.parameters.post_challenge_time


@internal()
def declare_fault(w: World, number: SectorNumber, miner: ActorID) -> None:
    """One sector is lost, or cannot be read."""
    require((miner, number) in w.miner.sectors, Reason.NO_SUCH_SECTOR)
    require(not w.miner.sectors[(miner, number)].fault_next, Reason.SECTOR_ALREADY_FAULTY)
    require(w.miner.sectors[(miner, number)].state != SectorState.FAILING, Reason.SECTOR_ALREADY_FAULTY)
    if is_challenged(w, miner):
        w.miner.sectors[(miner, number)] = w.miner.sectors[(miner, number)].but(fault_next=True)
    else:
        make_faulty(w, (miner, number))


@internal()
def make_faulty(w: World, sector_id: SectorID) -> None:
    """A declared fault takes effect: no power, no proof, a small slash."""
    sector = w.miner.sectors[sector_id]
    store_sector(w, sector_id, sector.but(state=SectorState.FAILING, proving=False, fault_next=False))
    slash_storage_collateral(w, sector_id[0], sector_id[1], FaultKind.DECLARED)


@internal()
def declare_recovery(w: World, number: SectorNumber, miner: ActorID) -> None:
    """One faulty sector is there again; it must be proved before it counts."""
    require((miner, number) in w.miner.sectors, Reason.NO_SUCH_SECTOR)
    require(w.miner.sectors[(miner, number)].state == SectorState.FAILING, Reason.SECTOR_NOT_FAULTY)
    sector = w.miner.sectors[(miner, number)]
    store_sector(w, (miner, number), sector.but(state=SectorState.RECOVERING, proving=False))
