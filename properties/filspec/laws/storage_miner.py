"""Laws of the storage miners: their sectors, the sets these are in, and their proving periods."""

from __future__ import annotations

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.storage_miner.state import NO_PERIOD, Miner, Sector, SectorState
from filspec.actors.units import FIRST_USER, ActorID, Commitment, SectorID
from filspec.actors.world import World
from filspec.kit.laws import law_for_each, postcondition, step_law_for_each
from filspec.kit.sums import total_by
from filspec.laws.formulas.deals import is_account
from filspec.laws.formulas.sectors import has_to_be_proved

StateOfMiner = tuple[ActorID, SectorState]


def one_in_state(sector_id: SectorID, sector: Sector) -> tuple[tuple[StateOfMiner, int]]:
    """Summand: one sector of its miner, in its state."""
    return (((sector_id[0], sector.state), 1),)


@law_for_each("miner.miners", "M1")
def counts_are_set_sizes(w: World, miner: ActorID, record: Miner) -> bool:
    """Each sector is in exactly one state, and a miner's count of each state is the size of that set."""
    sizes, counts = total_by(w.miner.sectors, one_in_state), record.counts
    return (
        counts.committed == sizes[miner, SectorState.COMMITTED]
        and counts.active == sizes[miner, SectorState.ACTIVE]
        and counts.failing == sizes[miner, SectorState.FAILING]
        and counts.recovering == sizes[miner, SectorState.RECOVERING]
    )


@law_for_each("miner.miners", "M4", "S6")
def miner_is_registered_until_terminated(w: World, miner: ActorID, record: Miner) -> bool:
    """Exactly those miners that no consensus fault ended are in the power table."""
    return (miner in w.power.claims) != record.terminated


@law_for_each("miner.miners", "T6")
def miner_acts_through_accounts(w: World, miner: ActorID, record: Miner) -> bool:
    """A miner's number was given out, its owner and its worker are accounts, and its sectors have a size."""
    return (
        miner >= FIRST_USER
        and miner < w.init.next_id
        and is_account(w, record.owner)
        and is_account(w, record.worker)
        and record.sector_size == w.parameters.sector_size
    )


@law_for_each("miner.sectors", "M7")
def sector_is_known_for_ever(w: World, sector_id: SectorID, sector: Sector) -> bool:
    """A sector's number and its comm_r are remembered as used, and used by it."""
    if sector.comm_r not in w.miner.sealed:
        return False
    return sector_id[1] >= 0 and sector_id in w.miner.used_numbers and w.miner.sealed[sector.comm_r] == sector_id


@law_for_each("miner.sectors", "M4")
def sector_has_its_miner(w: World, sector_id: SectorID, sector: Sector) -> bool:
    """A sector belongs to a registered miner whose proving period runs."""
    if sector_id[0] not in w.miner.miners:
        return False
    record = w.miner.miners[sector_id[0]]
    return not record.terminated and record.proving_period_end != NO_PERIOD


@law_for_each("miner.sectors", "M9", "M10")
def sector_state_decides_its_sets(w: World, sector_id: SectorID, sector: Sector) -> bool:
    """A faulty sector is neither proved nor waits to be declared faulty; an active one must be proved."""
    if sector.state == SectorState.FAILING:
        return not sector.proving and not sector.fault_next
    return sector.proving or sector.state != SectorState.ACTIVE


@law_for_each("miner.sectors", "M12")
def live_sector_is_within_the_fault_threshold(w: World, sector_id: SectorID, sector: Sector) -> bool:
    """A sector faulty at more period ends than the threshold is destroyed; a proved or new one was faulty at none."""
    healthy = sector.state == SectorState.COMMITTED or sector.state == SectorState.ACTIVE
    if healthy:
        return sector.fault_count == 0
    return sector.fault_count >= 0 and sector.fault_count <= w.parameters.fault_threshold


@step_law_for_each("miner.miners", "M16", "S6")
def miner_is_for_ever(before: World, after: World, miner: ActorID) -> bool:
    """A miner stays, with its owner and sector size; one that was terminated never returns."""
    old, new = before.miner.miners[miner], after.miner.miners[miner]
    same = new.owner == old.owner and new.sector_size == old.sector_size
    return same and (new.terminated or not old.terminated)


@step_law_for_each("miner.used_numbers", "M7")
def sector_number_stays_used(before: World, after: World, sector_id: SectorID) -> bool:
    """A sector number once used is never free again."""
    return sector_id in after.miner.used_numbers


@step_law_for_each("miner.sealed", "M7")
def replica_keeps_its_sector(before: World, after: World, comm_r: Commitment) -> bool:
    """A comm_r belongs to the sector it was committed for, for ever."""
    return after.miner.sealed[comm_r] == before.miner.sealed[comm_r]


@postcondition(end_of_epoch, "M11", "L6")
def unproved_sector_loses_its_power(before: World, after: World, caller: ActorID) -> bool:
    """After a period without an accepted proof, no sector that had to be proved is left but faulty ones."""
    return all(
        not (has_to_be_proved(sector) and ends_unproved(before, sector_id[0]))
        or sector_id not in after.miner.sectors
        or after.miner.sectors[sector_id].state == SectorState.FAILING
        for sector_id, sector in before.miner.sectors.items()
    )


def ends_unproved(w: World, miner: ActorID) -> bool:
    """Whether the miner's proving period ends now, without an accepted proof."""
    record = w.miner.miners[miner]
    return record.proving_period_end == w.epoch and not record.proved
