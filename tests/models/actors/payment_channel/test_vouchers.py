"""Redeeming vouchers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.parameters import LoweringMerge
from filspec.actors.payment_channel.channels import (
    close_payment_channel,
    collect_payment_channel,
    create_payment_channel,
)
from filspec.actors.payment_channel.state import Merge, Redemption
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.reasons import Reason
from filspec.machines.outside_world import condition_proof, secret_digest
from filspec.machines.small_chain import CLIENT, STRANGER, SmallChain

NOTHING_MORE = Redemption(secret=0, condition_proof=0)


@pytest.fixture
def channel(chain):
    """A channel of 100 from the client to the stranger."""
    return chain.accepts(create_payment_channel, chain.client, 100, chain.stranger)


def redeems(chain, channel, **terms):
    chain.accepts(update_channel_state, chain.stranger, chain.voucher(channel, **terms), NOTHING_MORE)


def refuses_voucher(chain, reason, channel, redemption=NOTHING_MORE, caller=STRANGER, **terms):
    chain.refuses(reason, update_channel_state, caller, chain.voucher(channel, **terms), redemption)


def promised(chain, channel):
    return chain.world.channel.channels[channel].to_send


merges = st.lists(st.builds(Merge, lane=st.integers(0, 2), nonce=st.integers(0, 9)), max_size=2)


@given(
    vouchers=st.lists(
        st.fixed_dictionaries(
            {"lane": st.integers(0, 2), "nonce": st.integers(0, 9), "amount": st.integers(-5, 120), "merges": merges}
        ),
        max_size=8,
    )
)
def test_whatever_is_redeemed_the_promise_is_kept_and_falls_by_merges_only(vouchers):
    chain = SmallChain()
    channel = chain.apply(create_payment_channel, CLIENT, 100, STRANGER).answer
    before = 0
    for terms in vouchers:
        voucher = chain.voucher(channel, **{**terms, "merges": tuple(terms["merges"])})
        chain.apply(update_channel_state, STRANGER, voucher, NOTHING_MORE)
        now = chain.world.channel.channels[channel].to_send
        assert 0 <= now <= 100
        assert before <= now or terms["merges"]
        before = now


def test_a_voucher_moves_what_it_adds_to_its_lane(chain, channel):
    redeems(chain, channel, amount=10)
    redeems(chain, channel, nonce=2, amount=25)
    assert promised(chain, channel) == 25
    redeems(chain, channel, lane=1, amount=5)
    assert promised(chain, channel) == 30


def test_a_voucher_is_redeemed_once(chain, channel):
    """Also an equal nonce is refused (specs-actors 660)."""
    redeems(chain, channel)
    refuses_voucher(chain, Reason.VOUCHER_NONCE_USED, channel)
    refuses_voucher(chain, Reason.VOUCHER_NONCE_USED, channel, nonce=0, amount=50)


def test_a_merge_counts_the_merged_lane_once(chain, channel):
    """The 2019 text leaves the merged lane full (protocol-facts 9.4, X72)."""
    redeems(chain, channel, lane=1, amount=30)
    redeems(chain, channel, lane=0, amount=45, merges=(Merge(lane=1, nonce=2),))
    assert promised(chain, channel) == 45
    lanes = chain.world.channel.lanes
    assert (lanes[channel, 1].redeemed, lanes[channel, 1].nonce) == (0, 2)
    redeems(chain, channel, lane=0, nonce=2, amount=60, merges=(Merge(lane=1, nonce=3),))
    assert promised(chain, channel) == 60


def test_a_merge_names_another_lane_in_use_with_a_greater_nonce(chain, channel):
    redeems(chain, channel, lane=1, amount=30)
    refuses_voucher(chain, Reason.MERGE_WITH_ITSELF, channel, lane=1, nonce=2, merges=(Merge(lane=1, nonce=9),))
    refuses_voucher(chain, Reason.NO_SUCH_LANE, channel, merges=(Merge(lane=2, nonce=9),))
    refuses_voucher(chain, Reason.MERGE_NONCE_USED, channel, amount=50, merges=(Merge(lane=1, nonce=1),))


def test_no_voucher_takes_back_what_was_promised(chain, channel):
    """Also the payee lowers nothing without a merge (C4)."""
    redeems(chain, channel, amount=30)
    for redeemer in (CLIENT, STRANGER):
        refuses_voucher(chain, Reason.VOUCHER_TAKES_BACK, channel, caller=redeemer, nonce=2, amount=29)


@pytest.fixture
def two_lanes(chain_with):
    """A chain of a rule, and a channel with lanes of 40 and 50."""

    def make(rule):
        chain = chain_with(lowering_merge=rule)
        channel = chain.accepts(create_payment_channel, chain.client, 100, chain.stranger)
        redeems(chain, channel, lane=0, amount=40)
        redeems(chain, channel, lane=1, amount=50)
        return chain, channel

    return make


@pytest.mark.parametrize(
    ("rule", "redeemer", "lowers"),
    [
        (LoweringMerge.BY_PAYEE, STRANGER, True),
        (LoweringMerge.BY_PAYEE, CLIENT, False),
        (LoweringMerge.BY_EITHER, STRANGER, True),
        (LoweringMerge.BY_EITHER, CLIENT, True),
        (LoweringMerge.NEVER, STRANGER, False),
        (LoweringMerge.NEVER, CLIENT, False),
    ],
)
@pytest.mark.parametrize("amount", [0, 45, 85])
def test_a_merge_lowers_the_promise_for_whom_the_rule_says(two_lanes, rule, redeemer, lowers, amount):
    """Decision 31. Else the payer, who signs vouchers and may redeem them, would take the payee's tokens back."""
    chain, channel = two_lanes(rule)
    voucher = chain.voucher(channel, lane=1, nonce=2, amount=amount, merges=(Merge(lane=0, nonce=2),))
    if not lowers:
        chain.refuses(Reason.VOUCHER_TAKES_BACK, update_channel_state, redeemer, voucher, NOTHING_MORE)
        return
    chain.accepts(update_channel_state, redeemer, voucher, NOTHING_MORE)
    assert promised(chain, channel) == amount
    assert [chain.world.channel.lanes[channel, lane].redeemed for lane in (0, 1)] == [0, amount]
    chain.refuses(Reason.VOUCHER_NONCE_USED, update_channel_state, redeemer, voucher, NOTHING_MORE)


@pytest.mark.parametrize("rule", LoweringMerge)
def test_a_merge_that_lowers_nothing_is_redeemed_by_either_end(two_lanes, rule):
    chain, channel = two_lanes(rule)
    voucher = chain.voucher(channel, lane=1, nonce=2, amount=90, merges=(Merge(lane=0, nonce=2),))
    chain.accepts(update_channel_state, CLIENT, voucher, NOTHING_MORE)
    assert promised(chain, channel) == 90


def test_a_merge_of_empty_lanes_lowers_nothing(two_lanes):
    """What is merged is counted, not how many lanes."""
    chain, channel = two_lanes(LoweringMerge.BY_PAYEE)
    redeems(chain, channel, lane=2, amount=0)
    refuses_voucher(
        chain, Reason.VOUCHER_TAKES_BACK, channel, lane=1, nonce=2, amount=49, merges=(Merge(lane=2, nonce=2),)
    )


@pytest.mark.parametrize("nonce", [1, 2])
def test_a_lane_is_merged_with_each_nonce_once(two_lanes, nonce):
    """Also twice in one voucher; after the merge, vouchers up to its nonce are used in the merged lane."""
    chain, channel = two_lanes(LoweringMerge.BY_PAYEE)
    twice = (Merge(lane=0, nonce=2), Merge(lane=0, nonce=nonce))
    refuses_voucher(chain, Reason.MERGE_NONCE_USED, channel, lane=1, nonce=2, amount=90, merges=twice)
    redeems(chain, channel, lane=1, nonce=2, amount=90, merges=twice[:1])
    refuses_voucher(chain, Reason.VOUCHER_NONCE_USED, channel, lane=0, nonce=nonce, amount=45)
    redeems(chain, channel, lane=0, nonce=3, amount=7)
    assert promised(chain, channel) == 97


def test_a_voucher_counts_in_its_own_channel_only(chain, channel):
    """Vouchers were replayed from channel to channel (specs-actors 612)."""
    other = chain.accepts(create_payment_channel, chain.client, 100, chain.stranger)
    replayed = chain.voucher(channel, amount=9).but(channel=other)
    chain.refuses(Reason.INVALID_VOUCHER_SIGNATURE, update_channel_state, chain.stranger, replayed, NOTHING_MORE)
    redeems(chain, channel, amount=9)
    assert (promised(chain, channel), promised(chain, other)) == (9, 0)


def test_a_channel_promises_no_more_than_it_has(chain, channel):
    refuses_voucher(chain, Reason.VOUCHER_EXCEEDS_CHANNEL, channel, amount=101)
    redeems(chain, channel, amount=100)
    refuses_voucher(chain, Reason.VOUCHER_EXCEEDS_CHANNEL, channel, lane=1, amount=1)


def test_no_voucher_is_negative(chain, channel):
    refuses_voucher(chain, Reason.NEGATIVE_AMOUNT, channel, amount=-1)


def test_a_voucher_is_signed_by_the_payer(chain, channel):
    forged = chain.voucher(channel).but(amount=90)
    chain.refuses(Reason.INVALID_VOUCHER_SIGNATURE, update_channel_state, chain.stranger, forged, NOTHING_MORE)


def test_only_the_ends_of_a_channel_redeem(chain, channel):
    refuses_voucher(chain, Reason.CALLER_IS_NOT_A_CHANNEL_PARTY, channel, caller=chain.owner)
    of_none = chain.voucher(channel).but(channel=chain.client)
    chain.refuses(Reason.NO_SUCH_CHANNEL, update_channel_state, chain.stranger, of_none, NOTHING_MORE)


def test_a_time_lock_opens_with_its_epoch(chain, channel):
    chain.pass_to(4)
    refuses_voucher(chain, Reason.VOUCHER_TIME_LOCKED, channel, time_lock=5)
    chain.pass_to(5)
    redeems(chain, channel, time_lock=5)


def test_a_voucher_may_ask_for_a_secret(chain, channel):
    terms = {"secret_preimage": secret_digest(42)}
    refuses_voucher(chain, Reason.WRONG_SECRET, channel, Redemption(secret=41, condition_proof=0), **terms)
    voucher = chain.voucher(channel, **terms)
    chain.accepts(update_channel_state, chain.stranger, voucher, Redemption(secret=42, condition_proof=0))


def test_a_voucher_may_ask_for_a_condition(chain, channel):
    """As RedeemVoucherWithPIP does (protocol-facts 3.5)."""
    refuses_voucher(chain, Reason.CONDITION_NOT_MET, channel, extra=7)
    redemption = Redemption(secret=0, condition_proof=condition_proof(7))
    chain.accepts(update_channel_state, chain.stranger, chain.voucher(channel, extra=7), redemption)


def test_a_closing_channel_still_takes_vouchers_until_it_is_settled(chain, channel):
    chain.accepts(close_payment_channel, chain.client, channel)
    chain.end_epochs(3)
    redeems(chain, channel)
    chain.end_epochs()
    refuses_voucher(chain, Reason.CHANNEL_SETTLED, channel, nonce=2)
    chain.accepts(collect_payment_channel, chain.stranger, channel)
    refuses_voucher(chain, Reason.CHANNEL_COLLECTED, channel, nonce=2)


@pytest.mark.parametrize("secret", [0, 41])
def test_a_secret_that_is_asked_for_must_be_given(chain, channel, secret):
    """No secret is none that fits; and where none is asked for, any will do."""
    redemption = Redemption(secret=secret, condition_proof=0)
    refuses_voucher(chain, Reason.WRONG_SECRET, channel, redemption, secret_preimage=secret_digest(42))
    chain.accepts(update_channel_state, chain.stranger, chain.voucher(channel), redemption)


@pytest.mark.parametrize("heights", [(0, 9), (9, 3), (9, 9), (5, 0)])
@pytest.mark.parametrize("closing", [False, True])
def test_the_latest_height_of_all_vouchers_bounds_the_close(chain, channel, heights, closing):
    """The settlement delay is 4 epochs; a channel that closes already is put off, and its heights are kept apart."""
    if closing:
        chain.accepts(close_payment_channel, chain.client, channel)
    for place, height in enumerate(heights):
        redeems(chain, channel, nonce=place + 1, amount=10, min_close_height=height)
    assert chain.world.channel.channels[channel].min_close_height == max(heights)
    if not closing:
        chain.accepts(close_payment_channel, chain.client, channel)
    assert chain.world.channel.channels[channel].closing_at == max(4, *heights)


def test_a_voucher_may_put_off_the_close(chain, channel):
    chain.accepts(close_payment_channel, chain.client, channel)
    redeems(chain, channel, min_close_height=9)
    assert chain.world.channel.channels[channel].closing_at == 9
    chain.end_epochs(8)
    redeems(chain, channel, nonce=2, amount=20)
