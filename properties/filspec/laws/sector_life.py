"""Laws of a sector's life: each edge of protocol-facts 7.1 as "this edge only if".

A law must follow from its own steps when several happen in a row, so an edge is stated for everything that a sector can
become on the way: a sector that was healthy and is now recovering has failed in between.
"""

from __future__ import annotations

from filspec.actors.storage_miner.state import Sector, SectorState
from filspec.actors.units import SectorID
from filspec.actors.world import World
from filspec.kit.laws import step_law_for_each
from filspec.laws.formulas.sectors import is_challenged, period_ends
from filspec.laws.proving_period import fault_can_take_effect, is_one_epoch, is_proved_between


def is_healthy(sector: Sector) -> bool:
    """Whether nobody holds the sector for lost: it waits for its first proof, or was proved."""
    return sector.state == SectorState.COMMITTED or sector.state == SectorState.ACTIVE


def is_unproved(w: World, sector_id: SectorID) -> bool:
    """Whether no accepted proof shows the sector in this period, though it was lost before or had to be proved."""
    sector = w.miner.sectors[sector_id]
    return not is_healthy(sector) or (sector.proving and not w.miner.miners[sector_id[0]].proved)


def has_to_leave(w: World, sector_id: SectorID) -> bool:
    """Whether the sector leaves when its period ends now: its promise is over, or it was faulty for too long (N14)."""
    sector = w.miner.sectors[sector_id]
    too_long = is_unproved(w, sector_id) and sector.fault_count + 1 > w.parameters.fault_threshold
    return w.epoch > sector.expiration or too_long


def meets_its_fate(before: World, after: World, sector_id: SectorID) -> bool:
    """Whether a sector left, if it has to when its period ends; else stayed, with a fault of this period counted."""
    if has_to_leave(before, sector_id):
        return sector_id not in after.miner.sectors
    counted = before.miner.sectors[sector_id].fault_count + (1 if is_unproved(before, sector_id) else 0)
    return sector_id in after.miner.sectors and after.miner.sectors[sector_id].fault_count == counted


@step_law_for_each("miner.used_numbers", "M7")
def sector_never_returns(before: World, after: World, sector_id: SectorID) -> bool:
    """A sector number once used never gets another sector."""
    return sector_id in before.miner.sectors or sector_id not in after.miner.sectors


@step_law_for_each("miner.sectors", "M7")
def sector_keeps_its_replica(before: World, after: World, sector_id: SectorID) -> bool:
    """What was committed for a sector never changes while it is there, and no piece is taken out."""
    if sector_id not in after.miner.sectors:
        return True
    old, new = before.miner.sectors[sector_id], after.miner.sectors[sector_id]
    same_replica = new.comm_r == old.comm_r and new.comm_d == old.comm_d and new.seal_epoch == old.seal_epoch
    return same_replica and new.expiration == old.expiration and new.used >= old.used


@step_law_for_each("miner.sectors", "M6")
def only_a_proof_makes_active(before: World, after: World, sector_id: SectorID) -> bool:
    """A sector becomes active only by an accepted proof of its miner, and is committed only once."""
    if sector_id not in after.miner.sectors:
        return True
    old, new = before.miner.sectors[sector_id].state, after.miner.sectors[sector_id].state
    becomes_active = new == SectorState.ACTIVE and old != SectorState.ACTIVE
    committed_again = new == SectorState.COMMITTED and old != SectorState.COMMITTED
    return not committed_again and (not becomes_active or is_proved_between(before, after, sector_id[0]))


@step_law_for_each("miner.sectors", "M13")
def sector_fails_before_the_challenge_or_at_the_end(before: World, after: World, sector_id: SectorID) -> bool:
    """Within one epoch a sector becomes faulty only before the challenge of its period, or when the period ends."""
    if sector_id not in after.miner.sectors or not is_one_epoch(before, after):
        return True
    old, new = before.miner.sectors[sector_id], after.miner.sectors[sector_id]
    becomes_failing = new.state == SectorState.FAILING and old.state != SectorState.FAILING
    became_failing = new.state == SectorState.RECOVERING and is_healthy(old)
    return not (becomes_failing or became_failing) or fault_can_take_effect(before, sector_id[0])


@step_law_for_each("miner.sectors", "M9", "M13")
def proving_set_is_frozen(before: World, after: World, sector_id: SectorID) -> bool:
    """Within one epoch a sector enters the proving set only when the period ends, and leaves it only as faulty."""
    if sector_id not in after.miner.sectors or not is_one_epoch(before, after):
        return True
    old, new = before.miner.sectors[sector_id], after.miner.sectors[sector_id]
    if new.proving == old.proving or period_ends(before, sector_id[0]):
        return True
    return old.proving and not is_healthy(new) and fault_can_take_effect(before, sector_id[0])


@step_law_for_each("miner.sectors", "M10", "M13")
def late_fault_waits_for_the_next_period(before: World, after: World, sector_id: SectorID) -> bool:
    """Within one epoch a sector is declared faulty for the next period only after the challenge of this one."""
    if sector_id not in after.miner.sectors or not is_one_epoch(before, after):
        return True
    old, new = before.miner.sectors[sector_id], after.miner.sectors[sector_id]
    return old.fault_next or not new.fault_next or is_challenged(before, sector_id[0])


@step_law_for_each("miner.sectors", "M12")
def faults_are_counted_at_the_end_of_periods(before: World, after: World, sector_id: SectorID) -> bool:
    """Within one epoch the faults of a sector are counted when its period ends, and forgotten by a proof."""
    if sector_id not in after.miner.sectors or not is_one_epoch(before, after):
        return True
    old, new = before.miner.sectors[sector_id], after.miner.sectors[sector_id]
    if new.fault_count == old.fault_count or period_ends(before, sector_id[0]):
        return True
    return new.fault_count == 0 and is_proved_between(before, after, sector_id[0])
