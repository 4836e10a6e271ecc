"""Defects of payment channels (protocol-facts 9.4)."""

from __future__ import annotations

from filspec.mutants.mutant import Edit, Mutant

_CHANNELS = "filspec.actors.payment_channel.channels"
_VOUCHERS = "filspec.actors.payment_channel.vouchers"

PAYMENT_CHANNEL: tuple[Mutant, ...] = (
    Mutant(
        name="X66",
        title="a voucher with the nonce of its lane is accepted again",
        source="specs-actors 660, 709, fixed by 778 (2020-07-24)",
        breaks=("C3", "C4"),
        edits=(
            Edit(
                module=_VOUCHERS,
                old="    require(voucher.nonce > lane_of(w, voucher).nonce,",
                new="    require(voucher.nonce >= lane_of(w, voucher).nonce,",
            ),
        ),
    ),
    Mutant(
        name="X68",
        title="a collected channel stays open",
        source="specs-actors 733",
        breaks=("C5",),
        edits=(
            Edit(
                module=_CHANNELS,
                old="record.but(collected=True, to_send=TokenAmount(0))",
                new="record.but(to_send=TokenAmount(0))",
            ),
        ),
    ),
    Mutant(
        name="X70",
        title="the settlement delay is one epoch, too short for the other side to answer",
        source="Lotus 2465; specs-actors v0.2.0 (2020-04-24), SettleDelay",
        breaks=("C7",),
        edits=(Edit(module=_CHANNELS, old="max(w.epoch + w.parameters.settle_delay,", new="max(w.epoch + 1,"),),
    ),
    Mutant(
        name="X72",
        title="a merged lane keeps what it has redeemed, so that it can be merged again and again",
        source="specs 069882c3 (2019-09-06) and 1d334959 (2019-10-13), UpdateChannelState",
        breaks=("C2",),
        edits=(
            Edit(
                module=_VOUCHERS,
                old="Lane(redeemed=TokenAmount(0), nonce=merge.nonce)",
                new="Lane(redeemed=taken, nonce=merge.nonce)",
            ),
        ),
    ),
)
