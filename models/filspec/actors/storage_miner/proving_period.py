"""The end of a proving period (A102 to A106, protocol-facts 7.4).

Each sector meets one fate, decided from its row and from whether the miner proved the period; expiry beats fault, so a
sector whose promise is over is never slashed. Then the next proving set is frozen.

A recovering sector keeps its count of faults, and counts as faulty until a proof covers it: the sources have it proved
in the period of its recovery (specs v1.1) or in the next (O, decision 22), and under the second rule a miner that
declares a fault and a recovery in every period would otherwise never come to the threshold (M12, L4).
"""

from __future__ import annotations

from enum import Enum

from filspec.actors.names import STORAGE_MINER_ACTOR
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.failure import FaultKind, handle_failed_deals, slash_storage_collateral
from filspec.actors.storage_market.settlement import close_expired_storage_deals
from filspec.actors.storage_miner.faults import make_faulty
from filspec.actors.storage_miner.sectors import remove_sector, store_sector
from filspec.actors.storage_miner.state import Sector, SectorState
from filspec.actors.storage_power.power_table import recompute_miner_power
from filspec.actors.units import POWER, ActorID, SectorID
from filspec.actors.world import World
from filspec.kit.loops import for_each_under
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure, query


class SectorFate(Enum):
    """What the end of a proving period does to a sector."""

    CONTINUES = 0
    BECOMES_FAULTY = 1
    FAULT_TAKES_EFFECT = 2
    STAYS_FAULTY = 3
    IS_DESTROYED = 4
    EXPIRES = 5


@message(STORAGE_MINER_ACTOR, "ProvingPeriodUpdate()")
def proving_period_update(w: World, caller: ActorID, miner: ActorID) -> None:
    """End a miner's proving period and begin the next; lateness never moves the schedule."""
    require(caller == POWER, Reason.CALLER_IS_NOT_THE_POWER_ACTOR)
    require(miner in w.power.claims, Reason.NO_SUCH_MINER)
    require(proving_period_ends_now(w, miner), Reason.NO_PROVING_PERIOD)
    for_each_under(w.miner.sectors, miner, end_period_of_sector, w)
    recompute_miner_power(w, miner)
    record = w.miner.miners[miner]
    w.miner.miners[miner] = record.but(proving_period_end=w.epoch + w.parameters.proving_period, proved=False)


@pure
def proving_period_ends_now(w: World, miner: ActorID) -> bool:
    """Whether this is the last epoch of the miner's proving period."""
    return w.miner.miners[miner].proving_period_end == w.epoch


@internal()
def end_period_of_sector(w: World, sector_id: SectorID) -> None:
    """Decide one sector's fate and apply it, in the last epoch of the period."""
    assert proving_period_ends_now(w, sector_id[0])
    update_sector_status_at_period_end(w, sector_id, compute_proving_period_end_sector_state(w, sector_id))


@query(STORAGE_MINER_ACTOR, "computeProvingPeriodEndSectorState()")
def compute_proving_period_end_sector_state(w: World, sector_id: SectorID) -> SectorFate:
    """The fate of a sector at the end of its miner's proving period."""
    return sector_fate(w, w.miner.sectors[sector_id], w.miner.miners[sector_id[0]].proved)


@pure
def sector_fate(w: World, sector: Sector, proved: bool) -> SectorFate:
    """What becomes of a sector whose period ends, proved or not; expiry beats fault."""
    is_faulty = sector.state == SectorState.FAILING or sector.state == SectorState.RECOVERING
    is_unproved = sector.proving and not proved
    if w.epoch > sector.expiration:
        return SectorFate.EXPIRES
    if (is_faulty or is_unproved) and sector.fault_count + 1 > w.parameters.fault_threshold:
        return SectorFate.IS_DESTROYED
    if is_unproved:
        return SectorFate.BECOMES_FAULTY
    if is_faulty:
        return SectorFate.STAYS_FAULTY
    return SectorFate.FAULT_TAKES_EFFECT if sector.fault_next else SectorFate.CONTINUES


@internal(STORAGE_MINER_ACTOR, "UpdateSectorStatus(newSectorState)")
def update_sector_status_at_period_end(w: World, sector_id: SectorID, fate: SectorFate) -> None:
    """Apply a sector's fate."""
    if fate == SectorFate.EXPIRES:
        expire_sector(w, sector_id)
    elif fate == SectorFate.IS_DESTROYED:
        destroy_sector(w, sector_id)
    elif fate == SectorFate.STAYS_FAULTY:
        stay_faulty(w, sector_id)
    elif fate == SectorFate.BECOMES_FAULTY:
        detect_fault(w, sector_id)
    elif fate == SectorFate.FAULT_TAKES_EFFECT:
        make_faulty(w, sector_id)
    else:
        w.miner.sectors[sector_id] = w.miner.sectors[sector_id].but(proving=True)


@internal()
def detect_fault(w: World, sector_id: SectorID) -> None:
    """A sector of the proving set was not proved: no power from now on, and the larger slash."""
    sector = w.miner.sectors[sector_id]
    store_sector(
        w,
        sector_id,
        sector.but(state=SectorState.FAILING, proving=False, fault_next=False, fault_count=sector.fault_count + 1),
    )
    slash_storage_collateral(w, sector_id[0], sector_id[1], FaultKind.DETECTED)


@internal()
def stay_faulty(w: World, sector_id: SectorID) -> None:
    """One more period without a proof; a sector that recovers has to be proved in the next, unless it is lost again."""
    store_sector(w, sector_id, faulty_once_more(w.miner.sectors[sector_id]))


@pure
def faulty_once_more(sector: Sector) -> Sector:
    """The sector after one more period without a proof."""
    recovers = sector.state == SectorState.RECOVERING and not sector.fault_next
    counted = sector.but(proving=recovers, fault_next=False, fault_count=sector.fault_count + 1)
    return counted if recovers else counted.but(state=SectorState.FAILING)


@internal()
def expire_sector(w: World, sector_id: SectorID) -> None:
    """Close a sector's deals, all of which have ended, and let it go."""
    close_expired_storage_deals(w, sector_id)
    remove_sector(w, sector_id)


@internal()
def destroy_sector(w: World, sector_id: SectorID) -> None:
    """A sector was faulty for longer than the threshold: its deals fail, and it is gone for good."""
    handle_failed_deals(w, sector_id[0], sector_id[1])
    remove_sector(w, sector_id)
