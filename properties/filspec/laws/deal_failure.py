"""Laws of slashing and of lost sectors: who pays for a fault, and what becomes of the deals."""

from __future__ import annotations

from filspec.actors.storage_market.failure import FaultKind, handle_failed_deals, slash_storage_collateral
from filspec.actors.units import ActorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.laws import postcondition
from filspec.laws.formulas.deals import is_open


@postcondition(slash_storage_collateral, "D21")
def slash_takes_nothing_available(
    before: World, after: World, caller: ActorID, number: SectorNumber, kind: FaultKind
) -> bool:
    """A slash takes nothing that is available to anybody; it is paid out of what is locked."""
    return all(after.market.escrow[who].available == escrow.available for who, escrow in before.market.escrow.items())


@postcondition(slash_storage_collateral, "D21")
def slash_leaves_the_clients_part(
    before: World, after: World, caller: ActorID, number: SectorNumber, kind: FaultKind
) -> bool:
    """A slash changes nothing of what a deal holds of its client: its price, paid and refunded, and its collateral."""
    return all(
        after.market.deals[place].proposal == deal.proposal
        and after.market.deals[place].paid == deal.paid
        and after.market.deals[place].refunded == deal.refunded
        for place, deal in before.market.deals.items()
    )


@postcondition(handle_failed_deals, "M18")
def lost_sector_closes_its_deals(before: World, after: World, caller: ActorID, number: SectorNumber) -> bool:
    """When a sector is lost, every deal it holds is closed in the same message."""
    return all(
        place[0] != (caller, number) or not is_open(after.market.deals[place[1]])
        for place, _ in before.market.deals_in_sector.items()
    )
