"""The end of a proving period."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults, update_sector_status
from filspec.actors.storage_miner.proving_period import (
    SectorFate,
    compute_proving_period_end_sector_state,
    proving_period_update,
)
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.units import POWER
from filspec.machines.small_chain import OWNER, SMALL, WORKER, SmallChain


@pytest.fixture
def story(chain):
    """A deal active since epoch 1 in a sector whose periods end with the epochs 4, 8, 12 ..."""
    chain.register()
    miner = chain.create_miner()
    return SimpleNamespace(chain=chain, miner=miner, deal=chain.active_deal(miner))


def fate(chain, miner, number=0):
    return chain.accepts(compute_proving_period_end_sector_state, (miner, number))


@given(threshold=st.integers(0, 4))
def test_a_sector_never_proved_is_destroyed_once_it_was_faulty_for_more_periods_than_the_threshold(threshold):
    """Given a sector that no proof ever covers; each period has 4 epochs (M12, N14)."""
    chain = SmallChain(SMALL.but(fault_threshold=threshold))
    miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
    chain.apply(commit_sector, WORKER, chain.sealed(miner, 0), 1000, (), ())
    chain.end_epochs(4 * (threshold + 1))
    assert (miner, 0) in chain.world.miner.sectors
    chain.end_epochs()
    assert (miner, 0) not in chain.world.miner.sectors


def test_a_sector_of_the_proving_set_that_was_not_proved_is_faulty(story):
    story.chain.pass_to(8)
    assert fate(story.chain, story.miner) == SectorFate.BECOMES_FAULTY
    story.chain.end_epochs()
    sector = story.chain.sector(story.miner)
    assert (sector.state, sector.proving, sector.fault_count) == (SectorState.FAILING, False, 1)
    assert story.chain.world.power.total_power == 0
    assert story.chain.deal(story.deal).slashed == 20


def test_a_proved_sector_continues(story):
    assert fate(story.chain, story.miner) == SectorFate.CONTINUES
    story.chain.pass_to(5)
    assert (story.chain.sector(story.miner).state, story.chain.world.miner.miners[story.miner].proved) == (
        SectorState.ACTIVE,
        False,
    )


def test_a_sector_committed_within_the_period_cannot_be_faulted(chain):
    miner = chain.create_miner()
    chain.commit(miner, 0)
    chain.commit(miner, 1)
    chain.pass_to(5)
    assert chain.sector(miner, 0).state == SectorState.FAILING
    assert (chain.sector(miner, 1).state, chain.sector(miner, 1).proving) == (SectorState.COMMITTED, True)


def test_a_fault_told_after_the_challenge_takes_effect(story):
    story.chain.pass_to(2)
    story.chain.accepts(add_faults, story.chain.worker, story.miner, (0,))
    assert fate(story.chain, story.miner) == SectorFate.FAULT_TAKES_EFFECT
    story.chain.pass_to(5)
    assert (story.chain.sector(story.miner).state, story.chain.deal(story.deal).slashed) == (SectorState.FAILING, 2)


def test_a_faulty_sector_stays_faulty_until_the_threshold_and_then_its_deals_fail(story):
    """Given a fault declared in epoch 1, and period ends at 4, 8, 12 and 16 with a threshold of 3."""
    story.chain.accepts(add_faults, story.chain.worker, story.miner, (0,))
    for end, count in ((4, 1), (8, 2), (12, 3)):
        story.chain.pass_to(end)
        assert fate(story.chain, story.miner) == SectorFate.STAYS_FAULTY
        story.chain.end_epochs()
        assert story.chain.sector(story.miner).fault_count == count
    story.chain.pass_to(16)
    assert fate(story.chain, story.miner) == SectorFate.IS_DESTROYED
    story.chain.end_epochs()
    assert (story.miner, 0) not in story.chain.world.miner.sectors
    row = story.chain.deal(story.deal)
    assert (row.state, row.paid, row.refunded, row.slashed) == (DealState.FAILED, 0, 103, 205)


def declare(story, faults=(), recovered=()):
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, faults, recovered)


def test_a_recovery_counts_as_faulty_until_its_proof(story):
    """Given a fault and a recovery in one period, and a proof in the next; recovering keeps the count (7.1)."""
    declare(story, faults=(0,))
    declare(story, recovered=(0,))
    story.chain.pass_to(4)
    assert fate(story.chain, story.miner) == SectorFate.STAYS_FAULTY
    story.chain.end_epochs()
    sector = story.chain.sector(story.miner)
    assert (sector.state, sector.proving, sector.fault_count) == (SectorState.RECOVERING, True, 1)
    story.chain.prove(story.miner)
    assert story.chain.sector(story.miner).fault_count == 0


def test_a_recovery_without_a_proof_does_not_outlive_the_threshold(story):
    """Given three faulty period ends, a recovery, and no proof: the fourth end destroys the sector (M12)."""
    declare(story, faults=(0,))
    story.chain.pass_to(13)
    declare(story, recovered=(0,))
    story.chain.pass_to(16)
    assert fate(story.chain, story.miner) == SectorFate.IS_DESTROYED
    story.chain.end_epochs()
    assert (story.miner, 0) not in story.chain.world.miner.sectors
    assert story.chain.deal(story.deal).state == DealState.FAILED


@pytest.mark.parametrize("late", [False, True])
def test_a_sector_lost_and_back_in_every_period_is_destroyed_all_the_same(story, late):
    """Given a miner that declares a fault and a recovery in each period, and proves nothing (M12, L4).

    It may declare the fault before the challenge, when it takes effect at once, or after it, for the next period.
    """
    declare(story, faults=(0,))
    for start in (1, 5, 9, 13):
        assert story.chain.sector(story.miner).fault_count == start // 4
        if story.chain.sector(story.miner).state == SectorState.RECOVERING:
            declare(story, faults=(0,))
        declare(story, recovered=(0,))
        if late:
            story.chain.pass_to(start + 2)
            declare(story, faults=(0,))
        story.chain.pass_to(start + 4)
    assert (story.miner, 0) not in story.chain.world.miner.sectors


def test_a_proof_clears_the_count_of_faults(story):
    story.chain.accepts(add_faults, story.chain.worker, story.miner, (0,))
    story.chain.pass_to(9)
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, (), (0,))
    story.chain.pass_to(13)
    story.chain.prove(story.miner)
    assert (story.chain.sector(story.miner).state, story.chain.sector(story.miner).fault_count) == (
        SectorState.ACTIVE,
        0,
    )


def test_a_sector_past_its_promise_expires_and_is_not_faulted(chain):
    """Expiry beats fault: the sector ends at 5, and the unproved period at 8."""
    miner = chain.create_miner()
    chain.commit(miner, expiration=5)
    chain.end_epochs()
    chain.prove(miner)
    chain.pass_to(8)
    assert fate(chain, miner) == SectorFate.EXPIRES
    chain.end_epochs()
    assert (miner, 0) not in chain.world.miner.sectors
    assert chain.world.power.total_power == 0


@pytest.mark.parametrize("state", [SectorState.COMMITTED, SectorState.RECOVERING, SectorState.FAILING])
def test_a_sector_expires_in_every_state(chain, state):
    """An abort here would block every later proof (protocol-facts 9.2, X34)."""
    miner = chain.create_miner()
    chain.commit(miner, expiration=1)
    if state != SectorState.COMMITTED:
        chain.accepts(add_faults, chain.worker, miner, (0,))
    if state == SectorState.RECOVERING:
        chain.accepts(update_sector_status, chain.worker, miner, (), (0,))
    assert chain.sector(miner).state == state
    chain.pass_to(5)
    assert (miner, 0) not in chain.world.miner.sectors


def test_the_schedule_does_not_move_with_lateness(story):
    """A missed proof, too, begins the next period on time (protocol-facts 9.2, X20)."""
    for end in (4, 8, 12):
        assert story.chain.world.miner.miners[story.miner].proving_period_end == end
        story.chain.pass_to(end + 1)


def test_a_miner_that_lost_everything_goes_on(story):
    story.chain.pass_to(30)
    assert story.chain.world.miner.miners[story.miner].proving_period_end == 32
    story.chain.commit(story.miner, 1)
    story.chain.pass_to(33)
    story.chain.prove(story.miner)
    assert story.chain.sector(story.miner, 1).state == SectorState.ACTIVE


def test_only_the_power_actor_ends_a_period_and_only_at_its_end(story):
    chain = story.chain
    chain.refuses(Reason.CALLER_IS_NOT_THE_POWER_ACTOR, proving_period_update, chain.owner, story.miner)
    chain.refuses(Reason.NO_SUCH_MINER, proving_period_update, POWER, 999)
    chain.refuses(Reason.NO_PROVING_PERIOD, proving_period_update, POWER, story.miner)


def test_a_deal_in_a_sector_that_is_proved_to_the_end_is_never_slashed(story):
    story.chain.prove_to(story.miner, 40)
    row = story.chain.deal(story.deal)
    assert (row.state, row.paid, row.slashed) == (DealState.EXPIRED, 103, 0)
