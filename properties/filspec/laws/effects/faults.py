"""Effects of faults on sectors: declaring them, recovering, and the end of a proving period (protocol-facts 7.4)."""

from __future__ import annotations

from filspec.actors.cron.end_of_epoch import end_of_epoch, end_proving_period_if_due
from filspec.actors.storage_market.failure import FaultKind
from filspec.actors.storage_miner.faults import add_faults, declare_fault, declare_recovery, update_sector_status
from filspec.actors.storage_miner.proving_period import end_period_of_sector, proving_period_update
from filspec.actors.storage_miner.state import Sector, SectorState
from filspec.actors.units import BURNT_FUNDS, MARKET, ActorID, Epoch, SectorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, Changes, rows, rows_under
from filspec.kit.laws import formula, frame, postcondition
from filspec.laws.effects.failures import is_slashed
from filspec.laws.formulas.sectors import is_challenged, period_ends
from filspec.laws.sector_life import has_to_leave, is_healthy, meets_its_fate


def of_a_miner(miner: ActorID) -> Changes:
    """What changes with the state of a miner's sectors: their rows, its counts and power, and what a slash changes."""
    return {
        "miner.sectors": rows_under(miner),
        "miner.miners": rows(miner),
        "power.claims": rows(miner),
        "power.total_power": ANYTHING,
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }


LEAVING: Changes = {"market.deals_in_sector": ANYTHING, "market.live_deals": ANYTHING}
"""What changes besides where sectors leave, or deals leave their sectors."""


@frame(update_sector_status, "M13", "D21")
@frame(add_faults, "M13", "D21")
def declaration_changes(before: World, miner: ActorID) -> Changes:
    """Declaring faults and recoveries changes the miner's sectors, counts and power, and what a slash changes."""
    return of_a_miner(miner)


@postcondition(update_sector_status, "M13", "M15")
def declaration_leaves_the_miner(before: World, after: World, miner: ActorID) -> bool:
    """Declaring faults and recoveries changes nothing of the miner but its counts."""
    return only_counts_change(before, after, miner)


@postcondition(add_faults, "M13", "M15")
def faults_leave_the_miner(before: World, after: World, caller: ActorID, miner: ActorID) -> bool:
    """Declaring faults by their own message changes nothing of the miner but its counts, and only its worker may."""
    return caller == before.miner.miners[miner].worker and only_counts_change(before, after, miner)


@formula
def only_counts_change(before: World, after: World, miner: ActorID) -> bool:
    """Whether nothing of the miner has changed but its counts."""
    new = after.miner.miners[miner]
    return new == before.miner.miners[miner].but(counts=new.counts)


@frame(declare_fault, "M13", "D21")
def fault_changes(before: World, number: SectorNumber, miner: ActorID) -> Changes:
    """A fault changes its sector; before the challenge also the miner's counts and power, and what a slash changes."""
    if is_challenged(before, miner):
        return {"miner.sectors": rows((miner, number))}
    return {**of_a_miner(miner), "miner.sectors": rows((miner, number))}


@postcondition(declare_fault, "M10", "M13")
def fault_takes_effect_now_or_next(before: World, after: World, number: SectorNumber, miner: ActorID) -> bool:
    """A fault takes effect at once before the challenge of the period, and after it in the next period."""
    old, new = before.miner.sectors[miner, number], after.miner.sectors[miner, number]
    return new == (old.but(fault_next=True) if is_challenged(before, miner) else faulty(old))


@formula
def faulty(sector: Sector) -> Sector:
    """A sector that is faulty from now on: it need not be proved."""
    return sector.but(state=SectorState.FAILING, proving=False, fault_next=False)


@postcondition(declare_fault, "T7")
def declared_fault_costs_less(before: World, after: World, number: SectorNumber, miner: ActorID) -> bool:
    """A declared fault that takes effect costs the active deals of its sector what a declared one costs."""
    return all(
        place[0] != (miner, number)
        or is_challenged(before, miner)
        or is_slashed(before, after, place[1], FaultKind.DECLARED)
        for place, _ in before.market.deals_in_sector.items()
    )


@frame(declare_recovery, "M13")
def recovery_changes(before: World, number: SectorNumber, miner: ActorID) -> Changes:
    """A recovery changes its sector, and the counts and power of the miner."""
    return {
        "miner.sectors": rows((miner, number)),
        "miner.miners": rows(miner),
        "power.claims": rows(miner),
        "power.total_power": ANYTHING,
    }


@postcondition(declare_recovery, "M13")
def recovering_sector_waits_for_its_proof(before: World, after: World, number: SectorNumber, miner: ActorID) -> bool:
    """A sector that recovers counts as faulty until a proof covers it, which it need not in this period."""
    old, new = before.miner.sectors[miner, number], after.miner.sectors[miner, number]
    return new == old.but(state=SectorState.RECOVERING, proving=False)


@frame(proving_period_update, "M15", "D21")
def period_end_changes(before: World, miner: ActorID) -> Changes:
    """The end of a period changes the miner, its sectors, counts and power, and the deals in its sectors."""
    return {**of_a_miner(miner), **LEAVING}


@postcondition(proving_period_update, "M15")
def next_period_is_as_long(before: World, after: World, miner: ActorID) -> bool:
    """The next period begins, as long as every one, and not proved; lateness never moves the schedule."""
    old, new = before.miner.miners[miner], after.miner.miners[miner]
    ends = Epoch(before.epoch + before.parameters.proving_period)
    return new == old.but(counts=new.counts, proving_period_end=ends, proved=False)


@frame(end_period_of_sector, "M12", "D21")
def sector_end_changes(before: World, sector_id: SectorID) -> Changes:
    """The end of a period changes a sector, its miner's counts and power, and the deals in the sector."""
    return {**of_a_miner(sector_id[0]), **LEAVING, "miner.sectors": rows(sector_id)}


@postcondition(end_period_of_sector, "M9", "M11", "M12")
def sector_begins_the_next_period(before: World, after: World, sector_id: SectorID) -> bool:
    """A sector that stays begins the next period as its fault, its recovery or its proof asks."""
    return has_to_leave(before, sector_id) or after.miner.sectors[sector_id] == in_next_period(before, sector_id)


@formula
def in_next_period(w: World, sector_id: SectorID) -> Sector:
    """The sector after the end of its period.

    One that was not proved, or is faulty, is faulty once more; one that recovers has to be proved in the next period,
    unless it was declared faulty again. A fault that was declared late takes effect. Any other has to be proved.
    """
    old = w.miner.sectors[sector_id]
    once_more = old.but(fault_count=old.fault_count + 1)
    if is_missed(w, sector_id):
        return faulty(once_more)
    if old.state == SectorState.RECOVERING and not old.fault_next:
        return once_more.but(proving=True)
    if not is_healthy(old):
        return faulty(once_more)
    return faulty(old) if old.fault_next else old.but(proving=True)


@formula
def is_missed(w: World, sector_id: SectorID) -> bool:
    """Whether the sector had to be proved in this period, and was not."""
    return w.miner.sectors[sector_id].proving and not w.miner.miners[sector_id[0]].proved


@postcondition(end_period_of_sector, "D12", "T7")
def detected_fault_costs_more(before: World, after: World, sector_id: SectorID) -> bool:
    """A sector that was not proved costs its active deals what a detected fault costs; one declared late, the less."""
    sector, missed = before.miner.sectors[sector_id], is_missed(before, sector_id)
    declared = is_healthy(sector) and sector.fault_next
    kind = FaultKind.DETECTED if missed else FaultKind.DECLARED
    return all(
        place[0] != sector_id
        or has_to_leave(before, sector_id)
        or not (missed or declared)
        or is_slashed(before, after, place[1], kind)
        for place, _ in before.market.deals_in_sector.items()
    )


@frame(end_proving_period_if_due, "M15", "D21")
def end_of_a_miners_period_changes(before: World, miner: ActorID) -> Changes:
    """A miner whose period ends changes as at that end; any other does not change."""
    return {**of_a_miner(miner), **LEAVING} if period_ends(before, miner) else NOTHING_CHANGES


@postcondition(proving_period_update, "M11", "M12")
def every_sector_meets_its_fate(before: World, after: World, miner: ActorID) -> bool:
    """At the end of a period every sector of the miner leaves, or stays with its fault counted, as it has to."""
    return all(
        sector_id[0] != miner or meets_its_fate(before, after, sector_id)
        for sector_id, _ in before.miner.sectors.items()
    )


@frame(end_of_epoch, "B9", "D21")
def end_of_epoch_changes(before: World) -> Changes:
    """The end of an epoch counts it, and changes miners, sectors, power and deals as the ends of periods do."""
    return {
        "epoch": ANYTHING,
        "miner.sectors": ANYTHING,
        "miner.miners": ANYTHING,
        "power.claims": ANYTHING,
        "power.total_power": ANYTHING,
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
        **LEAVING,
    }
