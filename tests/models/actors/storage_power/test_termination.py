"""Consensus faults on chain."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.parameters import ReporterGrowth
from filspec.actors.reasons import Reason
from filspec.actors.reporter_share import reporter_shares
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault, reporter_reward
from filspec.actors.units import BURNT_FUNDS, MARKET, POWER, SYSTEM
from filspec.machines.outside_world import fault_evidence
from filspec.machines.small_chain import FORTUNE, OWNER, SMALL, STRANGER, WORKER, SmallChain


@pytest.fixture
def story(chain):
    """A deal active since epoch 1, of a miner with a pledge of 100,000."""
    chain.register()
    miner = chain.create_miner(pledge=100_000)
    return SimpleNamespace(chain=chain, miner=miner, deal=chain.active_deal(miner))


@given(growth=st.sampled_from(ReporterGrowth), age=st.integers(0, 700), pledge=st.integers(0, FORTUNE))
def test_the_pledge_is_split_between_reporter_and_fire(growth, age, pledge):
    """Given a fault of any age, for each vintage of the growth formula (decision 13)."""
    parameters = SMALL.but(reporter_growth=growth)
    chain = SmallChain(parameters)
    miner = chain.apply(create_storage_miner, OWNER, pledge, WORKER, 2048).answer
    assert chain.apply(declare_consensus_fault, STRANGER, chain.fault_of(miner, epoch=-age)).accepted
    shares = reporter_shares(parameters.reporter_growth, parameters.reporter_share_unit)
    reward = pledge * shares[min(age, max(shares))] // parameters.reporter_share_unit
    accounts = chain.world.ledger.accounts
    assert accounts[STRANGER].balance - FORTUNE == reward
    assert (accounts[BURNT_FUNDS].balance, accounts[POWER].balance) == (pledge - reward, 0)


@given(pledge=st.integers(0, 10**24), younger=st.integers(0, 40), older=st.integers(0, 40))
def test_a_reporter_never_loses_by_an_older_fault(pledge, younger, older):
    world = SmallChain().world
    first, second = sorted((younger, older))
    assert 0 <= reporter_reward(world, pledge, first) <= reporter_reward(world, pledge, second) <= pledge


@pytest.mark.parametrize(
    ("age", "reward"), [(0, 100), (10, 1008), (20, 10_172), (29, 81_422), (30, 100_000), (500, 100_000)]
)
def test_the_growth_formula_of_2019(story, age, reward):
    """0.001 * 1.26^age (protocol-facts 4.5), of a pledge of 100,000."""
    assert reporter_reward(story.chain.world, 100_000, age) == reward


def test_a_terminated_miner_loses_power_place_and_deals(story):
    """Decision 14: the deals fail, else the client's tokens would be locked for ever (specs-actors 279)."""
    chain = story.chain
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(story.miner))
    assert chain.world.miner.miners[story.miner].terminated
    assert story.miner not in chain.world.power.claims
    assert (chain.world.power.total_power, chain.world.power.miner_count) == (0, 0)
    assert not chain.world.miner.sectors.keys_under(story.miner)
    row = chain.deal(story.deal)
    assert (row.state, row.refunded, row.slashed) == (DealState.FAILED, 103, 205)
    assert chain.escrow(chain.client).available == 10_000


def test_a_terminated_miner_earns_no_reward(story):
    chain = story.chain
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(story.miner))
    chain.refuses(Reason.NO_SUCH_MINER, award_block_reward, SYSTEM, story.miner)


def test_a_fault_is_slashed_once(story):
    """Also with the two blocks exchanged, or for two other blocks (S5, specs-actors 1008)."""
    chain = story.chain
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(story.miner))
    again = chain.fault_of(story.miner)
    chain.refuses(Reason.MINER_TERMINATED, declare_consensus_fault, chain.client, again)
    exchanged = again.but(first=again.second, second=again.first)
    chain.refuses(Reason.MINER_TERMINATED, declare_consensus_fault, chain.client, exchanged)
    others = again.but(first=3, second=4, blocks=fault_evidence(story.miner, 3, 4))
    chain.refuses(Reason.MINER_TERMINATED, declare_consensus_fault, chain.client, others)


def test_the_other_miners_keep_what_is_theirs(story):
    """specs-actors 565: only the accused's power leaves the total."""
    chain = story.chain
    other = chain.create_miner(pledge=70)
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(other))
    assert chain.world.power.total_power == chain.claim(story.miner).active_power == 2048
    assert chain.balance(POWER) == 100_000


def test_the_same_block_twice_is_no_fault(story):
    """specs 841."""
    proof = story.chain.fault_of(story.miner)
    story.chain.refuses(
        Reason.NO_SUCH_FAULT, declare_consensus_fault, story.chain.stranger, proof.but(second=proof.first)
    )


def test_a_block_of_the_future_is_no_fault(story):
    future = story.chain.fault_of(story.miner, epoch=story.chain.world.epoch + 1)
    story.chain.refuses(Reason.NO_SUCH_FAULT, declare_consensus_fault, story.chain.stranger, future)


def test_the_blocks_must_prove_the_fault_of_the_accused(story):
    chain = story.chain
    other = chain.create_miner()
    of_another = chain.fault_of(story.miner).but(miner=other)
    chain.refuses(Reason.INVALID_CONSENSUS_FAULT, declare_consensus_fault, chain.stranger, of_another)


def test_the_accused_is_a_miner_and_the_reporter_an_account(story):
    chain = story.chain
    chain.refuses(Reason.NO_SUCH_MINER, declare_consensus_fault, chain.stranger, chain.fault_of(999))
    chain.refuses(Reason.CALLER_IS_NOT_AN_ACCOUNT, declare_consensus_fault, MARKET, chain.fault_of(story.miner))
