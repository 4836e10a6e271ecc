"""Laws of the storage market: the money in escrow, and what each deal is at any moment."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT, ActorKind
from filspec.actors.oracles import proposal_digest
from filspec.actors.storage_market.state import NO_SECTOR, NOTHING, Deal, DealState, Escrow
from filspec.actors.units import MARKET, ActorID, DealID, Digest
from filspec.actors.world import World
from filspec.kit.laws import law, law_for_each, law_for_every_key
from filspec.kit.sums import total, total_by
from filspec.laws.formulas.deals import collateral_left, is_open, is_running, is_waiting, price_left
from filspec.laws.formulas.pledge import balance

Owed = tuple[ActorID, int]


def in_escrow(_who: ActorID, escrow: Escrow) -> int:
    """Summand: what a participant has with the market."""
    return escrow.available + escrow.locked


def locked_in_escrow(_who: ActorID, escrow: Escrow) -> int:
    """Summand: what a participant owes to live deals."""
    return escrow.locked


def owed_by_party(_number: DealID, deal: Deal) -> tuple[Owed, Owed]:
    """Summands: what a deal still holds of its client and of its provider."""
    client, provider = deal.proposal.client, deal.proposal.provider
    if is_open(deal):
        return (client, price_left(deal) + deal.proposal.client_collateral), (provider, collateral_left(deal))
    return (client, 0), (provider, 0)


def owed_by_both(_number: DealID, deal: Deal) -> int:
    """Summand: what a deal still holds of both sides."""
    if is_open(deal):
        return price_left(deal) + deal.proposal.client_collateral + collateral_left(deal)
    return 0


@law("D1")
def escrow_is_backed(w: World) -> bool:
    """The market's tokens are what all participants have in escrow."""
    return balance(w, MARKET) == total(w.market.escrow, in_escrow)


@law("D3")
def all_locks_are_owed(w: World) -> bool:
    """All that is locked is what all live deals owe."""
    return total(w.market.escrow, locked_in_escrow) == total(w.market.deals, owed_by_both)


@law_for_every_key("market.escrow", "D4")
def locked_is_what_is_owed(w: World, who: ActorID) -> bool:
    """What is locked of a participant is what its live deals owe; who has no escrow owes nothing."""
    return w.market.escrow.get(who, NOTHING).locked == total_by(w.market.deals, owed_by_party)[who]


@law_for_each("market.escrow", "D2")
def escrow_is_not_negative(w: World, who: ActorID, escrow: Escrow) -> bool:
    """No escrow balance is negative."""
    return escrow.available >= 0 and escrow.locked >= 0


@law_for_each("market.escrow", "D19")
def held_funds_are_available_funds(w: World, who: ActorID, escrow: Escrow) -> bool:
    """What is not final yet is a part of what is available, and waits no longer than the release delay."""
    released_by_now = escrow.held_until <= w.epoch + w.parameters.release_delay
    return escrow.held >= 0 and escrow.held <= escrow.available and released_by_now


@law_for_each("market.escrow", "D18")
def escrow_belongs_to_an_account(w: World, who: ActorID, escrow: Escrow) -> bool:
    """Only an account, which can withdraw, has an escrow."""
    return w.ledger.accounts.get(who, NO_ACCOUNT).kind == ActorKind.ACCOUNT


@law_for_each("market.deals", "D5")
def deal_number_was_given_out(w: World, number: DealID, deal: Deal) -> bool:
    """Every deal has a number that was given out."""
    return number >= 0 and number < w.market.next_deal


@law("D5")
def deal_numbers_begin_at_zero(w: World) -> bool:
    """The next deal's number is never negative."""
    return w.market.next_deal >= 0


@law_for_each("market.deals", "D6")
def deal_is_published_once(w: World, number: DealID, deal: Deal) -> bool:
    """Every deal is the one published for its proposal, so no two deals share one."""
    return w.market.published.get(proposal_digest(deal.proposal), DealID(-1)) == number


@law_for_each("market.published", "D6")
def publication_has_its_deal(w: World, digest: Digest, number: DealID) -> bool:
    """Every published proposal has its deal."""
    return number in w.market.deals


@law_for_each("market.deals", "D3", "D9")
def deal_terms_are_sound(w: World, number: DealID, deal: Deal) -> bool:
    """Price and collaterals are not negative, the piece has a size, and both sides have an escrow."""
    terms = deal.proposal
    return (
        terms.storage_price >= 0
        and terms.client_collateral >= 0
        and terms.storage_collateral >= 0
        and terms.piece_size > 0
        and terms.client in w.market.escrow
        and terms.provider in w.market.escrow
    )


@law_for_each("market.deals", "D8")
def deal_was_published_in_time(w: World, number: DealID, deal: Deal) -> bool:
    """A deal was published before its proposal expired, and must become active before it ends."""
    published = deal.activate_by - w.parameters.deal_activation_limit
    return (
        published <= deal.proposal.proposal_expiry
        and published <= w.epoch
        and deal.activate_by < deal.proposal.deal_expiry
    )


@law_for_each("market.deals", "D9")
def deal_settles_what_it_has(w: World, number: DealID, deal: Deal) -> bool:
    """A deal pays and refunds at most its price, and is slashed at most its collateral."""
    return (
        deal.paid >= 0
        and deal.refunded >= 0
        and deal.paid + deal.refunded <= deal.proposal.storage_price
        and deal.slashed >= 0
        and deal.slashed <= deal.proposal.storage_collateral
    )


@law_for_each("market.deals", "D9")
def waiting_deal_is_untouched(w: World, number: DealID, deal: Deal) -> bool:
    """Before its first proof nothing of a deal is paid, refunded or slashed; before its commit it has no sector."""
    untouched = deal.epoch_price == 0 and deal.paid == 0 and deal.refunded == 0 and deal.slashed == 0
    return (untouched or not is_waiting(deal)) and (deal.sector == NO_SECTOR or deal.state != DealState.PUBLISHED)


@law_for_each("market.deals", "D9")
def waiting_deal_is_not_settled_ahead(w: World, number: DealID, deal: Deal) -> bool:
    """Before its first proof a deal is settled up to its publication, which is past."""
    return deal.paid_until <= w.epoch or not is_waiting(deal)


@law_for_each("market.deals", "D9")
def running_deal_can_pay_its_rest(w: World, number: DealID, deal: Deal) -> bool:
    """A running deal is settled up to now at most, and what is left of its price covers its epochs to come."""
    if not is_running(deal):
        return True
    rest = deal.proposal.deal_expiry - deal.paid_until
    settled_in_term = rest >= 0 and deal.paid_until <= w.epoch
    return settled_in_term and deal.epoch_price >= 0 and price_left(deal) >= deal.epoch_price * rest


@law_for_each("market.deals", "D10", "D12")
def expired_deal_is_settled(w: World, number: DealID, deal: Deal) -> bool:
    """A deal that expired is past its end, and all of its price is paid, or given back where nobody proved."""
    if deal.state != DealState.EXPIRED:
        return True
    return w.epoch > deal.proposal.deal_expiry and price_left(deal) == 0


@law_for_each("market.deals", "D11")
def failed_deal_is_refunded(w: World, number: DealID, deal: Deal) -> bool:
    """A failed deal gave the client all that was not earned, and all of its storage collateral is burnt."""
    return deal.state != DealState.FAILED or (price_left(deal) == 0 and collateral_left(deal) == 0)


@law_for_each("market.deals", "D11")
def timed_out_deal_is_refunded(w: World, number: DealID, deal: Deal) -> bool:
    """A deal that missed its activation gave the client its price back, and its storage collateral is burnt."""
    if deal.state != DealState.TIMED_OUT:
        return True
    refunded = deal.paid == 0 and deal.refunded == deal.proposal.storage_price
    return w.epoch > deal.activate_by and refunded and collateral_left(deal) == 0
