"""Opening, closing and collecting a payment channel."""

from __future__ import annotations

from filspec.actors.init.creation import new_actor
from filspec.actors.ledger.state import ActorKind
from filspec.actors.ledger.transfers import is_account, transfer
from filspec.actors.names import PAYMENT_CHANNEL_ACTOR
from filspec.actors.payment_channel.state import OPEN, Channel
from filspec.actors.reasons import Reason
from filspec.actors.units import ActorID, Epoch, TokenAmount
from filspec.actors.world import World
from filspec.kit.requirement import require
from filspec.kit.transitions import message, pure


@message(PAYMENT_CHANNEL_ACTOR, "CreatePaymentChannel(Address, TokenAmount)")
def create_payment_channel(w: World, caller: ActorID, value: TokenAmount, payee: ActorID) -> ActorID:
    """Open a channel to the payee with the tokens sent along; answer its number."""
    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(is_account(w, payee), Reason.RECEIVER_IS_NOT_AN_ACCOUNT)
    require(value > 0, Reason.CHANNEL_NEEDS_FUNDS)
    channel = new_actor(w, ActorKind.PAYMENT_CHANNEL)
    transfer(w, caller, channel, value)
    w.channel.channels[channel] = Channel(
        payer=caller,
        payee=payee,
        to_send=TokenAmount(0),
        closing_at=OPEN,
        min_close_height=Epoch(0),
        collected=False,
    )
    return channel


@message(PAYMENT_CHANNEL_ACTOR, "Close()")
def close_payment_channel(w: World, caller: ActorID, channel: ActorID) -> None:
    """Begin the settlement delay, in which the other side may still redeem."""
    require(channel in w.channel.channels, Reason.NO_SUCH_CHANNEL)
    require(is_channel_party(w, caller, channel), Reason.CALLER_IS_NOT_A_CHANNEL_PARTY)
    require(w.channel.channels[channel].closing_at == OPEN, Reason.CHANNEL_ALREADY_CLOSING)
    record = w.channel.channels[channel]
    w.channel.channels[channel] = record.but(
        closing_at=max(w.epoch + w.parameters.settle_delay, record.min_close_height)
    )


@message(PAYMENT_CHANNEL_ACTOR, "Collect()")
def collect_payment_channel(w: World, caller: ActorID, channel: ActorID) -> None:
    """Pay both sides after the settlement delay, once. Anybody may."""
    require(channel in w.channel.channels, Reason.NO_SUCH_CHANNEL)
    require(not w.channel.channels[channel].collected, Reason.CHANNEL_COLLECTED)
    require(w.channel.channels[channel].closing_at != OPEN, Reason.CHANNEL_NOT_CLOSING)
    require(w.epoch >= w.channel.channels[channel].closing_at, Reason.CHANNEL_NOT_SETTLED)
    record = w.channel.channels[channel]
    transfer(w, channel, record.payee, record.to_send)
    transfer(w, channel, record.payer, w.ledger.accounts[channel].balance)
    w.channel.channels[channel] = record.but(collected=True, to_send=TokenAmount(0))


@pure
def is_channel_party(w: World, caller: ActorID, channel: ActorID) -> bool:
    """Whether the caller is one end of the channel."""
    record = w.channel.channels[channel]
    return caller == record.payer or caller == record.payee
