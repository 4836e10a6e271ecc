"""Block rewards and fees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.parameters import PledgeRule
from filspec.actors.reasons import Reason
from filspec.actors.reward.awards import award_block_reward, block_reward, pay_fee
from filspec.actors.storage_power.pledge import depledge
from filspec.actors.units import BURNT_FUNDS, POWER, REWARD, SYSTEM
from filspec.machines.small_chain import SMALL, SmallChain


@given(initial=st.integers(0, 10**6), total=st.integers(1, 10**12))
def test_the_reward_is_that_of_the_formula_and_never_more_than_there_is(initial, total):
    parameters = SMALL.but(reward_initial_value=min(initial, total), reward_total_issuance=total)
    chain = SmallChain(parameters)
    assert block_reward(chain.world) == min(initial, total) <= chain.world.ledger.accounts[REWARD].balance


def test_a_reward_goes_to_the_owner_and_lowers_the_next_one(chain):
    miner = chain.create_miner()
    owned, first = chain.balance(chain.owner), block_reward(chain.world)
    assert chain.accepts(award_block_reward, SYSTEM, miner) == first
    assert chain.balance(chain.owner) == owned + first
    remaining = chain.world.parameters.reward_total_issuance - first
    assert block_reward(chain.world) == chain.world.parameters.reward_initial_value * remaining // 1_000_000


def test_a_miner_that_lacks_pledge_is_garnished_first(chain_with):
    """Given a pledge that no longer suffices because the parameters ask for more than is there."""
    chain = chain_with(constant_pledge=250)
    miner = chain.create_miner(pledge=250)
    chain.commit(miner)
    chain.end_epochs()
    chain.prove(miner)
    chain.world.parameters = chain.world.parameters.but(constant_pledge=600)
    owned = chain.balance(chain.owner)
    reward = chain.accepts(award_block_reward, SYSTEM, miner)
    assert chain.claim(miner).pledge == 600
    assert chain.balance(chain.owner) == owned + reward - 350
    assert chain.balance(POWER) == 600


def test_pledge_that_waits_to_be_released_does_not_spare_a_miner_the_garnish(chain_with):
    chain = chain_with(constant_pledge=10)
    miner = chain.create_miner(pledge=20)
    chain.commit(miner)
    chain.end_epochs()
    chain.prove(miner)
    chain.accepts(depledge, chain.owner, miner, 10)
    chain.world.parameters = chain.world.parameters.but(constant_pledge=15)
    chain.accepts(award_block_reward, SYSTEM, miner)
    assert chain.claim(miner).pledge == 25


def test_only_the_system_awards_and_only_registered_miners(chain):
    miner = chain.create_miner()
    chain.refuses(Reason.CALLER_IS_NOT_THE_SYSTEM, award_block_reward, chain.owner, miner)
    chain.refuses(Reason.NO_SUCH_MINER, award_block_reward, SYSTEM, chain.owner)


@pytest.mark.parametrize("rule", PledgeRule)
def test_awards_leave_burnt_funds_alone(chain_with, rule):
    chain = chain_with(pledge_rule=rule)
    miner = chain.create_miner(pledge=300_000)
    chain.accepts(award_block_reward, SYSTEM, miner)
    assert chain.balance(BURNT_FUNDS) == 0


def test_a_fee_goes_to_the_owner_of_the_miner(chain):
    miner = chain.create_miner()
    owned = chain.balance(chain.owner)
    chain.accepts(pay_fee, chain.client, miner, 5)
    assert chain.balance(chain.owner) == owned + 5
