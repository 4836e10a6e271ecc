"""Settlement of deals: payment period by period, closing, and what happens when the data is lost.

A deal is paid for the epochs between two proofs of its sector, never for epochs nobody proved: those are given back to
the client. At every moment paid, refunded and still locked price add up to the price agreed.
"""

from __future__ import annotations

from filspec.actors.names import STORAGE_MARKET_ACTOR
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import burn_locked, pay_locked, release
from filspec.actors.storage_market.sector_deals import is_in_sector, is_live, unbind_deal
from filspec.actors.storage_market.state import Deal, DealState
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import ActorID, DealID, Epoch, SectorID, SectorNumber, TokenAmount
from filspec.actors.world import World
from filspec.kit.loops import for_each_under
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure

DealInSector = tuple[SectorID, DealID]


@message(STORAGE_MARKET_ACTOR, "HandleStorageDealPayment()")
def handle_storage_deal_payment(w: World, caller: ActorID, number: SectorNumber) -> None:
    """Settle the deals of a sector that its miner has just proved."""
    require(caller in w.miner.miners, Reason.CALLER_IS_NOT_A_MINER)
    require((caller, number) in w.miner.sectors, Reason.NO_SUCH_SECTOR)
    require(is_proved(w, (caller, number)), Reason.SECTOR_NOT_PROVED)
    for_each_under(w.market.deals_in_sector, (caller, number), settle_proved_deal, w)


@pure
def is_proved(w: World, sector_id: SectorID) -> bool:
    """Whether an accepted proof covers the sector in its miner's current proving period."""
    return w.miner.miners[sector_id[0]].proved and w.miner.sectors[sector_id].state == SectorState.ACTIVE


@internal()
def settle_proved_deal(w: World, place: DealInSector) -> None:
    """Start, pay or resume one deal; the clock starts at the first proof (decision 24)."""
    deal = w.market.deals[place[1]]
    if deal.state == DealState.COMMITTED and w.epoch <= deal.activate_by:
        activate_deal(w, place[1])
    elif deal.state == DealState.ACTIVE:
        pay_elapsed_epochs(w, place[1])
    elif deal.state == DealState.FAILING:
        refund_unproved_epochs(w, place[1])
        w.market.deals[place[1]] = w.market.deals[place[1]].but(state=DealState.ACTIVE)


@internal()
def activate_deal(w: World, deal_id: DealID) -> None:
    """Begin the payment clock."""
    deal = w.market.deals[deal_id]
    duration = deal.proposal.deal_expiry - w.epoch
    w.market.deals[deal_id] = deal.but(
        state=DealState.ACTIVE,
        epoch_price=deal.proposal.storage_price // duration,
        paid_until=w.epoch,
    )


@internal()
def pay_elapsed_epochs(w: World, deal_id: DealID) -> None:
    """Pay the provider for the epochs since the deal was last settled, up to its end."""
    deal = w.market.deals[deal_id]
    until = settled_until(w, deal)
    amount = TokenAmount(deal.epoch_price * (until - deal.paid_until))
    pay_locked(w, deal.proposal.client, deal.proposal.provider, amount)
    w.market.deals[deal_id] = deal.but(paid=deal.paid + amount, paid_until=until)


@internal()
def refund_unproved_epochs(w: World, deal_id: DealID) -> None:
    """Give the client back the price of the epochs since the last proof, up to the deal's end."""
    deal = w.market.deals[deal_id]
    until = settled_until(w, deal)
    amount = TokenAmount(deal.epoch_price * (until - deal.paid_until))
    release(w, deal.proposal.client, amount)
    w.market.deals[deal_id] = deal.but(refunded=deal.refunded + amount, paid_until=until)


@pure
def settled_until(w: World, deal: Deal) -> Epoch:
    """Where a settlement of today ends: now, or the deal's end."""
    return w.epoch if w.epoch < deal.proposal.deal_expiry else deal.proposal.deal_expiry


@pure
def unsettled_price(deal: Deal) -> TokenAmount:
    """The part of the price that is still locked."""
    return TokenAmount(deal.proposal.storage_price - deal.paid - deal.refunded)


@internal(STORAGE_MARKET_ACTOR, "CloseExpiredStorageDeal()")
def close_expired_storage_deals(w: World, sector_id: SectorID) -> None:
    """Close those deals of a sector that have ended."""
    for_each_under(w.market.deals_in_sector, sector_id, close_deal_if_expired, w)


@internal()
def close_deal_if_expired(w: World, place: DealInSector) -> None:
    """Close one deal if it has ended or did not become active in time."""
    deal = w.market.deals[place[1]]
    if is_in_sector(deal.state) and is_over(w, deal):
        close_deal(w, place[1])


@message(STORAGE_MARKET_ACTOR, "CloseExpiredStorageDeal(StorageDeal)")
def close_expired_storage_deal(w: World, caller: ActorID, deal_id: DealID) -> None:
    """Close a deal that has ended, or that did not become active in time. Anybody may."""
    require(deal_id in w.market.deals, Reason.NO_SUCH_DEAL)
    deal = w.market.deals[deal_id]
    require(is_live(deal.state), Reason.DEAL_ALREADY_CLOSED)
    require(is_over(w, deal), Reason.DEAL_NOT_EXPIRED)
    require(last_epochs_are_proven(w, deal), Reason.LAST_EPOCHS_NOT_PROVEN)
    close_deal(w, deal_id)


@pure
def is_over(w: World, deal: Deal) -> bool:
    """Whether the deal has ended, or missed its activation."""
    waiting = deal.state == DealState.PUBLISHED or deal.state == DealState.COMMITTED
    return w.epoch > deal.activate_by if waiting else w.epoch > deal.proposal.deal_expiry


@pure
def last_epochs_are_proven(w: World, deal: Deal) -> bool:
    """Whether a proof covers the proving period in which an active deal ended."""
    if deal.state != DealState.ACTIVE:
        return True
    return deal.paid_until == deal.proposal.deal_expiry or is_proved(w, deal.sector)


@internal()
def close_deal(w: World, deal_id: DealID) -> None:
    """Settle the rest of a deal that is over; its collaterals go back, unless it never became active."""
    deal = w.market.deals[deal_id]
    if deal.state == DealState.ACTIVE and last_epochs_are_proven(w, deal):
        complete_deal(w, deal_id)
    elif deal.state == DealState.ACTIVE or deal.state == DealState.FAILING:
        refund_client(w, deal_id, DealState.EXPIRED)
        release(w, deal.proposal.provider, remaining_collateral(deal))
        unbind_deal(w, deal_id)
    else:
        refund_client(w, deal_id, DealState.TIMED_OUT)
        burn_collateral(w, deal_id)
        if deal.state == DealState.COMMITTED:
            unbind_deal(w, deal_id)


@internal()
def complete_deal(w: World, deal_id: DealID) -> None:
    """The last payment, with what division left over; both collaterals go back."""
    deal = w.market.deals[deal_id]
    rest = unsettled_price(deal)
    pay_locked(w, deal.proposal.client, deal.proposal.provider, rest)
    release(w, deal.proposal.client, deal.proposal.client_collateral)
    release(w, deal.proposal.provider, remaining_collateral(deal))
    w.market.deals[deal_id] = deal.but(
        state=DealState.EXPIRED, paid=deal.paid + rest, paid_until=deal.proposal.deal_expiry
    )
    unbind_deal(w, deal_id)


@internal()
def refund_client(w: World, deal_id: DealID, state: DealState) -> None:
    """Give the client back its collateral and all of the price that was not earned; the deal is closed."""
    deal = w.market.deals[deal_id]
    rest = unsettled_price(deal)
    release(w, deal.proposal.client, TokenAmount(rest + deal.proposal.client_collateral))
    w.market.deals[deal_id] = deal.but(state=state, refunded=deal.refunded + rest)


@pure
def remaining_collateral(deal: Deal) -> TokenAmount:
    """The storage collateral that has not been slashed."""
    return TokenAmount(deal.proposal.storage_collateral - deal.slashed)


@internal()
def burn_collateral(w: World, deal_id: DealID) -> None:
    """Burn what is left of the storage collateral."""
    deal = w.market.deals[deal_id]
    burn_locked(w, deal.proposal.provider, remaining_collateral(deal))
    w.market.deals[deal_id] = deal.but(slashed=deal.proposal.storage_collateral)
