"""Laws of payment channels: what a channel promises is there, and vouchers count once."""

from __future__ import annotations

from typing import cast

from filspec.actors.ledger.state import NO_ACCOUNT, ActorKind
from filspec.actors.parameters import LoweringMerge
from filspec.actors.payment_channel.state import NO_LANE, OPEN, Channel, Lane, Redemption, Voucher
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.units import ActorID, LaneID
from filspec.actors.world import World
from filspec.kit.laws import law_for_each, message_law, postcondition, step_law_for_each
from filspec.kit.runner import Sent
from filspec.kit.sums import total_by
from filspec.kit.transitions import transition_of
from filspec.laws.formulas.deals import is_account
from filspec.laws.formulas.pledge import balance
from filspec.laws.interpreter import is_accepted

LaneOfChannel = tuple[ActorID, LaneID]


def redeemed_by_channel(key: LaneOfChannel, lane: Lane) -> tuple[tuple[ActorID, int]]:
    """Summand: what the vouchers of a lane promise, by channel."""
    return ((key[0], lane.redeemed),)


@law_for_each("channel.channels", "C1")
def channel_can_keep_its_promise(w: World, channel: ActorID, record: Channel) -> bool:
    """What a channel promises is not negative, and the channel has it."""
    return record.to_send >= 0 and record.to_send <= balance(w, channel)


@law_for_each("channel.channels", "C1")
def channel_joins_accounts(w: World, channel: ActorID, record: Channel) -> bool:
    """A channel is an actor of its own between two accounts."""
    kind = w.ledger.accounts.get(channel, NO_ACCOUNT).kind
    return kind == ActorKind.PAYMENT_CHANNEL and is_account(w, record.payer) and is_account(w, record.payee)


@law_for_each("channel.channels", "C2")
def promise_is_that_of_the_lanes(w: World, channel: ActorID, record: Channel) -> bool:
    """Until it is collected, a channel promises what its lanes hold, merged amounts counted once."""
    return record.collected or record.to_send == total_by(w.channel.lanes, redeemed_by_channel)[channel]


@law_for_each("channel.channels", "C5", "C7")
def collected_channel_is_empty(w: World, channel: ActorID, record: Channel) -> bool:
    """A collected channel was settled and has nothing left."""
    if not record.collected:
        return True
    settled = record.closing_at != OPEN and w.epoch >= record.closing_at
    return settled and record.to_send == 0 and balance(w, channel) == 0


@law_for_each("channel.channels", "C7")
def channel_respects_its_earliest_close(w: World, channel: ActorID, record: Channel) -> bool:
    """A closing channel stays open until the height its vouchers ask for."""
    return record.closing_at == OPEN or record.closing_at >= record.min_close_height


@law_for_each("channel.lanes", "C2")
def lane_has_its_channel(w: World, key: LaneOfChannel, lane: Lane) -> bool:
    """A lane belongs to a channel, and promises nothing negative."""
    return key[0] in w.channel.channels and lane.redeemed >= 0


@step_law_for_each("channel.channels", "C4", "C5")
def channel_keeps_its_ends(before: World, after: World, channel: ActorID) -> bool:
    """A channel keeps its ends; where no merge may lower what it promises, that never falls; a collected one rests."""
    old, new = before.channel.channels[channel], after.channel.channels[channel]
    if old.collected:
        return new == old
    may_fall = new.collected or before.parameters.lowering_merge != LoweringMerge.NEVER
    return new.payer == old.payer and new.payee == old.payee and (may_fall or new.to_send >= old.to_send)


@message_law("C4", "C5")
def promise_falls_by_the_payees_own_merge(before: World, after: World, sent: Sent) -> bool:
    """What a channel promises falls by its collection, or by a voucher that its payee redeems."""
    redeemed = is_accepted(sent, transition_of(update_channel_state).name)
    by_anybody = before.parameters.lowering_merge == LoweringMerge.BY_EITHER
    return all(
        after.channel.channels[channel].collected
        or after.channel.channels[channel].to_send >= record.to_send
        or (
            redeemed
            and channel == cast(Voucher, sent.arguments[1]).channel
            and (by_anybody or sent.arguments[0] == record.payee)
        )
        for channel, record in before.channel.channels.items()
    )


@step_law_for_each("channel.channels", "C7")
def channel_closes_after_its_delay(before: World, after: World, channel: ActorID) -> bool:
    """A closing channel gives the other side the settlement delay, is never hastened, and never reopens."""
    old, new = before.channel.channels[channel], after.channel.channels[channel]
    if old.closing_at != OPEN:
        return new.closing_at != OPEN and new.closing_at >= old.closing_at
    return new.closing_at == OPEN or new.closing_at >= before.epoch + before.parameters.settle_delay


@step_law_for_each("channel.channels", "C5", "C7")
def settled_channel_only_waits_for_collection(before: World, after: World, channel: ActorID) -> bool:
    """Once its delay is over, a channel owes no more and closes no later; only collection changes it."""
    old, new = before.channel.channels[channel], after.channel.channels[channel]
    is_settled = old.closing_at != OPEN and before.epoch >= old.closing_at
    return not is_settled or new.collected or new == old


@step_law_for_each("channel.lanes", "C3")
def lane_nonce_never_falls(before: World, after: World, key: LaneOfChannel) -> bool:
    """A lane stays, and its nonce never falls."""
    return after.channel.lanes[key].nonce >= before.channel.lanes[key].nonce


@step_law_for_each("channel.lanes", "C3", "C4")
def lane_gives_way_to_a_newer_voucher(before: World, after: World, key: LaneOfChannel) -> bool:
    """What a lane holds falls only by a voucher, or by a merge, with a nonce that the lane has never seen."""
    old, new = before.channel.lanes[key], after.channel.lanes[key]
    return new.redeemed >= old.redeemed or new.nonce > old.nonce


@postcondition(update_channel_state, "C2", "C4")
def voucher_lowers_what_it_merges(
    before: World, after: World, caller: ActorID, voucher: Voucher, redemption: Redemption
) -> bool:
    """A voucher lowers what the channel promises only by what it takes over from the lanes that it merges."""
    own = before.channel.lanes.get((voucher.channel, voucher.lane), NO_LANE)
    old, new = before.channel.channels[voucher.channel], after.channel.channels[voucher.channel]
    merged = old.to_send + voucher.amount - own.redeemed - new.to_send
    return new.to_send >= old.to_send or merged > 0


@postcondition(update_channel_state, "C3", "C4", "C5", "C6")
def voucher_counts_once(before: World, after: World, caller: ActorID, voucher: Voucher, redemption: Redemption) -> bool:
    """A voucher is redeemed after its time lock, before settlement, and with a nonce its lane has never seen."""
    lane, closing_at = (voucher.channel, voucher.lane), before.channel.channels[voucher.channel].closing_at
    old, new = before.channel.lanes.get(lane, NO_LANE), after.channel.lanes[lane]
    in_time = before.epoch >= voucher.time_lock and (closing_at == OPEN or before.epoch < closing_at)
    return in_time and new.nonce == voucher.nonce > old.nonce and new.redeemed == voucher.amount
