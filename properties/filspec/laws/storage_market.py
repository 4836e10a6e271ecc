"""Laws of the storage market: the money in escrow, and what each deal is at any moment."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT, ActorKind
from filspec.actors.oracles import proposal_digest
from filspec.actors.storage_market.balances import requirement, withdraw_balance
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.sector_deals import is_live
from filspec.actors.storage_market.settlement import remaining_collateral, unsettled_price
from filspec.actors.storage_market.state import (
    NO_SECTOR,
    NOTHING,
    Deal,
    DealState,
    Escrow,
    StorageDeal,
    StorageDealProposal,
)
from filspec.actors.units import MARKET, ActorID, DealID, Digest, TokenAmount
from filspec.actors.world import World
from filspec.kit.frames import changes_only
from filspec.kit.laws import law, law_for_each, law_for_every_key, message_law, postcondition
from filspec.kit.runner import Sent
from filspec.kit.sums import total, total_by
from filspec.kit.transitions import transition_of
from filspec.laws.interpreter import is_accepted
from filspec.laws.ledger import balance

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
    if is_live(deal.state):
        return (client, unsettled_price(deal) + deal.proposal.client_collateral), (provider, remaining_collateral(deal))
    return (client, 0), (provider, 0)


def owed_by_both(_number: DealID, deal: Deal) -> int:
    """Summand: what a deal still holds of both sides."""
    if is_live(deal.state):
        return unsettled_price(deal) + deal.proposal.client_collateral + remaining_collateral(deal)
    return 0


def is_waiting(deal: Deal) -> bool:
    """Whether the deal waits for its first proof."""
    return deal.state == DealState.PUBLISHED or deal.state == DealState.COMMITTED


def is_running(deal: Deal) -> bool:
    """Whether the payment clock of the deal runs."""
    return deal.state == DealState.ACTIVE or deal.state == DealState.FAILING


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
    return settled_in_term and deal.epoch_price >= 0 and unsettled_price(deal) >= deal.epoch_price * rest


@law_for_each("market.deals", "D10", "D12")
def expired_deal_is_settled(w: World, number: DealID, deal: Deal) -> bool:
    """A deal that expired is past its end, and all of its price is paid, or given back where nobody proved."""
    if deal.state != DealState.EXPIRED:
        return True
    return w.epoch > deal.proposal.deal_expiry and unsettled_price(deal) == 0


@law_for_each("market.deals", "D11")
def failed_deal_is_refunded(w: World, number: DealID, deal: Deal) -> bool:
    """A failed deal gave the client all that was not earned, and all of its storage collateral is burnt."""
    return deal.state != DealState.FAILED or (unsettled_price(deal) == 0 and remaining_collateral(deal) == 0)


@law_for_each("market.deals", "D11")
def timed_out_deal_is_refunded(w: World, number: DealID, deal: Deal) -> bool:
    """A deal that missed its activation gave the client its price back, and its storage collateral is burnt."""
    if deal.state != DealState.TIMED_OUT:
        return True
    refunded = deal.paid == 0 and deal.refunded == deal.proposal.storage_price
    return w.epoch > deal.activate_by and refunded and remaining_collateral(deal) == 0


@message_law("D7")
def new_deal_locks_what_it_asks(before: World, after: World, sent: Sent) -> bool:
    """Publishing a new deal locks of each side what it asks of that side, and the side had it available."""
    number = before.market.next_deal
    if not is_accepted(sent, transition_of(publish_storage_deal).name) or after.market.next_deal == number:
        return True
    terms = after.market.deals[number].proposal
    return locks(before, after, terms, terms.client) and locks(before, after, terms, terms.provider)


def locks(before: World, after: World, terms: StorageDealProposal, party: ActorID) -> bool:
    """Whether the terms, and nothing else, were moved from available to locked."""
    asked, old, new = requirement(terms, party), before.market.escrow[party], after.market.escrow[party]
    moved = new.available == old.available - asked and new.locked == old.locked + asked
    return moved and old.available >= asked


@message_law("D20")
def second_publication_changes_nothing(before: World, after: World, sent: Sent) -> bool:
    """Publishing a deal again answers its number and changes nothing."""
    if not is_accepted(sent, transition_of(publish_storage_deal).name):
        return True
    return sent.receipt.answer == before.market.next_deal or changes_only(before, after)


@postcondition(publish_storage_deal, "D20")
def publication_is_found_again(before: World, after: World, caller: ActorID, deal: StorageDeal) -> bool:
    """After its publication a proposal is known by its digest."""
    return proposal_digest(deal.proposal) in after.market.published


@postcondition(withdraw_balance, "D18", "D19")
def withdrawal_takes_ones_own_final_funds(before: World, after: World, caller: ActorID, amount: TokenAmount) -> bool:
    """A withdrawal pays the caller what it takes from its escrow, and leaves there what is not final yet."""
    old, new = before.market.escrow[caller], after.market.escrow[caller]
    kept = 0 if before.epoch >= old.held_until else old.held
    paid = balance(after, caller) - balance(before, caller)
    return paid == amount and new.available == old.available - amount and new.available >= kept
