"""Proofs of spacetime."""

from collections import defaultdict
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from filspec.actors.parameters import FailedPoSt
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.machines.outside_world import post_proof
from filspec.machines.small_chain import OWNER, SMALL, WORKER, SmallChain

BAD_PROOF = 1


@pytest.fixture
def story(chain):
    """A deal active since epoch 1."""
    chain.register()
    miner = chain.create_miner()
    return SimpleNamespace(chain=chain, miner=miner, deal=chain.active_deal(miner))


@given(age=st.integers(-2, 6), epoch=st.integers(0, 8))
def test_the_challenge_is_past_and_recent(age, epoch):
    chain = SmallChain()
    miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
    chain.apply(commit_sector, WORKER, chain.sealed(miner, 0), 1000, (), ())
    chain.end_epochs(epoch)
    proof = post_proof(miner, epoch - age)
    receipt = chain.apply(submit_post, WORKER, miner, epoch - age, proof, ())
    if not 1 <= age <= 2:
        assert receipt.reason is Reason.CHALLENGE_OUT_OF_WINDOW
    elif epoch - age < chain.world.miner.miners[miner].proving_period_end - 4:
        assert receipt.reason is Reason.CHALLENGE_OF_ANOTHER_PERIOD
    else:
        assert receipt.accepted


def test_a_proof_counts_in_one_proving_period_only(chain):
    """A proof made once per period, for its last epoch, served that epoch and the first one of the next period."""
    # Given a miner whose first period ends with epoch 4, and its proof of the challenge of epoch 3
    miner = chain.create_miner()
    chain.commit(miner)
    chain.pass_to(4)
    challenge, proof = chain.challenge(miner)
    chain.accepts(submit_post, chain.worker, miner, challenge, proof, ())
    # When the next period has begun, then the same proof is recent still, and belongs to the period that is over
    chain.end_epochs()
    chain.refuses(Reason.CHALLENGE_OF_ANOTHER_PERIOD, submit_post, chain.worker, miner, challenge, proof, ())
    chain.prove(miner)


@given(period=st.integers(2, 6), time=st.integers(1, 5), first=st.integers(0, 3))
def test_every_challenge_belongs_to_one_proving_period(period, time, first):
    """Whatever the period, its challenge and the first commit: each challenge counts in one period, and some do."""
    assume(time < period)
    chain = SmallChain(SMALL.but(proving_period=period, post_challenge_time=time))
    miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
    chain.end_epochs(first)
    chain.apply(commit_sector, WORKER, chain.sealed(miner, 0), 1000, (), ())
    periods = defaultdict(set)
    while chain.world.epoch <= first + 3 * period:
        for challenge in range(chain.world.epoch - time - 1, chain.world.epoch + 2):
            proof = post_proof(miner, challenge)
            if chain.apply(submit_post, WORKER, miner, challenge, proof, ()).accepted:
                periods[challenge].add(chain.world.miner.miners[miner].proving_period_end)
        chain.end_epochs()
    assert set(periods) == set(range(first, first + 3 * period))
    assert {len(ends) for ends in periods.values()} == {1}


def test_a_proof_makes_the_sector_active_and_the_power_count(chain):
    miner = chain.create_miner()
    chain.commit(miner)
    chain.end_epochs()
    chain.prove(miner)
    assert chain.sector(miner).state == SectorState.ACTIVE
    assert (chain.claim(miner).active_power, chain.world.power.total_power) == (2048, 2048)
    assert chain.world.miner.miners[miner].proved


def test_several_proofs_in_a_period_do_not_move_its_end(story):
    """Decision 8: the first one ends the duty, later ones only pay (protocol-facts 9.2, X43)."""
    end = story.chain.world.miner.miners[story.miner].proving_period_end
    story.chain.prove_to(story.miner, 3)
    assert story.chain.world.miner.miners[story.miner].proving_period_end == end == 4
    assert story.chain.deal(story.deal).paid == 8


def test_a_proof_that_does_not_verify_changes_nothing_and_may_be_tried_again(story):
    """Decision 7, the default reading."""
    story.chain.end_epochs()
    epoch, proof = story.chain.challenge(story.miner)
    story.chain.refuses(Reason.INVALID_POST, submit_post, story.chain.worker, story.miner, epoch, BAD_PROOF, ())
    story.chain.accepts(submit_post, story.chain.worker, story.miner, epoch, proof, ())


def test_in_the_literal_variant_a_proof_that_does_not_verify_costs_collateral(chain_with):
    """Decision 7, the reading of A076 and A098: the message stands, and so does its slash."""
    chain = chain_with(failed_post=FailedPoSt.SLASHES)
    chain.register()
    miner = chain.create_miner()
    deal = chain.active_deal(miner)
    chain.end_epochs(4)
    assert chain.accepts(submit_post, chain.worker, miner, chain.world.epoch - 1, BAD_PROOF, ()) is False
    assert (chain.deal(deal).state, chain.deal(deal).slashed) == (DealState.FAILING, 20)
    assert chain.sector(miner).state == SectorState.ACTIVE
    assert not chain.world.miner.miners[miner].proved
    chain.prove(miner)
    assert (chain.deal(deal).state, chain.deal(deal).paid, chain.deal(deal).refunded) == (DealState.ACTIVE, 0, 16)


def test_a_done_sector_leaves(chain):
    miner = chain.create_miner()
    chain.commit(miner, 0)
    chain.commit(miner, 1)
    chain.end_epochs()
    chain.prove(miner, done=(1,))
    assert (miner, 1) not in chain.world.miner.sectors
    assert (miner, 1) in chain.world.miner.used_numbers
    assert chain.claim(miner).inactive_power == 0


def test_a_sector_with_a_live_deal_is_not_done(story):
    chain = story.chain
    chain.refuses(
        Reason.SECTOR_HAS_LIVE_DEALS, submit_post, chain.worker, story.miner, *chain.challenge(story.miner), (0,)
    )


def test_done_sectors_leave_before_deals_are_closed(story):
    """Given a deal that is over and not closed, its sector is not done yet; it is after the proof that closes it.

    The order of A072, A073 and A074: the done set first, then the payments and what they close.
    """
    chain = story.chain
    chain.prove_to(story.miner, 26)
    chain.end_epochs()
    chain.refuses(
        Reason.SECTOR_HAS_LIVE_DEALS, submit_post, chain.worker, story.miner, *chain.challenge(story.miner), (0,)
    )
    chain.prove(story.miner)
    assert chain.deal(story.deal).state == DealState.EXPIRED
    chain.prove(story.miner, done=(0,))
    assert (story.miner, 0) not in chain.world.miner.sectors


@pytest.mark.parametrize("done", [(7,), (1, 1)])
def test_only_a_sector_that_is_there_is_done(chain, done):
    miner = chain.create_miner()
    chain.commit(miner, 0)
    chain.commit(miner, 1)
    chain.end_epochs()
    chain.refuses(Reason.NO_SUCH_SECTOR, submit_post, chain.worker, miner, *chain.challenge(miner), done)


def test_a_miner_without_a_sector_has_nothing_to_prove(chain):
    miner = chain.create_miner()
    chain.end_epochs()
    chain.refuses(Reason.NO_PROVING_PERIOD, submit_post, chain.worker, miner, *chain.challenge(miner), ())


def test_only_the_worker_of_a_live_miner_proves(story):
    chain = story.chain
    chain.refuses(Reason.NO_SUCH_MINER, submit_post, chain.worker, 999, 0, 0, ())
    chain.refuses(Reason.CALLER_IS_NOT_THE_WORKER, submit_post, chain.owner, story.miner, 0, 0, ())
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(story.miner))
    chain.refuses(Reason.MINER_TERMINATED, submit_post, chain.worker, story.miner, 0, 0, ())


def test_a_challenge_of_the_future_is_refused(story):
    chain = story.chain
    epoch = chain.world.epoch
    chain.refuses(
        Reason.CHALLENGE_OUT_OF_WINDOW,
        submit_post,
        chain.worker,
        story.miner,
        epoch,
        post_proof(story.miner, epoch),
        (),
    )
