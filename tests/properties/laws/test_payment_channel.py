"""Laws of payment channels, each broken once."""

import pytest

from filspec.actors.parameters import LoweringMerge
from filspec.actors.payment_channel.state import OPEN, Lane, Redemption
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.units import MARKET
from filspec.kit.worlds import fork
from filspec.laws import payment_channel
from filspec.machines.small_chain import OWNER, STRANGER


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


def be_paid_by_another(w, life):
    change_channel(w, life.channels.open, payer=OWNER)


def empty_a_lane_for_nothing(w, life):
    w.channel.lanes[life.channels.open, 0] = Lane(redeemed=9, nonce=2)


def lower_by(redeemer, without_a_merge=False):
    """A voucher for 12 in a lane of 10, redeemed when another lane holds 5: it merges that lane, or lowers its own."""

    def lower(w, life):
        amount = 7 if without_a_merge else 12
        change_channel(w, life.channels.open, to_send=12)
        caller = getattr(w.channel.channels[life.channels.open], redeemer)
        voucher = life.voucher(life.channels.open, nonce=3, amount=amount)
        return update_channel_state, (caller, voucher, Redemption(secret=0, condition_proof=0)), None

    return lower


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
    "channel_keeps_its_ends": be_paid_by_another,
    "promise_falls_by_the_payees_own_merge": take_a_promise_back,
    "channel_closes_after_its_delay": hasten_the_close,
    "lane_nonce_never_falls": use_an_old_nonce,
    "lane_gives_way_to_a_newer_voucher": empty_a_lane_for_nothing,
    "voucher_lowers_what_it_merges": lower_by("payee", without_a_merge=True),
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

    breaks("channel_keeps_its_ends", pay_twice)


@pytest.mark.parametrize(("rule", "lawful"), [(rule, rule is not LoweringMerge.NEVER) for rule in LoweringMerge])
def test_a_promise_falls_where_a_merge_may_lower_it(breaks, holds, rule, lawful):
    def follow_the_rule(w, life):
        w.parameters = w.parameters.but(lowering_merge=rule)

    judge = holds if lawful else breaks
    judge("channel_keeps_its_ends", take_a_promise_back, given=follow_the_rule)


@pytest.mark.parametrize(
    ("redeemer", "rule", "lawful"),
    [
        ("payee", LoweringMerge.BY_PAYEE, True),
        ("payer", LoweringMerge.BY_PAYEE, False),
        ("payer", LoweringMerge.BY_EITHER, True),
    ],
)
def test_the_payee_itself_lowers_what_it_is_promised(breaks, holds, redeemer, rule, lawful):
    def follow_the_rule(w, life):
        w.parameters = w.parameters.but(lowering_merge=rule)

    judge = holds if lawful else breaks
    judge("promise_falls_by_the_payees_own_merge", lower_by(redeemer), given=follow_the_rule)


def test_a_merge_lowers_the_promise_of_its_own_channel_only(breaks):
    def lower_another(w, life):
        asked = lower_by("payee")(w, life)
        change_channel(w, life.channels.closing, to_send=1)
        return asked

    breaks("promise_falls_by_the_payees_own_merge", lower_another)


def test_a_refused_voucher_lowers_nothing(breaks):
    def refuse(w, life):
        message, arguments, _ = lower_by("payee")(w, life)
        return message, arguments, "refused"

    breaks("promise_falls_by_the_payees_own_merge", refuse)


def test_a_merge_may_lower_the_promise(holds):
    """Given lanes of 10 and 5, merged for 12."""
    holds("voucher_lowers_what_it_merges", lower_by("payee"))


@pytest.mark.parametrize(("nonce", "lawful"), [(1, False), (2, True)])
def test_a_lane_is_emptied_by_a_merge_with_a_nonce_it_has_never_seen(breaks, holds, nonce, lawful):
    def merge(w, life):
        w.channel.lanes[life.channels.open, 1] = Lane(redeemed=0, nonce=nonce)

    judge = holds if lawful else breaks
    judge("lane_gives_way_to_a_newer_voucher", merge)


def test_a_closing_channel_never_reopens(breaks):
    def reopen(w, life):
        change_channel(w, life.channels.closing, closing_at=OPEN)

    breaks("channel_closes_after_its_delay", reopen)
