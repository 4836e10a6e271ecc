"""Laws of payment channels, each broken once."""

import pytest

from filspec.actors.payment_channel.state import OPEN, Lane, Redemption
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.units import MARKET
from filspec.kit.worlds import fork
from filspec.laws import payment_channel
from filspec.machines.small_chain import STRANGER


def change_channel(w, channel, **fields):
    w.channel.channels[channel] = w.channel.channels[channel].but(**fields)


def promise_too_much(w, life):
    change_channel(w, life.channels.open, to_send=101)


def pay_the_market(w, life):
    change_channel(w, life.channels.open, payee=MARKET)


def count_a_merged_lane_twice(w, life):
    w.channel.lanes[life.channels.open, 2] = Lane(redeemed=5, nonce=1)


def collect_and_keep(w, life):
    w.ledger.accounts[life.channels.collected] = w.ledger.accounts[life.channels.collected].but(balance=1)


def close_before_the_height(w, life):
    change_channel(w, life.channels.closing, min_close_height=90)


def use_a_lane_of_no_channel(w, life):
    w.channel.lanes[999, 0] = Lane(redeemed=0, nonce=0)


def take_a_promise_back(w, life):
    change_channel(w, life.channels.open, to_send=14)


def hasten_the_close(w, life):
    closing_at = w.channel.channels[life.channels.closing].closing_at
    change_channel(w, life.channels.closing, closing_at=closing_at - 1)


def use_an_old_nonce(w, life):
    w.channel.lanes[life.channels.open, 0] = Lane(redeemed=10, nonce=1)


def redeem_again(w, life):
    voucher = life.voucher(life.channels.open)
    return update_channel_state, (STRANGER, voucher, Redemption(secret=0, condition_proof=0)), None


TAMPERINGS = {
    "channel_can_keep_its_promise": promise_too_much,
    "channel_joins_accounts": pay_the_market,
    "promise_is_that_of_the_lanes": count_a_merged_lane_twice,
    "collected_channel_is_empty": collect_and_keep,
    "channel_respects_its_earliest_close": close_before_the_height,
    "lane_has_its_channel": use_a_lane_of_no_channel,
    "channel_promise_only_grows": take_a_promise_back,
    "channel_closes_after_its_delay": hasten_the_close,
    "lane_nonce_never_falls": use_an_old_nonce,
    "voucher_counts_once": redeem_again,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(payment_channel) == set(TAMPERINGS) | {"settled_channel_only_waits_for_collection"}


@pytest.mark.parametrize(("epoch", "lawful"), [(25, True), (26, False)])
@pytest.mark.parametrize("change", [{"to_send": 16}, {"closing_at": 30}, {"min_close_height": 1}])
def test_a_settled_channel_takes_no_voucher(life, epoch, lawful, change):
    """Given a channel that closes at 26."""
    before = fork(life.world)
    before.epoch = epoch
    after = fork(before)
    change_channel(after, life.channels.closing, **change)
    law = payment_channel.settled_channel_only_waits_for_collection
    assert law(before, after, life.channels.closing) is lawful
    change_channel(after, life.channels.closing, collected=True, to_send=0)
    assert law(before, after, life.channels.closing)


def test_a_collected_channel_never_moves_again(breaks):
    def pay_twice(w, life):
        change_channel(w, life.channels.collected, collected=False)

    breaks("channel_promise_only_grows", pay_twice)


def test_a_closing_channel_never_reopens(breaks):
    def reopen(w, life):
        change_channel(w, life.channels.closing, closing_at=OPEN)

    breaks("channel_closes_after_its_delay", reopen)
