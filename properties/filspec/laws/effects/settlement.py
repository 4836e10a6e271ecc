"""Effects of settling deals: what a proof pays, what an epoch without proof gives back, and how a deal is closed.

The rules are those of protocol-facts 4.3 and 4.9. What a deal moves is stated of both of its parties at once, for the
client and the provider of a deal may be one.
"""

from __future__ import annotations

from filspec.actors.storage_market.settlement import (
    DealInSector,
    close_deal_if_expired,
    close_expired_storage_deal,
    handle_storage_deal_payment,
    settle_proved_deal,
)
from filspec.actors.storage_market.state import Deal, DealState
from filspec.actors.units import BURNT_FUNDS, MARKET, ActorID, DealID, TokenAmount
from filspec.actors.world import World
from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, Changes, rows
from filspec.kit.laws import formula, frame, postcondition
from filspec.laws.formulas.deals import (
    collateral_left,
    has_piece_in_sector,
    is_over,
    is_waiting,
    price_left,
    settled_to,
)
from filspec.laws.formulas.pledge import balance
from filspec.laws.formulas.sectors import is_proved_now


@frame(handle_storage_deal_payment, "D17", "D21")
def payment_changes(before: World) -> Changes:
    """Settling a sector changes its deals, and balances with the market."""
    return {"market.deals": ANYTHING, "market.escrow": ANYTHING}


@frame(settle_proved_deal, "D17", "D21")
def settlement_changes(before: World, place: DealInSector) -> Changes:
    """Settling a deal changes the deal and the balances of its parties."""
    terms = before.market.deals[place[1]].proposal
    return {"market.deals": rows(place[1]), "market.escrow": rows(terms.client, terms.provider)}


@postcondition(settle_proved_deal, "D9", "D17")
def proved_deal_is_settled(before: World, after: World, place: DealInSector) -> bool:
    """The first proof starts the clock; an active deal pays its epochs since then; a failing one gives them back."""
    old, new = before.market.deals[place[1]], after.market.deals[place[1]]
    until, started = settled_to(before, old), before.epoch
    price = TokenAmount(old.epoch_price * (until - old.paid_until))
    if old.state == DealState.ACTIVE:
        return new == old.but(paid=old.paid + price, paid_until=until) and moves(before, after, old, price, 0, 0, 0)
    if old.state == DealState.FAILING:
        back = old.but(state=DealState.ACTIVE, refunded=old.refunded + price, paid_until=until)
        return new == back and moves(before, after, old, 0, price, 0, 0)
    if old.state != DealState.COMMITTED or before.epoch > old.activate_by:
        return new == old and moves(before, after, old, 0, 0, 0, 0)
    each = old.proposal.storage_price // (old.proposal.deal_expiry - before.epoch)
    begun = old.but(state=DealState.ACTIVE, epoch_price=each, paid_until=started)
    return new == begun and moves(before, after, old, 0, 0, 0, 0)


@formula
def moves(before: World, after: World, deal: Deal, paid: int, back: int, freed: int, burnt: int) -> bool:
    """Whether a deal has moved just this of its parties' balances.

    Args:
        before: the world before.
        after: the world after.
        deal: the deal.
        paid: from what the client owes to what the provider has available.
        back: from what the client owes to what it has available.
        freed: from what the provider owes to what it has available.
        burnt: from what the provider owes to nobody.
    """
    return all_moved(before, after, deal, deal.proposal.client, paid, back, freed, burnt) and all_moved(
        before, after, deal, deal.proposal.provider, paid, back, freed, burnt
    )


@formula
def all_moved(
    before: World, after: World, deal: Deal, party: ActorID, paid: int, back: int, freed: int, burnt: int
) -> bool:
    """Whether one party, who may be both sides, owes so much less and has so much more available."""
    old, new, terms = before.market.escrow[party], after.market.escrow[party], deal.proposal
    of_client, to_client = (paid + back, back) if party == terms.client else (0, 0)
    of_provider, to_provider = (freed + burnt, paid + freed) if party == terms.provider else (0, 0)
    owes = new.locked == old.locked - of_client - of_provider
    return owes and new.available == old.available + to_client + to_provider


@frame(close_expired_storage_deal, "D10", "D12")
def closing_changes(before: World, deal_id: DealID) -> Changes:
    """Closing a deal changes it, its parties' balances, its sector's list, and what is burnt of the market's tokens."""
    return closing_frame(before, deal_id)


@frame(close_deal_if_expired, "D10", "D12")
def closing_in_a_sector_changes(before: World, place: DealInSector) -> Changes:
    """Only a deal that is over is closed with its sector; that changes what closing a deal changes."""
    deal = before.market.deals[place[1]]
    return closing_frame(before, place[1]) if is_over(before, deal) else NOTHING_CHANGES


def closing_frame(before: World, number: DealID) -> Changes:
    """What closing a deal may change."""
    deal = before.market.deals[number]
    return {
        "market.deals": rows(number),
        "market.escrow": rows(deal.proposal.client, deal.proposal.provider),
        "market.deals_in_sector": rows((deal.sector, number)),
        "market.live_deals": rows(deal.sector),
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }


@postcondition(close_expired_storage_deal, "D10", "D11", "D12")
def deal_is_closed_by_its_state(before: World, after: World, deal_id: DealID) -> bool:
    """A deal that is over is closed as its state asks."""
    return is_closed(before, after, deal_id)


@postcondition(close_deal_if_expired, "D10", "D12")
def deal_that_is_over_is_closed(before: World, after: World, place: DealInSector) -> bool:
    """A deal in a sector that is over is closed as its state asks."""
    return not is_over(before, before.market.deals[place[1]]) or is_closed(before, after, place[1])


@formula
def is_closed(before: World, after: World, number: DealID) -> bool:
    """Whether a deal that is over was closed as its state asks, and has left its sector.

    An active deal whose last epochs are proved pays all of its price that is left, and both collaterals go back. One
    that is failing, or was not proved to its end, gives that price back. One that was never active gives it back too,
    and its storage collateral is burnt.
    """
    old, new = before.market.deals[number], after.market.deals[number]
    rest, collateral, own = price_left(old), collateral_left(old), old.proposal.client_collateral
    left = not has_piece_in_sector(old) or has_left(before, after, number)
    if old.state == DealState.ACTIVE and is_settled_to_its_end(before, old):
        ended = old.but(state=DealState.EXPIRED, paid=old.paid + rest, paid_until=old.proposal.deal_expiry)
        return left and new == ended and moves(before, after, old, rest, own, collateral, 0) and burns(before, after, 0)
    if not is_waiting(old):
        ended = old.but(state=DealState.EXPIRED, refunded=old.refunded + rest)
        return (
            left
            and new == ended
            and moves(before, after, old, 0, rest + own, collateral, 0)
            and burns(before, after, 0)
        )
    ended = old.but(state=DealState.TIMED_OUT, refunded=old.refunded + rest, slashed=old.proposal.storage_collateral)
    moved = moves(before, after, old, 0, rest + own, 0, collateral)
    return left and new == ended and moved and burns(before, after, collateral)


@formula
def is_settled_to_its_end(w: World, deal: Deal) -> bool:
    """Whether the deal is settled up to its end, or a proof covers the period in which it ended."""
    return deal.paid_until == deal.proposal.deal_expiry or is_proved_now(w, deal.sector)


@formula
def has_left(before: World, after: World, number: DealID) -> bool:
    """Whether the deal was taken out of the list of its sector, and counted out."""
    sector_id = before.market.deals[number].sector
    counted = after.market.live_deals[sector_id] == before.market.live_deals[sector_id] - 1
    return counted and (sector_id, number) not in after.market.deals_in_sector


@formula
def burns(before: World, after: World, amount: int) -> bool:
    """Whether just this was burnt of the market's tokens."""
    burnt = balance(after, BURNT_FUNDS) == balance(before, BURNT_FUNDS) + amount
    return burnt and balance(after, MARKET) == balance(before, MARKET) - amount
