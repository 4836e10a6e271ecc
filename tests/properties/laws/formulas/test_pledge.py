"""The formulas of pledge, reward and penalty, in numbers worked out by hand."""

import pytest

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.parameters import Fraction, PledgeRule
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.actors.units import BURNT_FUNDS, REWARD
from filspec.laws.formulas.pledge import (
    all_power,
    balance,
    free_pledge,
    required,
    required_with,
    reward_of_a_block,
    rounded_up,
    share_of_reporter,
    shortfall,
)


@pytest.fixture
def world(life):
    """1000 tokens are available; a fifth goes by power, a twentieth by head."""
    world = life.at(life.world.epoch)
    world.parameters = world.parameters.but(
        pledge_rule=PledgeRule.FORMULA,
        power_collateral=Fraction(numerator=1, denominator=5),
        per_capita_collateral=Fraction(numerator=1, denominator=20),
    )
    world.ledger.accounts[REWARD] = NO_ACCOUNT.but(balance=300)
    world.ledger.accounts[BURNT_FUNDS] = NO_ACCOUNT.but(balance=200)
    world.ledger.total_supply = 1500
    return world


@pytest.mark.parametrize(
    ("power", "total", "miners", "pledge"),
    [(0, 0, 0, 50), (0, 0, 3, 17), (1, 4, 1, 100), (1, 3, 3, 17 + 67), (4, 4, 2, 25 + 200)],
)
def test_the_pledge_is_that_of_the_formula(world, power, total, miners, pledge):
    assert required(world, power, total, miners) == pledge


def test_by_the_other_rule_each_sector_asks_for_a_constant(world):
    size = world.parameters.sector_size
    world.parameters = world.parameters.but(pledge_rule=PledgeRule.CONSTANT, constant_pledge=7)
    assert required(world, 3 * size, 0, 0) == 21


@pytest.mark.parametrize(("dividend", "divisor", "quotient"), [(0, 5, 0), (1, 5, 1), (5, 5, 1), (6, 5, 2)])
def test_rounding_up(dividend, divisor, quotient):
    assert rounded_up(dividend, divisor) == quotient


def test_all_power_counts_and_what_is_released_does_not(world):
    claim = NO_CLAIM.but(active_power=1, inactive_power=2, pledge=90, depledged=30)
    world.power.total_power, world.power.miner_count = 5, 1
    assert (all_power(claim), free_pledge(claim)) == (3, 60)
    assert required_with(world, claim, 1) == 50 + 100
    assert shortfall(world, claim) == 50 + 40 - 60
    assert shortfall(world, claim.but(pledge=900)) == 0


def test_a_reward_is_a_part_of_what_is_left(world):
    world.parameters = world.parameters.but(reward_initial_value=7, reward_total_issuance=100)
    assert reward_of_a_block(world) == 21
    assert (balance(world, REWARD), balance(world, 10**9)) == (300, 0)


def test_the_reporters_share_is_that_of_the_age_of_the_fault(world):
    unit, oldest = world.parameters.reporter_share_unit, world.power.oldest_fault
    shares = world.power.reporter_shares
    assert share_of_reporter(world, 10**6, 0) == 10**6 * shares[0] // unit
    assert share_of_reporter(world, 10**6, oldest + 5) == 10**6 * shares[oldest] // unit
