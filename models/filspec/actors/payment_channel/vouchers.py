"""Redeeming vouchers.

A lane remembers what its best voucher promised, less what a merge took over. A voucher moves the difference between
its amount and what its own and its merged lanes hold already; merged lanes are emptied, so that nothing is counted
twice (the 2019 text leaves them full: protocol-facts 9.4, X72), and a nonce must grow (X66).

A merge may be worth less than what it merges, so that both sides share what they save in fees (specs-actors 1046). The
payer signs every voucher, so such a merge counts only if the payee redeems it (decision 31).
"""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.names import PAYMENT_CHANNEL_ACTOR
from filspec.actors.oracles import condition_holds, secret_digest, verify_signature, voucher_digest
from filspec.actors.parameters import LoweringMerge
from filspec.actors.payment_channel.channels import is_channel_party
from filspec.actors.payment_channel.state import NO_DIGEST, NO_LANE, OPEN, Channel, Lane, Merge, Redemption, Voucher
from filspec.actors.reasons import Reason
from filspec.actors.units import ActorID, LaneID, TokenAmount
from filspec.actors.world import World
from filspec.kit.loops import for_each_in
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@message(PAYMENT_CHANNEL_ACTOR, "UpdateChannelState(SignedVoucher, Secret, Proof)")
def update_channel_state(w: World, caller: ActorID, voucher: Voucher, redemption: Redemption) -> None:
    """Redeem a voucher: the channel owes its payee what the voucher adds."""
    require(voucher.channel in w.channel.channels, Reason.NO_SUCH_CHANNEL)
    require(is_channel_party(w, caller, voucher.channel), Reason.CALLER_IS_NOT_A_CHANNEL_PARTY)
    require(not w.channel.channels[voucher.channel].collected, Reason.CHANNEL_COLLECTED)
    require(takes_vouchers(w, voucher.channel), Reason.CHANNEL_SETTLED)
    require(is_signed_by_payer(w, voucher), Reason.INVALID_VOUCHER_SIGNATURE)
    require(w.epoch >= voucher.time_lock, Reason.VOUCHER_TIME_LOCKED)
    require(secret_matches(voucher, redemption), Reason.WRONG_SECRET)
    require(condition_is_met(voucher, redemption), Reason.CONDITION_NOT_MET)
    require(voucher.nonce > lane_of(w, voucher).nonce, Reason.VOUCHER_NONCE_USED)
    require(voucher.amount >= 0, Reason.NEGATIVE_AMOUNT)

    alone = lane_of(w, voucher).redeemed
    for_each_in(voucher.merges, merge_lane, w, voucher.channel, voucher.lane)
    redeem(w, caller, voucher, alone)


@internal()
def merge_lane(w: World, merge: Merge, channel: ActorID, into: LaneID) -> None:
    """Empty a lane into the voucher's own."""
    require(merge.lane != into, Reason.MERGE_WITH_ITSELF)
    require((channel, merge.lane) in w.channel.lanes, Reason.NO_SUCH_LANE)
    require(merge.nonce > w.channel.lanes[(channel, merge.lane)].nonce, Reason.MERGE_NONCE_USED)
    taken = w.channel.lanes[(channel, merge.lane)].redeemed
    w.channel.lanes[(channel, merge.lane)] = Lane(redeemed=TokenAmount(0), nonce=merge.nonce)
    own = w.channel.lanes.get((channel, into), NO_LANE)
    w.channel.lanes[(channel, into)] = own.but(redeemed=own.redeemed + taken)


@internal()
def redeem(w: World, caller: ActorID, voucher: Voucher, alone: TokenAmount) -> None:
    """Enter the voucher's amount in its lane, which promised ``alone`` before the merges; the channel owes the rest."""
    lane = w.channel.lanes.get((voucher.channel, voucher.lane), NO_LANE)
    channel = w.channel.channels[voucher.channel]
    to_send = channel.to_send + voucher.amount - lane.redeemed
    lowers = to_send < channel.to_send
    require(not lowers or may_lower(w, caller, channel, lane.redeemed - alone), Reason.VOUCHER_TAKES_BACK)
    require(to_send <= w.ledger.accounts[voucher.channel].balance, Reason.VOUCHER_EXCEEDS_CHANNEL)
    w.channel.lanes[(voucher.channel, voucher.lane)] = Lane(redeemed=voucher.amount, nonce=voucher.nonce)
    closing_at = channel.closing_at if channel.closing_at == OPEN else max(channel.closing_at, voucher.min_close_height)
    w.channel.channels[voucher.channel] = channel.but(
        to_send=to_send,
        closing_at=closing_at,
        min_close_height=max(channel.min_close_height, voucher.min_close_height),
    )


@pure
def may_lower(w: World, caller: ActorID, channel: Channel, merged: int) -> bool:
    """Whether the redeemer may lower what the channel promises by a voucher that takes over so much (decision 31)."""
    by_payee = w.parameters.lowering_merge == LoweringMerge.BY_PAYEE and caller == channel.payee
    return merged > 0 and (by_payee or w.parameters.lowering_merge == LoweringMerge.BY_EITHER)


@pure
def takes_vouchers(w: World, channel: ActorID) -> bool:
    """Whether the channel is open, or its settlement delay not over."""
    record = w.channel.channels[channel]
    return record.closing_at == OPEN or w.epoch < record.closing_at


@pure
def lane_of(w: World, voucher: Voucher) -> Lane:
    """The voucher's lane as it is."""
    return w.channel.lanes.get((voucher.channel, voucher.lane), NO_LANE)


@pure
def is_signed_by_payer(w: World, voucher: Voucher) -> bool:
    """Whether the channel's payer signed the voucher."""
    payer = w.channel.channels[voucher.channel].payer
    key = w.ledger.accounts.get(payer, NO_ACCOUNT).key
    return verify_signature(key, voucher_digest(voucher), voucher.signature)


@pure
def secret_matches(voucher: Voucher, redemption: Redemption) -> bool:
    """Whether the secret is the one the voucher asks for, if any."""
    return voucher.secret_preimage == NO_DIGEST or secret_digest(redemption.secret) == voucher.secret_preimage


@pure
def condition_is_met(voucher: Voucher, redemption: Redemption) -> bool:
    """Whether the voucher's extra condition holds, if it has one."""
    return voucher.extra == NO_DIGEST or condition_holds(voucher.extra, redemption.condition_proof)
