"""Vouchers: a payer promises no more than a channel holds, a payee takes only what it can redeem."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filspec.actors.payment_channel.channels import close_payment_channel
from filspec.actors.payment_channel.state import NO_DIGEST, OPEN, Merge, Redemption, Voucher
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.units import ActorID, Digest, Epoch, LaneID, Nonce, ProofBytes, TokenAmount
from filspec.chain.conversions import digest_bytes
from filspec.chain.oracles import voucher_digest
from filspec.nodes.payment_subsystem import PaymentSubsystem
from filspec.scenarios.cast import CLIENT, OWNER_A

FUNDS = 1_000
PROMISES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, FUNDS + 10)), max_size=12)


@pytest.fixture(scope="module")
def opened(channels_to_keep):
    """A channel with 1,000 attoFIL that no test settles."""
    return channels_to_keep, channels_to_keep.open(FUNDS)


def fresh(channels):
    """Both ends of the channels, without memory."""
    network = channels.network
    payer = PaymentSubsystem("payer", CLIENT, network.client.wallet, network.client.chain)
    return payer, PaymentSubsystem("payee", OWNER_A, network.provider.wallet, network.provider.chain)


def signed(channels, voucher: Voucher) -> Voucher:
    key = channels.network.key_of(CLIENT)
    return voucher.but(signature=key.sign(digest_bytes(voucher_digest(voucher))))


@given(PROMISES)
@example([(0, FUNDS), (1, 0), (1, 1)])
@example([(0, FUNDS - 1), (1, 1), (0, FUNDS)])
def test_all_promises_of_a_channel_together_stay_within_it(opened, promises):
    # Given
    channels, channel = opened
    payer, _ = fresh(channels)
    lanes: dict[int, int] = {}
    for lane, amount in promises:
        others = sum(promised for other, promised in lanes.items() if other != lane)
        # When, then
        if others + amount > FUNDS:
            reason = f"channel {channel} holds {FUNDS} attoFIL and cannot promise {others + amount}"
            with pytest.raises(ValueError, match=reason):
                payer.promise(channel, LaneID(lane), TokenAmount(amount))
        else:
            assert payer.promise(channel, LaneID(lane), TokenAmount(amount)).amount == amount
            lanes[lane] = amount


@given(PROMISES)
@example([(0, FUNDS), (1, 0), (1, 1)])
@example([(0, 5), (0, 5), (0, 4), (1, FUNDS - 5), (0, 6)])
def test_a_payee_keeps_the_best_voucher_of_each_lane_and_never_more_than_the_channel_holds(opened, promises):
    # Given a payer that forgets its other promises, as a cheat would
    channels, channel = opened
    nonces = range(len(promises))
    _, payee = fresh(channels)
    best: dict[int, int] = {}
    for (lane, amount), nonce in zip(promises, nonces, strict=True):
        if amount > FUNDS:
            continue
        payer, _ = fresh(channels)
        voucher = payer.promise(channel, LaneID(lane), TokenAmount(amount)).but(nonce=Nonce(nonce))
        # When
        kept = payee.accept(signed(channels, voucher))
        # Then
        others = sum(held for other, held in best.items() if other != lane)
        assert kept == (amount >= best.get(lane, 0) and others + amount <= FUNDS)
        if kept:
            best[lane] = amount
    assert {lane: voucher.amount for (_, lane), voucher in payee.held.items()} == best


def test_the_nonces_of_a_lane_grow_by_one_from_zero(opened):
    channels, channel = opened
    payer, _ = fresh(channels)
    drawn = [payer.promise(channel, LaneID(lane), TokenAmount(1)) for lane in (0, 0, 1, 0, 1)]
    assert [voucher.nonce for voucher in drawn] == [0, 1, 0, 2, 1]


def test_the_same_voucher_is_not_taken_twice(opened):
    channels, channel = opened
    payer, payee = fresh(channels)
    voucher = payer.promise(channel, LaneID(0), TokenAmount(5))
    assert [payee.accept(voucher), payee.accept(voucher)] == [True, False]


BAD_TERMS = {
    "on a channel that is not there": {"channel": ActorID(4_000)},
    "time-locked": {"time_lock": Epoch(10_000)},
    "closing late": {"min_close_height": Epoch(10_000)},
    "with a secret": {"secret_preimage": Digest(1)},
    "with an extra condition": {"extra": Digest(1)},
    "that merges": {"merges": (Merge(lane=LaneID(1), nonce=Nonce(1)),)},
    "with a nonce no lane takes": {"nonce": Nonce(-1)},
    "that takes back": {"amount": TokenAmount(-1)},
    "above the channel": {"amount": TokenAmount(FUNDS + 1)},
}


@pytest.mark.parametrize("terms", BAD_TERMS.values(), ids=BAD_TERMS)
def test_a_voucher_that_cannot_be_redeemed_as_it_stands_is_not_taken(opened, terms):
    channels, channel = opened
    payer, payee = fresh(channels)
    honest = payer.promise(channel, LaneID(0), TokenAmount(5))
    assert payee.accept(signed(channels, honest.but(**terms))) is False
    assert payee.held == {}
    assert payee.accept(honest) is True


@pytest.mark.parametrize("condition", ["time_lock", "min_close_height"])
def test_a_voucher_that_can_be_redeemed_from_this_epoch_on_is_taken(opened, condition):
    channels, channel = opened
    payer, payee = fresh(channels)
    now = channels.network.world.epoch
    honest = payer.promise(channel, LaneID(0), TokenAmount(5))
    assert payee.accept(signed(channels, honest.but(**{condition: Epoch(now + 1)}))) is False
    assert payee.accept(signed(channels, honest.but(**{condition: now}))) is True


def test_a_lane_is_bettered_by_a_later_nonce_and_no_smaller_amount(opened):
    channels, channel = opened
    first = fresh(channels)[0].promise(channel, LaneID(0), TokenAmount(5)).but(nonce=Nonce(3))
    for nonce, amount, kept in ((2, 6, False), (3, 6, False), (4, 4, False), (4, 5, True), (9, 6, True)):
        _, payee = fresh(channels)
        assert payee.accept(signed(channels, first)) is True
        following = first.but(nonce=Nonce(nonce), amount=TokenAmount(amount))
        assert payee.accept(signed(channels, following)) is kept
        assert payee.held[channel, LaneID(0)].amount == (amount if kept else 5)


def test_a_voucher_signed_by_somebody_else_or_changed_afterwards_is_not_taken(opened):
    channels, channel = opened
    payer, payee = fresh(channels)
    voucher = payer.promise(channel, LaneID(0), TokenAmount(5))
    stranger = channels.network.key_of(OWNER_A)
    forged = voucher.but(signature=stranger.sign(digest_bytes(voucher_digest(voucher))))
    assert [payee.accept(forged), payee.accept(voucher.but(amount=TokenAmount(6)))] == [False, False]


def test_a_voucher_for_another_payee_is_not_taken(opened):
    channels, channel = opened
    payer, _ = fresh(channels)
    network = channels.network
    other = PaymentSubsystem("other", network.other_provider.owner, network.provider.wallet, network.provider.chain)
    assert other.accept(payer.promise(channel, LaneID(0), TokenAmount(5))) is False


def test_nothing_can_be_promised_on_a_channel_that_is_not_there(opened):
    payer, _ = fresh(opened[0])
    with pytest.raises(ValueError, match="channel 4000 holds 0 attoFIL and cannot promise 1"):
        payer.promise(ActorID(4_000), LaneID(0), TokenAmount(1))


def test_redeeming_pays_the_best_voucher_of_each_lane_and_the_rest_goes_back(channels):
    # Given a channel and vouchers on two lanes
    network, channel = channels.network, channels.open(FUNDS)
    for lane, amount in ((0, 100), (0, 300), (1, 50)):
        assert channels.payee.accept(channels.payer.promise(channel, LaneID(lane), TokenAmount(amount)))
    before = network.world.ledger.accounts[OWNER_A].balance
    # When the payee redeems, waits for the settlement delay and collects
    channels.payee.redeem(channel)
    network.play_until(lambda: OPEN != channels.record(channel).closing_at <= network.world.epoch)
    channels.payee.collect(channel)
    network.play_until(lambda: channels.record(channel).collected)
    # Then it has 350, less its fees for two updates, the closing and the collection
    assert network.world.ledger.accounts[OWNER_A].balance == before + 350 - 4
    assert network.world.ledger.accounts[channel].balance == 0


def test_no_voucher_is_taken_on_a_channel_that_is_closing(channels):
    # Given a payer that closes its channel
    network, channel = channels.network, channels.open(FUNDS)
    voucher = channels.payer.promise(channel, LaneID(0), TokenAmount(5))
    network.client.wallet.send(CLIENT, close_payment_channel, channel)
    network.play_until(lambda: channels.record(channel).closing_at != OPEN)
    # When, then
    assert channels.payee.accept(voucher) is False


def test_a_lane_goes_on_from_what_the_chain_has_redeemed(channels):
    # Given a voucher with nonce 0 redeemed on chain by a payee that then forgets it
    network, channel = channels.network, channels.open(FUNDS)
    first = channels.payer.promise(channel, LaneID(0), TokenAmount(5))
    assert channels.payee.accept(first)
    redemption = Redemption(secret=NO_DIGEST, condition_proof=ProofBytes(0))
    network.provider.wallet.send(OWNER_A, update_channel_state, first, redemption)
    network.play_until(lambda: channels.record(channel).to_send == 5)
    channels.payee.held.clear()
    # When, then
    assert channels.payee.accept(first) is False
    assert channels.payee.accept(channels.payer.promise(channel, LaneID(0), TokenAmount(6))) is True
    assert channels.payee.accept(signed(channels, first.but(nonce=Nonce(9)))) is False


def test_a_channel_without_funds_is_not_opened(channels):
    opened = []
    channels.payer.open_channel(OWNER_A, TokenAmount(0), opened.append)
    nonce = channels.network.world.ledger.accounts[CLIENT].nonce
    channels.network.play_until(lambda: channels.network.world.ledger.accounts[CLIENT].nonce > nonce)
    assert opened == []
