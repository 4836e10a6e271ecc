"""Declared faults and recoveries."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults, is_challenged, update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.machines.small_chain import OWNER, WORKER, SmallChain


@pytest.fixture
def story(chain):
    """A deal active since epoch 1 in a sector whose period ends with epoch 4, challenged from epoch 2 on."""
    chain.register()
    miner = chain.create_miner()
    return SimpleNamespace(chain=chain, miner=miner, deal=chain.active_deal(miner))


def declares(story, faults=(), recovered=()):
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, faults, recovered)


sectors = st.lists(st.integers(0, 3), max_size=3)


@given(deeds=st.lists(st.tuples(sectors, sectors, st.booleans()), max_size=12))
def test_any_order_of_declarations_and_proofs_keeps_all_laws(deeds):
    chain = SmallChain()
    miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
    for number in range(3):
        assert chain.apply(commit_sector, WORKER, chain.sealed(miner, number), 1000, (), ()).accepted
    for faults, recovered, proves in deeds:
        chain.apply(update_sector_status, WORKER, miner, tuple(faults), tuple(recovered))
        chain.end_epochs()
        if proves:
            chain.apply(submit_post, WORKER, miner, *chain.challenge(miner), ())
    counts = chain.world.miner.miners[miner].counts
    known = [chain.world.miner.sectors[key].state for key in chain.world.miner.sectors.keys_in_order()]
    assert counts.active == known.count(SectorState.ACTIVE)
    assert chain.world.power.total_power == 2048 * counts.active


def test_a_fault_before_the_challenge_is_effective_at_once(story):
    declares(story, faults=(0,))
    sector = story.chain.sector(story.miner)
    assert (sector.state, sector.proving, sector.fault_count) == (SectorState.FAILING, False, 0)
    assert story.chain.claim(story.miner).active_power == 0
    assert (story.chain.deal(story.deal).state, story.chain.deal(story.deal).slashed) == (DealState.FAILING, 2)


def test_a_fault_after_the_challenge_belongs_to_the_next_period(story):
    """Decision 22: the current proof must still cover the sector."""
    story.chain.pass_to(2)
    assert is_challenged(story.chain.world, story.miner)
    declares(story, faults=(0,))
    assert (story.chain.sector(story.miner).state, story.chain.sector(story.miner).fault_next) == (
        SectorState.ACTIVE,
        True,
    )
    story.chain.prove(story.miner)
    story.chain.pass_to(5)
    sector = story.chain.sector(story.miner)
    assert (sector.state, sector.fault_next, sector.fault_count) == (SectorState.FAILING, False, 0)


def test_a_fault_of_the_next_period_does_not_excuse_this_one(story):
    """Given a proof in epoch 1 that counts for the first period, and none for the second."""
    story.chain.pass_to(6)
    declares(story, faults=(0,))
    story.chain.pass_to(9)
    assert story.chain.sector(story.miner).fault_count == 1
    assert story.chain.deal(story.deal).slashed == 20


def test_the_same_sector_is_not_faulty_twice(story):
    story.chain.pass_to(2)
    declares(story, faults=(0,))
    story.chain.refuses(Reason.SECTOR_ALREADY_FAULTY, update_sector_status, story.chain.worker, story.miner, (0,), ())
    story.chain.pass_to(5)
    story.chain.refuses(Reason.SECTOR_ALREADY_FAULTY, add_faults, story.chain.worker, story.miner, (0,))


def test_only_a_faulty_sector_recovers(story):
    story.chain.refuses(Reason.SECTOR_NOT_FAULTY, update_sector_status, story.chain.worker, story.miner, (), (0,))


def test_faults_of_a_message_are_declared_before_its_recoveries(story):
    """A sector in both lists has been faulty, with all that this costs, and recovers."""
    declares(story, faults=(0,), recovered=(0,))
    sector = story.chain.sector(story.miner)
    assert (sector.state, sector.proving, sector.fault_next) == (SectorState.RECOVERING, False, False)
    assert story.chain.claim(story.miner).active_power == 0
    assert (story.chain.deal(story.deal).state, story.chain.deal(story.deal).slashed) == (DealState.FAILING, 2)


def test_a_message_does_not_recover_a_sector_in_order_to_declare_it_faulty_again(story):
    declares(story, faults=(0,))
    story.chain.refuses(Reason.SECTOR_ALREADY_FAULTY, update_sector_status, story.chain.worker, story.miner, (0,), (0,))


def test_an_unknown_sector_is_neither_faulty_nor_recovered(story):
    chain = story.chain
    chain.refuses(Reason.NO_SUCH_SECTOR, update_sector_status, chain.worker, story.miner, (7,), ())
    chain.refuses(Reason.NO_SUCH_SECTOR, update_sector_status, chain.worker, story.miner, (), (7,))


def test_one_refused_declaration_refuses_all(story):
    story.chain.refuses(Reason.NO_SUCH_SECTOR, add_faults, story.chain.worker, story.miner, (0, 7))


def test_a_recovered_sector_counts_again_when_it_is_proved(story):
    declares(story, faults=(0,))
    declares(story, recovered=(0,))
    assert (story.chain.sector(story.miner).state, story.chain.sector(story.miner).proving) == (
        SectorState.RECOVERING,
        False,
    )
    story.chain.pass_to(5)
    assert story.chain.sector(story.miner).proving
    assert story.chain.claim(story.miner).active_power == 0
    story.chain.prove(story.miner)
    assert story.chain.sector(story.miner).state == SectorState.ACTIVE
    assert story.chain.claim(story.miner).active_power == 2048
    assert story.chain.deal(story.deal).state == DealState.ACTIVE


def test_only_the_worker_of_a_live_miner_declares(story):
    chain = story.chain
    chain.refuses(Reason.NO_SUCH_MINER, update_sector_status, chain.worker, 999, (), ())
    chain.refuses(Reason.CALLER_IS_NOT_THE_WORKER, add_faults, chain.owner, story.miner, (0,))
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(story.miner))
    chain.refuses(Reason.MINER_TERMINATED, update_sector_status, chain.worker, story.miner, (), ())
