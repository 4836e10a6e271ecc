"""Effects of faults on deals: what a slash burns, and what a lost sector gives back (protocol-facts 4.4)."""

from __future__ import annotations

from filspec.actors.parameters import Fraction
from filspec.actors.storage_market.failure import (
    FaultKind,
    fail_deal,
    handle_failed_deals,
    slash_deal,
    slash_storage_collateral,
)
from filspec.actors.storage_market.settlement import DealInSector
from filspec.actors.storage_market.state import Deal, DealState
from filspec.actors.units import BURNT_FUNDS, MARKET, DealID, TokenAmount
from filspec.actors.world import World
from filspec.kit.frames import ANYTHING, Changes, rows
from filspec.kit.laws import formula, frame, postcondition, visit_law
from filspec.laws.effects.settlement import burns, closing_frame, has_left, is_closed, moves
from filspec.laws.formulas.deals import collateral_left, is_over, price_left


@frame(slash_storage_collateral, "D21")
def slash_changes(before: World) -> Changes:
    """A slash changes deals, balances with the market, and what is burnt of the market's tokens."""
    return {
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }


@frame(handle_failed_deals, "M18", "D21")
def failure_changes(before: World) -> Changes:
    """The loss of a sector changes deals, balances, the lists of deals, and what is burnt of the market's tokens."""
    return {
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "market.deals_in_sector": ANYTHING,
        "market.live_deals": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }


@frame(slash_deal, "D21")
def slash_of_a_deal_changes(before: World, place: DealInSector) -> Changes:
    """A slash changes the deal, its provider's balance, and what is burnt of the market's tokens."""
    return {
        "market.deals": rows(place[1]),
        "market.escrow": rows(before.market.deals[place[1]].proposal.provider),
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }


@formula
def share_of_fault(w: World, kind: FaultKind) -> Fraction:
    """What part of the collateral a fault costs: less if it was declared (decision 10)."""
    return w.parameters.declared_fault_slash if kind == FaultKind.DECLARED else w.parameters.detected_fault_slash


@formula
def slashed_part(w: World, deal: Deal, kind: FaultKind) -> TokenAmount:
    """The part of what is left of the collateral that a fault costs, rounded down."""
    share = share_of_fault(w, kind)
    return TokenAmount(collateral_left(deal) * share.numerator // share.denominator)


@postcondition(slash_deal, "D12", "D21", "T7")
def slash_burns_the_providers_part(before: World, after: World, place: DealInSector, kind: FaultKind) -> bool:
    """An active deal fails; in its term the provider pays its part for that, which is burnt, and nobody else pays."""
    old, new = before.market.deals[place[1]], after.market.deals[place[1]]
    if old.state != DealState.ACTIVE:
        return new == old and burns(before, after, 0)
    if is_over(before, old):
        return new == old.but(state=DealState.FAILING) and burns(before, after, 0)
    part = slashed_part(before, old, kind)
    failed = new == old.but(state=DealState.FAILING, slashed=old.slashed + part)
    return failed and moves(before, after, old, 0, 0, 0, part) and burns(before, after, part)


@visit_law(slash_deal, "D12", "T7")
def slash_is_that_of_the_kind_of_fault(before: World, after: World, place: DealInSector, kind: FaultKind) -> bool:
    """When a sector is slashed, each of its active deals in its term has lost what a fault of this kind costs."""
    return after.market.deals[place[1]].sector != place[0] or is_slashed(before, after, place[1], kind)


@formula
def is_slashed(before: World, after: World, number: DealID, kind: FaultKind) -> bool:
    """Whether a deal has lost what a fault of this kind costs: nothing, unless it was active and in its term."""
    old, new = before.market.deals[number], after.market.deals[number]
    in_term = old.state == DealState.ACTIVE and not is_over(before, old)
    return new.slashed == old.slashed + (slashed_part(before, old, kind) if in_term else 0)


@frame(fail_deal, "D11", "M18")
def failure_of_a_deal_changes(before: World, place: DealInSector) -> Changes:
    """The loss of a deal's sector changes what closing the deal changes."""
    return closing_frame(before, place[1])


@postcondition(fail_deal, "D11", "D12")
def lost_deal_is_refunded(before: World, after: World, place: DealInSector) -> bool:
    """The client has back the price that was not earned and its collateral; the provider's is burnt.

    A deal that is over is closed as such.
    """
    old = before.market.deals[place[1]]
    if is_over(before, old):
        return is_closed(before, after, place[1])
    rest, collateral = price_left(old), collateral_left(old)
    failed = old.but(state=DealState.FAILED, refunded=old.refunded + rest, slashed=old.proposal.storage_collateral)
    moved = moves(before, after, old, 0, rest + old.proposal.client_collateral, 0, collateral)
    ended = after.market.deals[place[1]] == failed and has_left(before, after, place[1])
    return ended and moved and burns(before, after, collateral)
