"""Transfers of tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.ledger.transfers import burn, is_account, send, transfer
from filspec.actors.reasons import Reason
from filspec.actors.units import BURNT_FUNDS, MARKET, SYSTEM
from filspec.machines.small_chain import CLIENT, FORTUNE, STRANGER, SmallChain

users = st.integers(100, 103)


@given(sender=users, receiver=users, amount=st.integers(-FORTUNE, 2 * FORTUNE))
def test_sending_moves_what_is_there_and_nothing_else(sender, receiver, amount):
    chain = SmallChain()
    receipt = chain.apply(send, sender, amount, receiver)
    balances = {who: chain.world.ledger.accounts[who].balance - FORTUNE for who in range(100, 104)}
    moved = amount if receipt.accepted and sender != receiver else 0
    assert receipt.accepted == (0 <= amount <= FORTUNE)
    assert balances == {who: (who == receiver) * moved - (who == sender) * moved for who in range(100, 104)}


def test_nothing_negative_is_sent(chain):
    chain.refuses(Reason.NEGATIVE_AMOUNT, send, chain.client, -1, chain.owner)


def test_nobody_sends_what_it_has_not(chain):
    chain.refuses(Reason.INSUFFICIENT_FUNDS, send, chain.client, FORTUNE + 1, chain.owner)


@pytest.mark.parametrize("no_account", [SYSTEM, MARKET, 999])
def test_only_accounts_send_and_receive(chain, no_account):
    chain.refuses(Reason.CALLER_IS_NOT_AN_ACCOUNT, send, no_account, 1, chain.owner)
    chain.refuses(Reason.RECEIVER_IS_NOT_AN_ACCOUNT, send, chain.client, 1, no_account)
    assert not is_account(chain.world, no_account)


@pytest.mark.parametrize(("sender", "receiver"), [(999, CLIENT), (CLIENT, 999)])
def test_a_transfer_needs_both_actors(chain, sender, receiver):
    chain.refuses(Reason.NO_SUCH_ACTOR, transfer, sender, receiver, 0)


def test_burnt_tokens_leave_their_owner_for_good(chain):
    """Law T7 forbids burning without a slash, so the transfer itself is looked at."""
    chain.runner.observers = ()
    chain.accepts(burn, STRANGER, 30)
    assert (chain.balance(STRANGER), chain.balance(BURNT_FUNDS)) == (FORTUNE - 30, 30)
