"""Laws of visits: what a loop has done to each row it came to, told of all its rows behind the loop.

A law of steps says what may happen to a row, never that it does. That every sector of a terminated miner is gone, or
that every due proving period has ended, is known only because the loop came to each.
"""

from __future__ import annotations

from filspec.actors.cron.end_of_epoch import end_proving_period_if_due
from filspec.actors.storage_market.failure import FaultKind, fail_deal, slash_deal
from filspec.actors.storage_market.settlement import DealInSector, close_deal_if_expired
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.proving_period import end_period_of_sector
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.termination import terminate_sector
from filspec.actors.units import ActorID, SectorID
from filspec.actors.world import World
from filspec.kit.laws import visit_law
from filspec.laws.formulas.deals import is_over
from filspec.laws.formulas.sectors import has_to_be_proved, period_ends
from filspec.laws.sector_life import has_to_leave, meets_its_fate
from filspec.laws.storage_miner import ends_unproved


@visit_law(fail_deal, "D11", "M18")
def failed_deal_has_left_its_sector(before: World, after: World, place: DealInSector) -> bool:
    """When a sector is lost, all of its deals leave it."""
    return place not in after.market.deals_in_sector


@visit_law(close_deal_if_expired, "D10", "L2")
def expired_deal_has_left_its_sector(before: World, after: World, place: DealInSector) -> bool:
    """When a sector's expired deals are closed, no deal that is over stays in it."""
    return place not in after.market.deals_in_sector or not is_over(after, after.market.deals[place[1]])


@visit_law(slash_deal, "D17", "T7")
def slashed_deal_is_not_paid(before: World, after: World, place: DealInSector, kind: FaultKind) -> bool:
    """When a sector is slashed, none of its deals is paid on."""
    return after.market.deals[place[1]].state != DealState.ACTIVE


@visit_law(terminate_sector, "S6", "M18")
def terminated_sector_is_gone(before: World, after: World, sector_id: SectorID) -> bool:
    """When a miner is terminated, all of its sectors leave."""
    return sector_id not in after.miner.sectors


@visit_law(end_period_of_sector, "M11", "L6")
def unproved_sector_has_failed(before: World, after: World, sector_id: SectorID) -> bool:
    """At the end of a period that was not proved, every sector that had to be proved is faulty or gone."""
    sector = before.miner.sectors[sector_id]
    return not (has_to_be_proved(sector) and ends_unproved(before, sector_id[0])) or is_lost(after, sector_id)


@visit_law(end_proving_period_if_due, "M11", "L6")
def unproved_miner_has_lost_its_sectors(before: World, after: World, miner: ActorID) -> bool:
    """At the end of an epoch every miner whose period ends unproved has only faulty sectors of those to be proved."""
    return all(
        sector_id[0] != miner
        or not (has_to_be_proved(sector) and ends_unproved(before, miner))
        or is_lost(after, sector_id)
        for sector_id, sector in before.miner.sectors.items()
    )


@visit_law(end_period_of_sector, "M12")
def sector_meets_its_fate(before: World, after: World, sector_id: SectorID) -> bool:
    """At the end of a period a sector leaves exactly if it expired or was faulty for too long; a fault counts once."""
    return meets_its_fate(before, after, sector_id)


@visit_law(end_proving_period_if_due, "M12")
def miner_loses_what_has_to_leave(before: World, after: World, miner: ActorID) -> bool:
    """At the end of an epoch a miner loses sectors only when its period ends, and only those that have to leave."""
    return all(
        sector_id[0] != miner
        or sector_id in after.miner.sectors
        or (has_to_leave(before, sector_id) and period_ends(before, miner))
        for sector_id, _ in before.miner.sectors.items()
    )


@visit_law(end_proving_period_if_due, "M15")
def due_period_has_moved(before: World, after: World, miner: ActorID) -> bool:
    """At the end of an epoch those proving periods that end move by one period, and no others."""
    old, new = before.miner.miners[miner].proving_period_end, after.miner.miners[miner].proving_period_end
    return new == (before.epoch + before.parameters.proving_period if old == before.epoch else old)


def is_lost(w: World, sector_id: SectorID) -> bool:
    """Whether the sector is faulty or gone."""
    return sector_id not in w.miner.sectors or w.miner.sectors[sector_id].state == SectorState.FAILING
