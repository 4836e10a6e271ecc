"""State of the payment channel actors: channels and lanes."""

from __future__ import annotations

from filspec.actors.units import ActorID, Digest, Epoch, LaneID, Nonce, ProofBytes, Signature, TokenAmount
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import actor

OPEN = Epoch(-1)
"""``closing_at`` of a channel that nobody closes."""

NO_DIGEST = Digest(0)
"""A voucher without a secret, or without an extra condition."""


class Channel(Record):
    """A payment channel; its tokens are the balance of its actor.

    Attributes:
        payer: who opened it ("from").
        payee: whom it pays ("to").
        to_send: what the redeemed vouchers promise the payee.
        closing_at: first epoch in which it may be collected; ``OPEN`` while nobody closes it.
        min_close_height: ``closing_at`` is never earlier.
        collected: whether it has been paid out.
    """

    payer: ActorID
    payee: ActorID
    to_send: TokenAmount
    closing_at: Epoch
    min_close_height: Epoch
    collected: bool


class Lane(Record):
    """A lane: the amount of its best voucher, less what a merge took over, and that voucher's nonce."""

    redeemed: TokenAmount
    nonce: Nonce


NO_LANE = Lane(redeemed=TokenAmount(0), nonce=Nonce(-1))


class Merge(Record):
    """A lane whose redeemed amount the voucher takes over."""

    lane: LaneID
    nonce: Nonce


class Voucher(Record):
    """A signed promise to pay (specs 2019-10, payment_channel_actor).

    Attributes:
        channel: the channel it draws on.
        time_lock: first epoch in which it may be redeemed.
        secret_preimage: hash of the secret it asks for; ``NO_DIGEST`` for none.
        extra: identity of the extra condition it asks for; ``NO_DIGEST`` for none.
        lane: the lane it belongs to.
        nonce: must exceed the lane's.
        amount: total the lane has promised with this voucher.
        min_close_height: the channel may not close earlier.
        merges: lanes it takes over.
        signature: the payer's.
    """

    channel: ActorID
    time_lock: Epoch
    secret_preimage: Digest
    extra: Digest
    lane: LaneID
    nonce: Nonce
    amount: TokenAmount
    min_close_height: Epoch
    merges: tuple[Merge, ...]
    signature: Signature


class Redemption(Record):
    """What the redeemer adds to a voucher: the secret, and the proof of the extra condition."""

    secret: Digest
    condition_proof: ProofBytes


@actor
class PaymentChannelActor:
    """All payment channels and their lanes."""

    channels: Table[ActorID, Channel]
    lanes: PairTable[ActorID, LaneID, Lane]
