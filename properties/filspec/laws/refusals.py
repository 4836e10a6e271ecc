"""Laws of refusals: what may not be refused.

A guard too many breaks no law of what messages do, since a refused message does nothing; but who cannot have back what
is its own has lost it all the same. So these laws speak of refused messages.
"""

from __future__ import annotations

from typing import cast

from filspec.actors.ledger.transfers import is_account
from filspec.actors.payment_channel.channels import collect_payment_channel
from filspec.actors.payment_channel.state import OPEN
from filspec.actors.storage_market.balances import withdraw_balance
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.storage_market.state import NOTHING, DealState
from filspec.actors.units import ActorID, DealID, TokenAmount
from filspec.actors.world import World
from filspec.kit.laws import message_law
from filspec.kit.runner import Sent
from filspec.kit.transitions import transition_of
from filspec.laws.storage_market import is_running, is_waiting


def is_refused(sent: Sent, name: str) -> bool:
    """Whether the message is a refused transition of this name."""
    return not sent.receipt.accepted and sent.transition.name == name


@message_law("L13", "D18")
def final_funds_can_be_withdrawn(before: World, after: World, sent: Sent) -> bool:
    """An account is never refused a withdrawal of what is available to it and final."""
    if not is_refused(sent, transition_of(withdraw_balance).name):
        return True
    caller, amount = cast(tuple[ActorID, TokenAmount], sent.arguments)
    escrow = before.market.escrow.get(caller, NOTHING)
    waiting = 0 if before.epoch >= escrow.held_until else escrow.held
    return not is_account(before, caller) or amount <= 0 or amount > escrow.available - waiting


@message_law("L1", "L2")
def deal_that_is_over_can_be_closed(before: World, after: World, sent: Sent) -> bool:
    """Anybody can close a deal that missed its activation, or that ended and whose last epochs are settled."""
    if not is_refused(sent, transition_of(close_expired_storage_deal).name):
        return True
    _caller, number = cast(tuple[ActorID, DealID], sent.arguments)
    if number not in before.market.deals:
        return True
    deal = before.market.deals[number]
    missed = is_waiting(deal) and before.epoch > deal.activate_by
    settled = deal.state == DealState.FAILING or deal.paid_until == deal.proposal.deal_expiry
    ended = is_running(deal) and before.epoch > deal.proposal.deal_expiry and settled
    return not missed and not ended


@message_law("L11", "C5")
def settled_channel_can_be_collected(before: World, after: World, sent: Sent) -> bool:
    """Anybody can collect a channel, once, when its settlement is over."""
    if not is_refused(sent, transition_of(collect_payment_channel).name):
        return True
    _caller, channel = cast(tuple[ActorID, ActorID], sent.arguments)
    if channel not in before.channel.channels:
        return True
    record = before.channel.channels[channel]
    return record.collected or record.closing_at == OPEN or before.epoch < record.closing_at
