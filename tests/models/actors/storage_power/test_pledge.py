"""Pledge collateral."""

from fractions import Fraction as Rational

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.ledger.transfers import transfer
from filspec.actors.parameters import PledgeRule
from filspec.actors.reasons import Reason
from filspec.actors.storage_power.pledge import (
    add_pledge,
    available_tokens,
    collect_depledged,
    depledge,
    pledge_suffices,
    required_pledge,
    rounded_up,
)
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.actors.units import BURNT_FUNDS, MARKET, POWER
from filspec.machines.small_chain import FORTUNE, OWNER, SMALL, STRANGER, WORKER, SmallChain

FORMULA = SMALL.but(pledge_rule=PledgeRule.FORMULA)


@given(numerator=st.integers(0, 10**30), denominator=st.integers(1, 10**30))
def test_rounding_up_is_exact(numerator, denominator):
    quotient = rounded_up(numerator, denominator)
    assert quotient - 1 < Rational(numerator, denominator) <= quotient


@given(power=st.integers(0, 2**40), others=st.integers(0, 2**40), miners=st.integers(0, 50))
def test_the_formula_gives_each_miner_its_share_of_a_quarter_of_the_tokens(power, others, miners):
    """0.2 by power and 0.05 by head, each part rounded up (protocol-facts 4.1)."""
    chain = SmallChain(FORMULA)
    available, total = available_tokens(chain.world), power + others
    by_power = Rational(power, total) / 5 if total else Rational(0)
    exact = available * (by_power + Rational(1, 20) / max(miners, 1))
    assert 0 <= required_pledge(chain.world, power, total, miners) - exact < 2


@given(power=st.integers(0, 100), total=st.integers(0, 10**6), miners=st.integers(0, 50))
def test_the_constant_rule_asks_for_each_sector_and_looks_at_nobody_else(power, total, miners):
    """Decision 12: the option for model checking."""
    assert required_pledge(SmallChain().world, power * 2048, total, miners) == 10 * power


@pytest.mark.parametrize("burnt", [0, 1, FORTUNE])
def test_available_tokens_are_those_mined_and_not_burnt(chain, burnt):
    transfer(chain.world, chain.stranger, BURNT_FUNDS, burnt)
    assert available_tokens(chain.world) == 4 * FORTUNE - burnt


powers = st.integers(1, 2**20).map(lambda sectors: sectors * 2048)


@given(active=powers, inactive=powers, added=powers, others=powers)
@pytest.mark.parametrize("rule", PledgeRule)
def test_a_pledge_suffices_for_all_power_of_the_miner_among_all_power(rule, active, inactive, added, others):
    """Active, inactive and added power of the miner count, and as much in the network's total; 10 for each sector."""
    chain = SmallChain(SMALL.but(pledge_rule=rule))
    miner = chain.apply(create_storage_miner, OWNER, 200_000, WORKER, 2048).answer
    chain.world.power.total_power = active + others
    own, everybody = active + inactive + added, active + others + inactive + added
    least = 10 * own // 2048
    if rule == PledgeRule.FORMULA:
        least = 4 * FORTUNE // 20 + rounded_up(4 * FORTUNE * own, 5 * everybody)
    for pledge in (least - 1, least):
        claim = NO_CLAIM.but(active_power=active, inactive_power=inactive, pledge=pledge)
        chain.world.power.claims[miner] = claim
        assert pledge_suffices(chain.world, miner, added) == (pledge == least)


def test_anybody_adds_to_a_pledge(chain):
    miner = chain.create_miner(pledge=100)
    chain.accepts(add_pledge, chain.stranger, 5, miner)
    assert (chain.claim(miner).pledge, chain.balance(POWER)) == (105, 105)
    assert chain.balance(chain.stranger) == FORTUNE - 5


def test_added_pledge_is_positive_and_for_a_miner(chain):
    miner = chain.create_miner()
    chain.refuses(Reason.NOTHING_TO_ADD, add_pledge, chain.owner, 0, miner)
    chain.refuses(Reason.NO_SUCH_MINER, add_pledge, chain.owner, 5, chain.owner)
    chain.refuses(Reason.CALLER_IS_NOT_AN_ACCOUNT, add_pledge, MARKET, 5, miner)


def test_a_release_waits_out_its_cooldown_and_goes_to_the_owner(chain):
    miner = chain.create_miner(pledge=100)
    chain.accepts(depledge, chain.worker, miner, 40)
    assert (chain.claim(miner).pledge, chain.claim(miner).depledged) == (100, 40)
    chain.end_epochs(3)
    chain.refuses(Reason.DEPLEDGE_PENDING, collect_depledged, chain.owner, miner)
    chain.end_epochs()
    owned = chain.balance(chain.owner)
    chain.accepts(collect_depledged, chain.worker, miner)
    assert (chain.balance(chain.owner), chain.claim(miner).pledge) == (owned + 40, 60)
    assert (chain.claim(miner).depledged, chain.balance(POWER)) == (0, 60)


def test_announced_pledge_backs_no_new_sector(chain):
    """The 2019 text did not reserve it (protocol-facts 3.12, own remarks)."""
    miner = chain.create_miner(pledge=20)
    assert pledge_suffices(chain.world, miner, 4096)
    chain.accepts(depledge, chain.owner, miner, 11)
    assert not pledge_suffices(chain.world, miner, 2048)


def test_only_what_the_sectors_do_not_need_is_released(chain):
    miner = chain.create_miner(pledge=25)
    chain.commit(miner, 0)
    chain.commit(miner, 1)
    chain.refuses(Reason.PLEDGE_TOO_SMALL, depledge, chain.owner, miner, 6)
    chain.refuses(Reason.PLEDGE_TOO_SMALL, depledge, chain.owner, miner, 26)
    chain.accepts(depledge, chain.owner, miner, 5)


def test_a_release_is_refused_when_the_rest_no_longer_suffices(chain):
    """Given that the network asks for more by the time of the payment."""
    miner = chain.create_miner(pledge=25)
    chain.commit(miner)
    chain.accepts(depledge, chain.owner, miner, 15)
    chain.end_epochs(4)
    chain.world.parameters = chain.world.parameters.but(constant_pledge=11)
    chain.refuses(Reason.PLEDGE_TOO_SMALL, collect_depledged, chain.owner, miner)


def test_one_release_at_a_time(chain):
    miner = chain.create_miner()
    chain.refuses(Reason.NOTHING_TO_DEPLEDGE, depledge, chain.owner, miner, 0)
    chain.refuses(Reason.NOTHING_TO_DEPLEDGE, collect_depledged, chain.owner, miner)
    chain.accepts(depledge, chain.owner, miner, 5)
    chain.refuses(Reason.DEPLEDGE_PENDING, depledge, chain.owner, miner, 5)


def test_only_worker_and_owner_release(chain):
    miner = chain.create_miner()
    for message, more in ((depledge, (5,)), (collect_depledged, ())):
        chain.refuses(Reason.CALLER_IS_NOT_THE_WORKER_OR_OWNER, message, chain.stranger, miner, *more)
        chain.refuses(Reason.NO_SUCH_MINER, message, chain.owner, 999, *more)


@given(
    deeds=st.lists(
        st.tuples(st.sampled_from([add_pledge, depledge, collect_depledged]), st.integers(-5, 60)), max_size=10
    )
)
def test_pledges_are_always_backed(deeds):
    chain = SmallChain()
    size = chain.world.parameters.sector_size
    miner = chain.apply(create_storage_miner, OWNER, 50, WORKER, size).answer
    for message, amount in deeds:
        arguments = {add_pledge: (STRANGER, amount, miner), depledge: (WORKER, miner, amount)}
        chain.apply(message, *arguments.get(message, (OWNER, miner)))
        chain.end_epochs()
        claim = chain.world.power.claims[miner]
        assert chain.world.ledger.accounts[POWER].balance == claim.pledge >= claim.depledged >= 0
