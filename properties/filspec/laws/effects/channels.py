"""Effects on payment channels: what is put in, promised, and paid out."""

from __future__ import annotations

from filspec.actors.ledger.state import Account, ActorKind
from filspec.actors.payment_channel.channels import (
    close_payment_channel,
    collect_payment_channel,
    create_payment_channel,
)
from filspec.actors.payment_channel.state import NO_LANE, OPEN, Channel, Lane, Merge, Voucher
from filspec.actors.payment_channel.vouchers import merge_lane, update_channel_state
from filspec.actors.units import ActorID, Epoch, LaneID, Nonce, PublicKey, TokenAmount
from filspec.actors.world import World
from filspec.kit.frames import ANYTHING, Changes, rows, rows_under
from filspec.kit.laws import frame, postcondition
from filspec.laws.formulas.pledge import balance


@frame(create_payment_channel, "C1")
def opening_changes(before: World, caller: ActorID) -> Changes:
    """Opening a channel makes an actor, and changes the account of the payer."""
    channel = before.init.next_id
    return {
        "ledger.accounts": rows(caller, channel),
        "init.next_id": ANYTHING,
        "channel.channels": rows(channel),
    }


@postcondition(create_payment_channel, "C1", "C7")
def new_channel_is_open(before: World, after: World, caller: ActorID, payee: ActorID, answer: ActorID) -> bool:
    """The channel joins its payer and its payee, promises nothing yet, and nobody closes it."""
    expected = Channel(
        payer=caller,
        payee=payee,
        to_send=TokenAmount(0),
        closing_at=OPEN,
        min_close_height=Epoch(0),
        collected=False,
    )
    return after.channel.channels[answer] == expected and answer == before.init.next_id


@postcondition(create_payment_channel, "C1", "T1")
def new_channel_has_what_was_sent_along(
    before: World, after: World, caller: ActorID, value: TokenAmount, answer: ActorID
) -> bool:
    """The payer pays what it sends along, and the channel, an actor with the next number, has just that."""
    made = Account(kind=ActorKind.PAYMENT_CHANNEL, balance=value, nonce=Nonce(0), key=PublicKey(0))
    old = before.ledger.accounts[caller]
    paid = after.ledger.accounts[caller] == old.but(balance=old.balance - value)
    return paid and after.ledger.accounts[answer] == made and after.init.next_id == answer + 1


@frame(close_payment_channel, "C7")
def closing_changes(before: World, channel: ActorID) -> Changes:
    """Closing a channel changes the channel, and pays nobody."""
    return {"channel.channels": rows(channel)}


@postcondition(close_payment_channel, "C7")
def channel_closes_after_the_delay(before: World, after: World, channel: ActorID) -> bool:
    """``closingAt = max(now + delay, minCloseHeight)``."""
    record = before.channel.channels[channel]
    settled = max(before.epoch + before.parameters.settle_delay, record.min_close_height)
    return after.channel.channels[channel] == record.but(closing_at=settled)


@frame(collect_payment_channel, "C5")
def collection_changes(before: World, channel: ActorID) -> Changes:
    """Collecting a channel changes the channel, and the accounts of the channel and its two ends."""
    record = before.channel.channels[channel]
    return {"channel.channels": rows(channel), "ledger.accounts": rows(channel, record.payer, record.payee)}


@postcondition(collect_payment_channel, "C5")
def collection_pays_both_ends(before: World, after: World, channel: ActorID) -> bool:
    """The payee is paid what the channel promised and the payer the rest; nothing is left of either."""
    record = before.channel.channels[channel]
    rest = balance(before, channel) - record.to_send
    to_payee = record.to_send + (rest if record.payer == record.payee else 0)
    to_payer = rest + (record.to_send if record.payer == record.payee else 0)
    payee_paid = balance(after, record.payee) == balance(before, record.payee) + to_payee
    payer_paid = balance(after, record.payer) == balance(before, record.payer) + to_payer
    emptied = after.channel.channels[channel] == record.but(collected=True, to_send=TokenAmount(0))
    return payee_paid and payer_paid and emptied and balance(after, channel) == 0


@frame(update_channel_state, "C1", "C4")
def redemption_changes(before: World, voucher: Voucher) -> Changes:
    """Redeeming a voucher changes the channel and its lanes, and pays nobody yet."""
    return {"channel.channels": rows(voucher.channel), "channel.lanes": rows_under(voucher.channel)}


@postcondition(update_channel_state, "C3", "C7")
def voucher_is_entered(before: World, after: World, voucher: Voucher) -> bool:
    """The voucher's lane has its amount and nonce; a channel that closes stays open for as long as it asks.

    What the channel promises is that of its lanes (C2).
    """
    old, new = before.channel.channels[voucher.channel], after.channel.channels[voucher.channel]
    asked = max(old.min_close_height, voucher.min_close_height)
    closing = old.closing_at if old.closing_at == OPEN else max(old.closing_at, voucher.min_close_height)
    lane = after.channel.lanes[voucher.channel, voucher.lane]
    entered = lane == Lane(redeemed=voucher.amount, nonce=voucher.nonce)
    return entered and new == old.but(to_send=new.to_send, closing_at=closing, min_close_height=asked)


@frame(merge_lane, "C2")
def merge_changes(before: World, merge: Merge, channel: ActorID, into: LaneID) -> Changes:
    """A merge changes the two lanes."""
    return {"channel.lanes": rows((channel, merge.lane), (channel, into))}


@postcondition(merge_lane, "C2", "C3")
def merged_lane_is_taken_over(before: World, after: World, merge: Merge, channel: ActorID, into: LaneID) -> bool:
    """The merged lane is empty and has the merge's nonce; what it held is held by the voucher's own lane."""
    taken, own = before.channel.lanes[channel, merge.lane], before.channel.lanes.get((channel, into), NO_LANE)
    emptied = after.channel.lanes[channel, merge.lane] == Lane(redeemed=TokenAmount(0), nonce=merge.nonce)
    return emptied and after.channel.lanes[channel, into] == own.but(redeemed=own.redeemed + taken.redeemed)
