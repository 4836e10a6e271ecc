"""Formulas of deals: what a deal holds, what it is paid, and when it is over (protocol-facts 3.4, 4.2 and 4.3)."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT, ActorKind
from filspec.actors.storage_market.state import NOTHING, Deal, DealState, Escrow, StorageDealProposal
from filspec.actors.units import ActorID, Epoch, TokenAmount
from filspec.actors.world import World
from filspec.kit.laws import formula


@formula
def is_account(w: World, who: ActorID) -> bool:
    """Whether this is an account: only accounts send messages."""
    return w.ledger.accounts.get(who, NO_ACCOUNT).kind == ActorKind.ACCOUNT


@formula
def is_waiting(deal: Deal) -> bool:
    """Whether the deal waits for its first proof."""
    return deal.state == DealState.PUBLISHED or deal.state == DealState.COMMITTED


@formula
def is_running(deal: Deal) -> bool:
    """Whether the payment clock of the deal runs."""
    return deal.state == DealState.ACTIVE or deal.state == DealState.FAILING


@formula
def is_open(deal: Deal) -> bool:
    """Whether the deal is not closed: it holds locked tokens."""
    return is_waiting(deal) or is_running(deal)


@formula
def has_piece_in_sector(deal: Deal) -> bool:
    """Whether a sector holds the deal's piece."""
    return deal.state == DealState.COMMITTED or is_running(deal)


@formula
def price_left(deal: Deal) -> TokenAmount:
    """The price less what was paid and what was given back."""
    return TokenAmount(deal.proposal.storage_price - deal.paid - deal.refunded)


@formula
def collateral_left(deal: Deal) -> TokenAmount:
    """The storage collateral less what was slashed."""
    return TokenAmount(deal.proposal.storage_collateral - deal.slashed)


@formula
def asked_of(terms: StorageDealProposal, party: ActorID) -> TokenAmount:
    """What a proposal locks of a party: price and collateral of the client, the storage collateral of the provider.

    One who is both sides is asked for both.
    """
    of_client = terms.storage_price + terms.client_collateral if party == terms.client else 0
    of_provider = terms.storage_collateral if party == terms.provider else 0
    return TokenAmount(of_client + of_provider)


@formula
def is_over(w: World, deal: Deal) -> bool:
    """Whether the deal has ended, or missed its activation."""
    return w.epoch > (deal.activate_by if is_waiting(deal) else deal.proposal.deal_expiry)


@formula
def settled_to(w: World, deal: Deal) -> Epoch:
    """``min(now, Expiry)``: where a settlement of today ends."""
    return w.epoch if w.epoch <= deal.proposal.deal_expiry else deal.proposal.deal_expiry


@formula
def final_funds(w: World, who: ActorID) -> TokenAmount:
    """What somebody can withdraw: what is available, without what is held until finality."""
    escrow = w.market.escrow.get(who, NOTHING)
    return TokenAmount(escrow.available - held_still(w, escrow))


@formula
def held_still(w: World, escrow: Escrow) -> TokenAmount:
    """What came back from deals and is not final yet."""
    return escrow.held if w.epoch < escrow.held_until else TokenAmount(0)
