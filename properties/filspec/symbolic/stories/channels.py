"""Stories of payment channels."""

from __future__ import annotations

from typing import cast

from filspec.actors.parameters import LoweringMerge
from filspec.actors.payment_channel.channels import (
    close_payment_channel,
    collect_payment_channel,
    create_payment_channel,
)
from filspec.actors.payment_channel.state import Merge, Redemption
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.reasons import Reason
from filspec.actors.units import MARKET, ActorID, Digest, LaneID, Nonce, ProofBytes, TokenAmount
from filspec.machines.outside_world import condition_proof, secret_digest
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER
from filspec.symbolic.stories.stage import Stage, story

SECRET, CONDITION = Digest(777), Digest(888)
NOTHING_MORE = Redemption(secret=Digest(0), condition_proof=ProofBytes(0))


def open_channel(stage: Stage, payee: ActorID = OWNER, value: int = 100) -> ActorID:
    """A channel of the client."""
    return cast(ActorID, stage.send(create_payment_channel, CLIENT, TokenAmount(value), payee))


def redeem(stage: Stage, channel: ActorID, **changes: object) -> None:
    """The payee redeems a voucher."""
    stage.send(update_channel_state, OWNER, stage.voucher(channel, **changes), NOTHING_MORE)


def refuse(stage: Stage, reason: Reason, channel: ActorID, **changes: object) -> None:
    """A voucher of the payee is refused."""
    stage.refuse(reason, update_channel_state, OWNER, stage.voucher(channel, **changes), NOTHING_MORE)


def merged(lane: int, nonce: int) -> Merge:
    """A lane that a voucher takes over."""
    return Merge(lane=LaneID(lane), nonce=Nonce(nonce))


@story()
def payment_channel(stage: Stage) -> None:
    """Vouchers are redeemed, lanes merge others, and both ends are paid after the delay."""
    channel = open_channel(stage)
    redeem(stage, channel)
    redeem(stage, channel, lane=1, amount=20)
    redeem(stage, channel, lane=2, amount=5, min_close_height=3)
    redeem(stage, channel, nonce=2, amount=40, merges=(merged(1, 2), merged(2, 2)))
    redeem(stage, channel, lane=1, nonce=3, amount=35, merges=(merged(0, 3),))
    stage.send(close_payment_channel, CLIENT, channel)
    redeem(stage, channel, lane=3, amount=1)
    redeem(stage, channel, lane=4, amount=1, min_close_height=4)
    redeem(stage, channel, lane=5, amount=1, min_close_height=6)
    stage.refuse(Reason.CHANNEL_NOT_SETTLED, collect_payment_channel, STRANGER, channel)
    stage.refuse(Reason.CHANNEL_ALREADY_CLOSING, close_payment_channel, OWNER, channel)
    stage.pass_to(6)
    refuse(stage, Reason.CHANNEL_SETTLED, channel, lane=6)
    stage.send(collect_payment_channel, STRANGER, channel)
    refuse(stage, Reason.CHANNEL_COLLECTED, channel, lane=6)
    stage.refuse(Reason.CHANNEL_COLLECTED, collect_payment_channel, STRANGER, channel)


@story(lowering_merge=LoweringMerge.BY_EITHER)
def payer_merges_for_less(stage: Stage) -> None:
    """The text of 2019: also the payer redeems a merge that lowers what the channel promises."""
    channel = open_channel(stage)
    redeem(stage, channel)
    redeem(stage, channel, lane=1)
    voucher = stage.voucher(channel, nonce=2, amount=15, merges=(merged(1, 2),))
    stage.send(update_channel_state, CLIENT, voucher, NOTHING_MORE)


@story(lowering_merge=LoweringMerge.NEVER)
def merges_never_lower(stage: Stage) -> None:
    """No merge lowers what the channel promises."""
    channel = open_channel(stage)
    redeem(stage, channel)
    redeem(stage, channel, lane=1)
    refuse(stage, Reason.VOUCHER_TAKES_BACK, channel, nonce=2, amount=19, merges=(merged(1, 2),))
    redeem(stage, channel, nonce=2, amount=20, merges=(merged(1, 2),))


@story()
def channel_to_oneself(stage: Stage) -> None:
    """Payer and payee may be one; a channel may be closed late, and collected unused."""
    channel = open_channel(stage, payee=CLIENT)
    voucher = stage.voucher(channel, min_close_height=9)
    stage.send(update_channel_state, CLIENT, voucher, NOTHING_MORE)
    stage.send(close_payment_channel, CLIENT, channel)
    stage.refuse(Reason.CHANNEL_NOT_SETTLED, collect_payment_channel, CLIENT, channel)
    unused = open_channel(stage, value=1)
    stage.send(close_payment_channel, OWNER, unused)
    stage.pass_to(9)
    stage.send(collect_payment_channel, STRANGER, unused)
    stage.send(collect_payment_channel, CLIENT, channel)


@story()
def vouchers_ask_for_more(stage: Stage) -> None:
    """A voucher may wait for an epoch, a secret, or a condition."""
    channel = open_channel(stage)
    refuse(stage, Reason.VOUCHER_TIME_LOCKED, channel, time_lock=1)
    locked = stage.voucher(channel, secret_preimage=secret_digest(SECRET))
    stage.refuse(Reason.WRONG_SECRET, update_channel_state, OWNER, locked, NOTHING_MORE)
    stage.send(update_channel_state, OWNER, locked, NOTHING_MORE.but(secret=SECRET))
    conditional = stage.voucher(channel, lane=1, extra=CONDITION)
    stage.refuse(Reason.CONDITION_NOT_MET, update_channel_state, OWNER, conditional, NOTHING_MORE)
    proof = NOTHING_MORE.but(condition_proof=condition_proof(CONDITION))
    stage.send(update_channel_state, OWNER, conditional, proof)
    stage.end_epochs()
    redeem(stage, channel, lane=2, time_lock=1)


@story()
def vouchers_are_refused(stage: Stage) -> None:
    """Every other reason for which a voucher is not redeemed."""
    channel = open_channel(stage)
    redeem(stage, channel)
    redeem(stage, channel, lane=1)
    refuse(stage, Reason.VOUCHER_NONCE_USED, channel, amount=20)
    refuse(stage, Reason.NEGATIVE_AMOUNT, channel, nonce=2, amount=-1)
    refuse(stage, Reason.VOUCHER_TAKES_BACK, channel, nonce=2, amount=9)
    refuse(stage, Reason.VOUCHER_EXCEEDS_CHANNEL, channel, nonce=2, amount=91)
    refuse(stage, Reason.MERGE_WITH_ITSELF, channel, nonce=2, merges=(merged(0, 3),))
    refuse(stage, Reason.NO_SUCH_LANE, channel, nonce=2, merges=(merged(7, 3),))
    refuse(stage, Reason.MERGE_NONCE_USED, channel, nonce=2, merges=(merged(1, 1),))
    voucher = stage.voucher(channel, lane=3)
    stage.refuse(Reason.INVALID_VOUCHER_SIGNATURE, update_channel_state, OWNER, voucher.but(amount=11), NOTHING_MORE)
    stage.refuse(Reason.CALLER_IS_NOT_A_CHANNEL_PARTY, update_channel_state, STRANGER, voucher, NOTHING_MORE)
    stage.refuse(Reason.NO_SUCH_CHANNEL, update_channel_state, OWNER, voucher.but(channel=CLIENT), NOTHING_MORE)


@story()
def channels_are_refused(stage: Stage) -> None:
    """Every reason for which a channel is not opened, closed or collected."""
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, create_payment_channel, MARKET, 1, OWNER)
    stage.refuse(Reason.RECEIVER_IS_NOT_AN_ACCOUNT, create_payment_channel, CLIENT, 1, MARKET)
    stage.refuse(Reason.CHANNEL_NEEDS_FUNDS, create_payment_channel, CLIENT, 0, OWNER)
    stage.refuse(Reason.INSUFFICIENT_FUNDS, create_payment_channel, CLIENT, 2_000_000, OWNER)
    channel = open_channel(stage)
    stage.refuse(Reason.NO_SUCH_CHANNEL, close_payment_channel, CLIENT, OWNER)
    stage.refuse(Reason.CALLER_IS_NOT_A_CHANNEL_PARTY, close_payment_channel, STRANGER, channel)
    stage.refuse(Reason.NO_SUCH_CHANNEL, collect_payment_channel, CLIENT, OWNER)
    stage.refuse(Reason.CHANNEL_NOT_CLOSING, collect_payment_channel, CLIENT, channel)
