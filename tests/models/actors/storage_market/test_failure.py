"""Faults as the market sees them."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.parameters import FailedPoSt, Fraction
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import register_participant
from filspec.actors.storage_market.failure import (
    FaultKind,
    handle_failed_deals,
    slash_storage_collateral,
    slashed_fraction,
)
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.units import BURNT_FUNDS
from filspec.machines.small_chain import CLIENT, OWNER, SMALL, WORKER, SmallChain


@pytest.fixture
def story(chain_with):
    """An active deal in a sector of its own; by the literal variant of decision 7 it may be slashed without a fault."""
    chain = chain_with(failed_post=FailedPoSt.SLASHES)
    chain.register()
    miner = chain.create_miner()
    return SimpleNamespace(chain=chain, miner=miner, deal=chain.active_deal(miner))


@given(collateral=st.integers(1, 5000), parts=st.integers(0, 100), kind=st.sampled_from(FaultKind))
def test_a_slash_burns_the_fraction_rounded_down(collateral, parts, kind):
    fraction = Fraction(numerator=parts, denominator=100)
    fractions = {"declared_fault_slash": fraction, "detected_fault_slash": fraction}
    chain = SmallChain(SMALL.but(failed_post=FailedPoSt.SLASHES, **fractions))
    for who in (CLIENT, OWNER):
        chain.apply(register_participant, who, 10_000)
    miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
    deal = chain.signed(chain.proposal(storage_collateral=collateral))
    number = chain.apply(publish_storage_deal, CLIENT, deal).answer
    info = chain.sealed(miner, 0)
    chain.apply(commit_sector, WORKER, info, 1000, (chain.published_piece(number, info),), ())
    chain.end_epochs()
    chain.apply(submit_post, WORKER, miner, *chain.challenge(miner), ())
    locked = chain.world.market.escrow[CLIENT].locked
    chain.apply(slash_storage_collateral, miner, 0, kind)
    burnt = collateral * parts // 100
    assert chain.world.market.deals[number].slashed == burnt
    assert chain.world.ledger.accounts[BURNT_FUNDS].balance == burnt
    assert chain.world.market.escrow[OWNER].locked == collateral - burnt
    assert chain.world.market.escrow[CLIENT].locked == locked


def test_a_declared_fault_costs_less_than_a_detected_one(chain):
    declared, detected = (slashed_fraction(chain.world, kind) for kind in FaultKind)
    assert declared.numerator * detected.denominator < detected.numerator * declared.denominator


def test_a_failing_deal_is_not_slashed_again(story):
    """Protocol-facts 9.2, X37: only new faults are reported."""
    story.chain.accepts(slash_storage_collateral, story.miner, 0, FaultKind.DETECTED)
    story.chain.accepts(slash_storage_collateral, story.miner, 0, FaultKind.DETECTED)
    row = story.chain.deal(story.deal)
    assert (row.state, row.slashed) == (DealState.FAILING, 20)


def test_only_a_faulty_sector_costs_collateral(chain):
    """Protocol-facts 3.4: the deal is active and its sector faulty."""
    chain.register()
    miner = chain.create_miner()
    deal = chain.active_deal(miner)
    chain.refuses(Reason.SECTOR_NOT_FAULTY, slash_storage_collateral, miner, 0, FaultKind.DETECTED)
    chain.accepts(add_faults, chain.worker, miner, (0,))
    assert (chain.deal(deal).state, chain.deal(deal).slashed) == (DealState.FAILING, 2)


def test_a_deal_not_yet_active_is_not_slashed(chain):
    chain.register()
    miner = chain.create_miner()
    deal = chain.publish()
    chain.commit(miner, deals=(deal,))
    chain.accepts(add_faults, chain.worker, miner, (0,))
    chain.accepts(slash_storage_collateral, miner, 0, FaultKind.DETECTED)
    assert (chain.deal(deal).state, chain.deal(deal).slashed) == (DealState.COMMITTED, 0)


def test_an_ended_deal_fails_without_a_slash(story):
    """specs-actors 529, 559: a deal that expired already must not be slashed."""
    story.chain.prove_to(story.miner, 26)
    story.chain.end_epochs()
    story.chain.accepts(slash_storage_collateral, story.miner, 0, FaultKind.DETECTED)
    assert (story.chain.deal(story.deal).state, story.chain.deal(story.deal).slashed) == (DealState.FAILING, 0)


def test_a_lost_deal_refunds_the_client_and_burns_the_collateral(story):
    """Given a deal that was paid 8 of 103."""
    story.chain.prove_to(story.miner, 3)
    story.chain.accepts(handle_failed_deals, story.miner, 0)
    row = story.chain.deal(story.deal)
    assert (row.state, row.paid, row.refunded, row.slashed) == (DealState.FAILED, 8, 95, 205)
    assert story.chain.escrow(story.chain.client).available == 10_000 - 8
    assert story.chain.escrow(story.chain.owner).available == 10_000 - 205 + 8
    assert story.chain.balance(BURNT_FUNDS) == 205
    assert story.chain.world.market.live_deals[story.miner, 0] == 0


def test_a_lost_deal_that_ended_expires(story):
    story.chain.prove_to(story.miner, 26)
    story.chain.end_epochs()
    story.chain.accepts(handle_failed_deals, story.miner, 0)
    row = story.chain.deal(story.deal)
    assert (row.state, row.slashed) == (DealState.EXPIRED, 0)


@pytest.mark.parametrize(
    ("message", "more"), [(slash_storage_collateral, (FaultKind.DECLARED,)), (handle_failed_deals, ())]
)
def test_only_a_miner_reports_faults_and_only_of_its_sectors(story, message, more):
    story.chain.refuses(Reason.CALLER_IS_NOT_A_MINER, message, story.chain.owner, 0, *more)
    story.chain.refuses(Reason.NO_SUCH_SECTOR, message, story.miner, 1, *more)
