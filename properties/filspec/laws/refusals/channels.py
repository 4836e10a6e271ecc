"""Refusals of payment channels: opening, redeeming, closing and collecting."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.oracles import condition_holds, secret_digest, verify_signature, voucher_digest
from filspec.actors.parameters import LoweringMerge
from filspec.actors.payment_channel.channels import (
    close_payment_channel,
    collect_payment_channel,
    create_payment_channel,
)
from filspec.actors.payment_channel.state import NO_DIGEST, NO_LANE, OPEN, Channel, Merge, Redemption, Voucher
from filspec.actors.payment_channel.vouchers import merge_lane, update_channel_state
from filspec.actors.reasons import Reason
from filspec.actors.units import ActorID, LaneID, TokenAmount
from filspec.actors.world import World
from filspec.kit.laws import formula, refused_for
from filspec.laws.formulas.pledge import balance


@refused_for(create_payment_channel, Reason.CHANNEL_NEEDS_FUNDS, "C1")
def channel_is_opened_empty(before: World, value: TokenAmount) -> bool:
    """Nothing is sent along."""
    return value <= 0


@refused_for(close_payment_channel, Reason.NO_SUCH_CHANNEL, "C7")
@refused_for(collect_payment_channel, Reason.NO_SUCH_CHANNEL, "C5", "L11")
def channel_is_unknown(before: World, channel: ActorID) -> bool:
    """There is no such channel."""
    return channel not in before.channel.channels


@refused_for(update_channel_state, Reason.NO_SUCH_CHANNEL, "C4")
def channel_of_voucher_is_unknown(before: World, voucher: Voucher) -> bool:
    """There is no such channel."""
    return voucher.channel not in before.channel.channels


@refused_for(close_payment_channel, Reason.CALLER_IS_NOT_A_CHANNEL_PARTY, "C7")
def sender_is_no_end(before: World, caller: ActorID, channel: ActorID) -> bool:
    """The sender is neither the payer nor the payee."""
    record = before.channel.channels[channel]
    return caller != record.payer and caller != record.payee


@refused_for(update_channel_state, Reason.CALLER_IS_NOT_A_CHANNEL_PARTY, "C4")
def redeemer_is_no_end(before: World, caller: ActorID, voucher: Voucher) -> bool:
    """The sender is neither the payer nor the payee."""
    record = before.channel.channels[voucher.channel]
    return caller != record.payer and caller != record.payee


@refused_for(close_payment_channel, Reason.CHANNEL_ALREADY_CLOSING, "C7")
def channel_is_closing(before: World, channel: ActorID) -> bool:
    """Somebody closed the channel before."""
    return before.channel.channels[channel].closing_at != OPEN


@refused_for(collect_payment_channel, Reason.CHANNEL_COLLECTED, "C5", "L11")
def channel_was_collected(before: World, channel: ActorID) -> bool:
    """The channel was collected before."""
    return before.channel.channels[channel].collected


@refused_for(collect_payment_channel, Reason.CHANNEL_NOT_CLOSING, "C5", "L11")
def nobody_closed_the_channel(before: World, channel: ActorID) -> bool:
    """Nobody closed the channel."""
    return before.channel.channels[channel].closing_at == OPEN


@refused_for(collect_payment_channel, Reason.CHANNEL_NOT_SETTLED, "C5", "C7", "L11")
def settlement_goes_on(before: World, channel: ActorID) -> bool:
    """The channel's settlement is not over."""
    return before.epoch < before.channel.channels[channel].closing_at


@refused_for(update_channel_state, Reason.CHANNEL_COLLECTED, "C5")
def channel_of_voucher_was_collected(before: World, voucher: Voucher) -> bool:
    """The channel was collected."""
    return before.channel.channels[voucher.channel].collected


@refused_for(update_channel_state, Reason.CHANNEL_SETTLED, "C5")
def settlement_is_over(before: World, voucher: Voucher) -> bool:
    """The channel was closed, and its settlement is over."""
    closing_at = before.channel.channels[voucher.channel].closing_at
    return closing_at != OPEN and before.epoch >= closing_at


@refused_for(update_channel_state, Reason.INVALID_VOUCHER_SIGNATURE, "C4")
def payer_did_not_sign(before: World, voucher: Voucher) -> bool:
    """The channel's payer did not sign the voucher."""
    payer = before.ledger.accounts.get(before.channel.channels[voucher.channel].payer, NO_ACCOUNT)
    return not verify_signature(payer.key, voucher_digest(voucher), voucher.signature)


@refused_for(update_channel_state, Reason.VOUCHER_TIME_LOCKED, "C6")
def voucher_is_locked(before: World, voucher: Voucher) -> bool:
    """The voucher's time lock is not over."""
    return before.epoch < voucher.time_lock


@refused_for(update_channel_state, Reason.WRONG_SECRET, "C6")
def secret_is_wrong(before: World, voucher: Voucher, redemption: Redemption) -> bool:
    """The voucher asks for a secret, and this is not the one."""
    return voucher.secret_preimage != NO_DIGEST and secret_digest(redemption.secret) != voucher.secret_preimage


@refused_for(update_channel_state, Reason.CONDITION_NOT_MET, "C6")
def condition_is_not_met(before: World, voucher: Voucher, redemption: Redemption) -> bool:
    """The voucher asks for an extra condition, and it does not hold."""
    return voucher.extra != NO_DIGEST and not condition_holds(voucher.extra, redemption.condition_proof)


@refused_for(update_channel_state, Reason.VOUCHER_NONCE_USED, "C3", "C4")
def nonce_was_seen(before: World, voucher: Voucher) -> bool:
    """The voucher's lane has seen its nonce, or a later one."""
    return voucher.nonce <= before.channel.lanes.get((voucher.channel, voucher.lane), NO_LANE).nonce


@refused_for(update_channel_state, Reason.NEGATIVE_AMOUNT, "C2")
def voucher_is_negative(before: World, voucher: Voucher) -> bool:
    """The voucher promises less than nothing."""
    return voucher.amount < 0


@refused_for(update_channel_state, Reason.VOUCHER_TAKES_BACK, "C4")
def voucher_promises_less(before: World, caller: ActorID, voucher: Voucher, accepted: bool) -> bool:
    """The voucher lowers what the channel promises, and its sender may not do so, or it merges nothing to lower.

    It is worth less than what the channel has promised, for at most so much can its lanes hold. If its sender may lower
    what is promised (decision 31), it is worth less than what its own lane held before any merge.
    """
    record = before.channel.channels[voucher.channel]
    own = before.channel.lanes.get((voucher.channel, voucher.lane), NO_LANE)
    lowers_its_lane = voucher.amount < own.redeemed
    lowers = voucher.amount < record.to_send
    return not accepted and lowers and (lowers_its_lane or not may_lower_by_a_merge(before, caller, record))


@formula
def may_lower_by_a_merge(w: World, caller: ActorID, channel: Channel) -> bool:
    """Whether one who redeems a voucher that merges lanes may lower what the channel promises (decision 31)."""
    rule = w.parameters.lowering_merge
    return rule == LoweringMerge.BY_EITHER or (rule == LoweringMerge.BY_PAYEE and caller == channel.payee)


@refused_for(update_channel_state, Reason.VOUCHER_EXCEEDS_CHANNEL, "C1")
def channel_cannot_pay(before: World, voucher: Voucher, accepted: bool) -> bool:
    """The channel cannot pay the voucher besides what it has promised: its lanes may hold nothing of it."""
    promised = before.channel.channels[voucher.channel].to_send + voucher.amount
    return not accepted and promised > balance(before, voucher.channel)


@refused_for(merge_lane, Reason.MERGE_WITH_ITSELF, "C2")
def lane_is_merged_with_itself(before: World, merge: Merge, into: LaneID) -> bool:
    """The voucher merges its own lane."""
    return merge.lane == into


@refused_for(merge_lane, Reason.NO_SUCH_LANE, "C2")
def lane_is_unknown(before: World, merge: Merge, channel: ActorID) -> bool:
    """The lane was never used."""
    return (channel, merge.lane) not in before.channel.lanes


@refused_for(merge_lane, Reason.MERGE_NONCE_USED, "C3")
def nonce_of_merge_was_seen(before: World, merge: Merge, channel: ActorID) -> bool:
    """The merged lane has seen this nonce, or a later one."""
    return merge.nonce <= before.channel.lanes[channel, merge.lane].nonce
