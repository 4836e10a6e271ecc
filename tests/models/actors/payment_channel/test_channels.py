"""Opening, closing and collecting a payment channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.payment_channel.channels import (
    close_payment_channel,
    collect_payment_channel,
    create_payment_channel,
)
from filspec.actors.payment_channel.state import OPEN, Redemption
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.reasons import Reason
from filspec.actors.units import MARKET
from filspec.machines.small_chain import CLIENT, FORTUNE, STRANGER, SmallChain

NOTHING_MORE = Redemption(secret=0, condition_proof=0)


@pytest.fixture
def channel(chain):
    """A channel of 100 from the client to the stranger."""
    return chain.accepts(create_payment_channel, chain.client, 100, chain.stranger)


@given(funds=st.integers(1, 1000), promised=st.integers(0, 1200), payee=st.sampled_from([CLIENT, STRANGER]))
def test_both_ends_get_what_the_vouchers_say(funds, promised, payee):
    chain = SmallChain()
    channel = chain.apply(create_payment_channel, CLIENT, funds, payee).answer
    redeemed = chain.apply(update_channel_state, payee, chain.voucher(channel, amount=promised), NOTHING_MORE)
    chain.apply(close_payment_channel, payee, channel)
    chain.end_epochs(4)
    assert chain.apply(collect_payment_channel, STRANGER, channel).accepted
    assert redeemed.accepted == (promised <= funds)
    earned = promised if redeemed.accepted and payee != CLIENT else 0
    accounts = chain.world.ledger.accounts
    assert accounts[CLIENT].balance == FORTUNE - earned
    assert accounts[STRANGER].balance == FORTUNE + earned
    assert accounts[channel].balance == 0


def test_a_channel_opens_with_its_funds(chain, channel):
    record = chain.world.channel.channels[channel]
    assert (record.payer, record.payee, record.to_send, record.closing_at) == (chain.client, chain.stranger, 0, OPEN)
    assert (record.min_close_height, record.collected) == (0, False)
    assert (chain.balance(channel), chain.balance(chain.client)) == (100, FORTUNE - 100)


def test_a_channel_joins_two_accounts_and_has_funds(chain):
    chain.refuses(Reason.CALLER_IS_NOT_AN_ACCOUNT, create_payment_channel, MARKET, 1, chain.client)
    chain.refuses(Reason.RECEIVER_IS_NOT_AN_ACCOUNT, create_payment_channel, chain.client, 1, MARKET)
    chain.refuses(Reason.CHANNEL_NEEDS_FUNDS, create_payment_channel, chain.client, 0, chain.stranger)


def test_closing_gives_the_other_side_the_settlement_delay(chain, channel):
    chain.end_epochs(2)
    chain.accepts(close_payment_channel, chain.client, channel)
    assert chain.world.channel.channels[channel].closing_at == 6
    chain.refuses(Reason.CHANNEL_ALREADY_CLOSING, close_payment_channel, chain.stranger, channel)


def test_a_channel_closes_no_earlier_than_its_vouchers_allow(chain, channel):
    voucher = chain.voucher(channel, min_close_height=9)
    chain.accepts(update_channel_state, chain.stranger, voucher, NOTHING_MORE)
    chain.accepts(close_payment_channel, chain.client, channel)
    assert chain.world.channel.channels[channel].closing_at == 9


def test_only_its_ends_close_a_channel(chain, channel):
    chain.refuses(Reason.CALLER_IS_NOT_A_CHANNEL_PARTY, close_payment_channel, chain.owner, channel)
    chain.refuses(Reason.NO_SUCH_CHANNEL, close_payment_channel, chain.client, chain.client)


def test_anybody_collects_after_the_delay_and_once(chain, channel):
    """The 2019 text does not forbid a second collection (protocol-facts 3.5; specs-actors 733)."""
    chain.refuses(Reason.CHANNEL_NOT_CLOSING, collect_payment_channel, chain.stranger, channel)
    chain.accepts(update_channel_state, chain.stranger, chain.voucher(channel, amount=30), NOTHING_MORE)
    chain.accepts(close_payment_channel, chain.client, channel)
    chain.end_epochs(3)
    chain.refuses(Reason.CHANNEL_NOT_SETTLED, collect_payment_channel, chain.stranger, channel)
    chain.end_epochs()
    chain.accepts(collect_payment_channel, chain.owner, channel)
    assert (chain.balance(chain.client), chain.balance(chain.stranger)) == (FORTUNE - 30, FORTUNE + 30)
    chain.refuses(Reason.CHANNEL_COLLECTED, collect_payment_channel, chain.owner, channel)


def test_an_unknown_channel_is_not_collected(chain):
    chain.refuses(Reason.NO_SUCH_CHANNEL, collect_payment_channel, chain.client, 999)
