"""Escrow of the storage market."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import (
    add_balance,
    check_locked_balance,
    register_participant,
    requirement,
    verify_balance,
    withdraw_balance,
    withdrawable,
)
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.units import MARKET
from filspec.machines.small_chain import CLIENT, FORTUNE, OWNER, SmallChain

amounts = st.integers(-10, FORTUNE + 10)


@given(steps=st.lists(st.tuples(st.sampled_from([register_participant, add_balance, withdraw_balance]), amounts)))
def test_what_is_in_escrow_and_what_is_outside_add_up(steps):
    chain = SmallChain()
    for message, amount in steps:
        chain.apply(message, CLIENT, amount)
        held = chain.world.market.escrow[CLIENT].available if CLIENT in chain.world.market.escrow else 0
        assert chain.world.ledger.accounts[CLIENT].balance + held == FORTUNE
        assert chain.world.ledger.accounts[MARKET].balance == held


def test_registering_opens_an_escrow_once(chain):
    assert chain.accepts(register_participant, chain.client, 50) is True
    assert (chain.escrow(chain.client).available, chain.escrow(chain.client).locked) == (50, 0)
    chain.refuses(Reason.ALREADY_REGISTERED, register_participant, chain.client, 50)


def test_adding_registers_who_is_not_and_adds_to_who_is(chain):
    chain.accepts(add_balance, chain.client, 50)
    chain.accepts(add_balance, chain.client, 20)
    assert chain.escrow(chain.client).available == 70


@pytest.mark.parametrize("message", [register_participant, add_balance, withdraw_balance])
def test_only_accounts_have_an_escrow(chain, message):
    chain.refuses(Reason.CALLER_IS_NOT_AN_ACCOUNT, message, MARKET, 1)


def test_a_negative_amount_registers_nobody(chain):
    chain.refuses(Reason.NEGATIVE_AMOUNT, register_participant, chain.client, -1)


@pytest.mark.parametrize("nothing", [0, -5])
def test_nothing_is_neither_added_nor_withdrawn(chain, nothing):
    chain.register(chain.client)
    chain.refuses(Reason.NOTHING_TO_ADD, add_balance, chain.client, nothing)
    chain.refuses(Reason.NOTHING_TO_WITHDRAW, withdraw_balance, chain.client, nothing)


def test_the_balance_must_be_there_to_be_added(chain):
    chain.refuses(Reason.INSUFFICIENT_FUNDS, add_balance, chain.client, FORTUNE + 1)


def test_a_stranger_withdraws_nothing(chain):
    chain.refuses(Reason.NOT_REGISTERED, withdraw_balance, chain.stranger, 1)


def test_a_withdrawal_ends_at_what_is_available(chain):
    chain.register()
    chain.publish()
    available = chain.escrow(chain.client).available
    chain.refuses(Reason.INSUFFICIENT_AVAILABLE_BALANCE, withdraw_balance, chain.client, available + 1)
    chain.accepts(withdraw_balance, chain.client, available)
    assert chain.escrow(chain.client).available == 0


def test_released_funds_wait_for_finality_and_others_do_not(chain):
    """Given a client with 5 free tokens whose deal times out in epoch 17."""
    chain.register(chain.client, value=115)
    chain.register(chain.owner)
    deal = chain.publish(storage_price=103, client_collateral=7)
    chain.pass_to(17)
    chain.accepts(close_expired_storage_deal, chain.stranger, deal)
    assert withdrawable(chain.world, chain.client) == 5
    chain.refuses(Reason.FUNDS_NOT_YET_FINAL, withdraw_balance, chain.client, 6)
    chain.accepts(withdraw_balance, chain.client, 5)
    chain.end_epochs(chain.world.parameters.release_delay - 1)
    chain.refuses(Reason.FUNDS_NOT_YET_FINAL, withdraw_balance, chain.client, 1)
    chain.end_epochs()
    chain.accepts(withdraw_balance, chain.client, 110)


def test_what_is_held_already_waits_with_what_comes_back_later(chain):
    """Given two deals of 10 and 100 that time out in epochs 17 and 19: a second release used to free the first."""
    chain.register(chain.client, value=115)
    chain.register(chain.owner)
    first = chain.publish(storage_price=100, client_collateral=0)
    chain.pass_to(2)
    second = chain.publish(storage_price=10, client_collateral=0)
    chain.pass_to(17)
    chain.accepts(close_expired_storage_deal, chain.stranger, first)
    chain.pass_to(19)
    chain.accepts(close_expired_storage_deal, chain.stranger, second)
    # Then nothing of either is withdrawn until the later one is final
    delay = chain.world.parameters.release_delay
    assert (chain.escrow(chain.client).held, chain.escrow(chain.client).held_until) == (110, 19 + delay)
    for _ in range(delay):
        assert withdrawable(chain.world, chain.client) == 5
        chain.refuses(Reason.FUNDS_NOT_YET_FINAL, withdraw_balance, chain.client, 6)
        chain.end_epochs()
    chain.accepts(withdraw_balance, chain.client, 115)


def test_what_is_final_does_not_wait_for_what_comes_back_later(chain):
    """Given deals that time out in epochs 17 and 21, a release delay apart."""
    chain.register(chain.client, value=110)
    chain.register(chain.owner)
    first = chain.publish(storage_price=100, client_collateral=0)
    chain.pass_to(4)
    second = chain.publish(storage_price=10, client_collateral=0)
    chain.pass_to(17)
    chain.accepts(close_expired_storage_deal, chain.stranger, first)
    chain.pass_to(17 + chain.world.parameters.release_delay)
    chain.accepts(close_expired_storage_deal, chain.stranger, second)
    assert withdrawable(chain.world, chain.client) == 100


@given(
    releases=st.lists(st.tuples(st.integers(1, 50), st.integers(0, 6)), min_size=1, max_size=5),
    withdrawals=st.lists(st.integers(1, 60), max_size=5),
)
def test_whatever_comes_back_and_is_withdrawn_nothing_leaves_before_it_is_final(releases, withdrawals):
    """Deals of these prices time out one after another, so many epochs apart; withdrawals are tried in between."""
    chain, free = SmallChain(), 20
    chain.apply(register_participant, CLIENT, free + sum(price for price, _ in releases))
    chain.apply(register_participant, OWNER, 10_000)
    waiting, last = [], 0
    for place, (price, pause) in enumerate(releases):
        terms = chain.proposal(
            piece_cid=place, storage_price=price, client_collateral=0, deal_expiry=chain.world.epoch + 60
        )
        deal = chain.apply(publish_storage_deal, CLIENT, chain.signed(terms)).answer
        chain.end_epochs(pause)
        waiting.append((deal, chain.world.market.deals[deal].activate_by + 1))
    for deal, due in waiting:
        while chain.world.epoch < due:
            chain.end_epochs()
        if chain.world.epoch >= last + chain.world.parameters.release_delay and last:
            free = chain.world.market.escrow[CLIENT].available
        chain.apply(close_expired_storage_deal, OWNER, deal)
        last = chain.world.epoch
        for amount in withdrawals:
            accepted = chain.apply(withdraw_balance, CLIENT, amount).accepted
            assert accepted == (amount <= free)
            free -= amount if accepted else 0


def test_released_funds_may_back_a_new_deal_at_once(chain):
    chain.register(chain.client, value=110)
    chain.register(chain.owner)
    deal = chain.publish(storage_price=103, client_collateral=7)
    chain.pass_to(17)
    chain.accepts(close_expired_storage_deal, chain.stranger, deal)
    chain.publish(storage_price=100, client_collateral=0)
    assert (chain.escrow(chain.client).available, chain.escrow(chain.client).held) == (10, 10)


def test_the_locked_balance_is_that_of_the_participant_asked_for(chain):
    """The caller's own balance is another question (protocol-facts 9.1, X15)."""
    chain.register()
    chain.publish()
    assert chain.accepts(check_locked_balance, chain.client) == 110
    assert chain.accepts(check_locked_balance, chain.owner) == 205
    chain.refuses(Reason.NOT_REGISTERED, check_locked_balance, chain.stranger)


@given(price=st.integers(0, 1000), client_part=st.integers(0, 1000), provider_part=st.integers(0, 1000))
def test_who_is_both_sides_needs_both_parts(price, client_part, provider_part):
    terms = SmallChain().proposal(storage_price=price, client_collateral=client_part, storage_collateral=provider_part)
    assert requirement(terms, CLIENT) == price + client_part
    assert requirement(terms, OWNER) == provider_part
    assert requirement(terms.but(provider=CLIENT), CLIENT) == price + client_part + provider_part


def test_a_balance_is_verified_against_the_part_of_the_asking_side(chain):
    chain.register(chain.client, value=110)
    chain.register(chain.owner, value=204)
    assert chain.accepts(verify_balance, chain.client, chain.proposal()) is True
    assert chain.accepts(verify_balance, chain.owner, chain.proposal()) is False
    assert chain.accepts(verify_balance, chain.stranger, chain.proposal(client=chain.stranger)) is False
    # And whoever has just enough covers it, however little the other side has
    chain.accepts(add_balance, chain.owner, 1)
    assert chain.accepts(verify_balance, chain.owner, chain.proposal()) is True
