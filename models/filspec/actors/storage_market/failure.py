"""Faults as the market sees them: slashing the storage collateral, and deals whose sector is lost."""

from __future__ import annotations

from enum import Enum

from filspec.actors.names import STORAGE_MARKET_ACTOR
from filspec.actors.parameters import FailedPoSt, Fraction
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import burn_locked
from filspec.actors.storage_market.sector_deals import unbind_deal
from filspec.actors.storage_market.settlement import (
    DealInSector,
    burn_collateral,
    close_deal,
    is_over,
    refund_client,
    remaining_collateral,
)
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import ActorID, SectorID, SectorNumber, TokenAmount
from filspec.actors.world import World
from filspec.kit.loops import for_each_under
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


class FaultKind(Enum):
    """How a fault came to light; a declared one costs less."""

    DECLARED = 0
    DETECTED = 1


@message(STORAGE_MARKET_ACTOR, "SlashStorageCollateral()")
def slash_storage_collateral(w: World, caller: ActorID, number: SectorNumber, kind: FaultKind) -> None:
    """Burn a part of the collateral of each running deal of a sector that became faulty."""
    require(caller in w.miner.miners, Reason.CALLER_IS_NOT_A_MINER)
    require((caller, number) in w.miner.sectors, Reason.NO_SUCH_SECTOR)
    for_each_under(w.market.deals_in_sector, (caller, number), slash_deal, w, kind)


@pure
def slashed_fraction(w: World, kind: FaultKind) -> Fraction:
    """The part of the collateral that a fault of this kind costs (decision 10)."""
    return w.parameters.declared_fault_slash if kind == FaultKind.DECLARED else w.parameters.detected_fault_slash


@pure
def is_slashable(w: World, sector_id: SectorID) -> bool:
    """Whether the sector is faulty; in the literal variant of decision 7 an unproved sector need not be."""
    return w.miner.sectors[sector_id].state == SectorState.FAILING or w.parameters.failed_post == FailedPoSt.SLASHES


@internal()
def slash_deal(w: World, place: DealInSector, kind: FaultKind) -> None:
    """Mark an active deal as failing; burn collateral only if it has not ended (specs-actors 529, 559)."""
    require(is_slashable(w, place[0]), Reason.SECTOR_NOT_FAULTY)
    deal = w.market.deals[place[1]]
    if deal.state == DealState.ACTIVE and is_over(w, deal):
        w.market.deals[place[1]] = deal.but(state=DealState.FAILING)
    elif deal.state == DealState.ACTIVE:
        fraction = slashed_fraction(w, kind)
        amount = TokenAmount(remaining_collateral(deal) * fraction.numerator // fraction.denominator)
        burn_locked(w, deal.proposal.provider, amount)
        w.market.deals[place[1]] = deal.but(state=DealState.FAILING, slashed=deal.slashed + amount)


@message(STORAGE_MARKET_ACTOR, "HandleFailedDeals([newSectorState.DestroyedSet])")
def handle_failed_deals(w: World, caller: ActorID, number: SectorNumber) -> None:
    """Fail every live deal of a sector that is lost."""
    require(caller in w.miner.miners, Reason.CALLER_IS_NOT_A_MINER)
    require((caller, number) in w.miner.sectors, Reason.NO_SUCH_SECTOR)
    for_each_under(w.market.deals_in_sector, (caller, number), fail_deal, w)


@internal()
def fail_deal(w: World, place: DealInSector) -> None:
    """Refund the client and burn the collateral; a deal that is over already is closed as such."""
    deal = w.market.deals[place[1]]
    if is_over(w, deal):
        close_deal(w, place[1])
    else:
        refund_client(w, place[1], DealState.FAILED)
        burn_collateral(w, place[1])
        unbind_deal(w, place[1])
