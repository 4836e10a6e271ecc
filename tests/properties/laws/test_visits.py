"""Laws of visits, each kept and broken once, at worlds before and behind a loop."""

from types import SimpleNamespace

import pytest

from filspec.actors.storage_market.balances import register_participant
from filspec.actors.storage_market.failure import FaultKind
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.kit.laws import LAWS, Quantifier
from filspec.kit.worlds import fork
from filspec.laws import visits
from filspec.laws.broken import LawBroken
from filspec.laws.checker import LawChecker
from filspec.machines.small_chain import CLIENT, OWNER, SMALL, STRANGER, WORKER, SmallChain

ACTIVE_SECTOR, FAILING_SECTOR = 1, 2
NAMES = [law.name for law in LAWS.values() if law.quantifier is Quantifier.VISIT]


@pytest.fixture
def loop(life):
    """Two worlds in the last epoch of the miner's period, which nobody proved; and the places of the life."""
    before = fork(life.world)
    before.epoch = 24
    before.miner.miners[life.miner] = before.miner.miners[life.miner].but(proved=False)
    return SimpleNamespace(
        before=before,
        after=fork(before),
        miner=life.miner,
        deal=life.deals.active,
        sector=(life.miner, ACTIVE_SECTOR),
        failing=(life.miner, FAILING_SECTOR),
        place=((life.miner, ACTIVE_SECTOR), life.deals.active),
    )


def test_every_law_of_this_file_is_tested(laws_of):
    assert laws_of(visits) == {
        "failed_deal_has_left_its_sector",
        "expired_deal_has_left_its_sector",
        "slashed_deal_is_not_paid",
        "terminated_sector_is_gone",
        "unproved_sector_has_failed",
        "unproved_miner_has_lost_its_sectors",
        "sector_meets_its_fate",
        "miner_loses_what_has_to_leave",
        "due_period_has_moved",
    }


def test_a_failed_deal_has_left_its_sector(loop):
    assert not visits.failed_deal_has_left_its_sector(loop.before, loop.after, loop.place)
    del loop.after.market.deals_in_sector[loop.place]
    assert visits.failed_deal_has_left_its_sector(loop.before, loop.after, loop.place)


def test_an_expired_deal_has_left_its_sector(loop):
    assert visits.expired_deal_has_left_its_sector(loop.before, loop.after, loop.place)
    loop.after.epoch = loop.after.market.deals[loop.deal].proposal.deal_expiry + 1
    assert not visits.expired_deal_has_left_its_sector(loop.before, loop.after, loop.place)
    del loop.after.market.deals_in_sector[loop.place]
    assert visits.expired_deal_has_left_its_sector(loop.before, loop.after, loop.place)


def test_a_slashed_deal_is_not_paid(loop):
    kind = FaultKind.DETECTED
    assert not visits.slashed_deal_is_not_paid(loop.before, loop.after, loop.place, kind)
    loop.after.market.deals[loop.deal] = loop.after.market.deals[loop.deal].but(state=DealState.FAILING)
    assert visits.slashed_deal_is_not_paid(loop.before, loop.after, loop.place, kind)


def test_a_terminated_sector_is_gone(loop):
    assert not visits.terminated_sector_is_gone(loop.before, loop.after, loop.sector)
    del loop.after.miner.sectors[loop.sector]
    assert visits.terminated_sector_is_gone(loop.before, loop.after, loop.sector)


def fail_all(loop):
    for key, sector in loop.before.miner.sectors.items_in_order():
        failed = sector.but(state=SectorState.FAILING, proving=False, fault_count=sector.fault_count + 1)
        loop.after.miner.sectors[key] = failed


@pytest.mark.parametrize("gone", [True, False])
def test_an_unproved_sector_has_failed_or_is_gone(loop, gone):
    assert not visits.unproved_sector_has_failed(loop.before, loop.after, loop.sector)
    assert not visits.unproved_miner_has_lost_its_sectors(loop.before, loop.after, loop.miner)
    fail_all(loop)
    if gone:
        del loop.after.miner.sectors[loop.sector]
    assert visits.unproved_sector_has_failed(loop.before, loop.after, loop.sector)
    assert visits.unproved_miner_has_lost_its_sectors(loop.before, loop.after, loop.miner)


@pytest.mark.parametrize("faults", [2, 3])
def test_a_sector_leaves_exactly_when_it_was_faulty_for_too_long(loop, faults):
    """Given a threshold of 3."""
    failing = loop.before.miner.sectors[loop.failing].but(fault_count=faults)
    loop.before.miner.sectors[loop.failing] = failing
    loop.after.miner.sectors[loop.failing] = failing.but(fault_count=faults + 1)
    assert visits.sector_meets_its_fate(loop.before, loop.after, loop.failing) is (faults == 2)
    assert visits.miner_loses_what_has_to_leave(loop.before, loop.after, loop.miner)
    del loop.after.miner.sectors[loop.failing]
    assert visits.sector_meets_its_fate(loop.before, loop.after, loop.failing) is (faults == 3)
    assert visits.miner_loses_what_has_to_leave(loop.before, loop.after, loop.miner) is (faults == 3)


def test_a_fault_is_counted(loop):
    assert not visits.sector_meets_its_fate(loop.before, loop.after, loop.failing)
    fail_all(loop)
    assert visits.sector_meets_its_fate(loop.before, loop.after, loop.failing)


def test_no_sector_leaves_before_its_period_ends(loop):
    loop.before.epoch = loop.after.epoch = 23
    loop.before.miner.sectors[loop.failing] = loop.before.miner.sectors[loop.failing].but(fault_count=3)
    del loop.after.miner.sectors[loop.failing]
    assert not visits.miner_loses_what_has_to_leave(loop.before, loop.after, loop.miner)


@pytest.mark.parametrize(("epoch", "end"), [(24, 28), (23, 24)])
def test_a_due_period_has_moved_and_no_other(loop, epoch, end):
    loop.before.epoch = epoch
    for given in (24, 25, 28):
        record = loop.before.miner.miners[loop.miner].but(proving_period_end=given)
        loop.after.miner.miners[loop.miner] = record
        assert visits.due_period_has_moved(loop.before, loop.after, loop.miner) is (given == end)


# In runs: the checker is handed the worlds at both ends of each loop.


def everything_loops(checker):
    """A life in which each loop has something to do, under one checker."""
    chain = SmallChain()
    chain.runner.observers = (checker,)

    def accepted(message, *arguments):
        receipt = chain.apply(message, *arguments)
        assert receipt.accepted, f"{message.__name__} was refused: {receipt.reason}"
        return receipt.answer

    for party in (CLIENT, OWNER):
        accepted(register_participant, party, 10_000)
    miner, other = (accepted(create_storage_miner, OWNER, 100, WORKER, 2048) for _ in range(2))
    for piece_cid, (holder, number, expiry) in enumerate([(miner, 0, 17), (other, 0, 40), (miner, 1, 40)]):
        info = chain.sealed(holder, number)
        terms = chain.proposal(deal_expiry=expiry, piece_cid=piece_cid)
        piece = chain.published_piece(accepted(publish_storage_deal, CLIENT, chain.signed(terms)), info)
        accepted(commit_sector, WORKER, info, 60, (piece,), ())
    for _ in range(19):
        chain.end_epochs()
        for holder in (miner, other):
            accepted(submit_post, WORKER, holder, *chain.challenge(holder), ())
    accepted(declare_consensus_fault, STRANGER, chain.fault_of(other))
    chain.end_epochs(5 * SMALL.proving_period)


def test_an_honest_life_keeps_every_law_of_visits_and_asks_each():
    checker = LawChecker()
    everything_loops(checker)
    assert {name for name in NAMES if not checker.counts[name]} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_law_of_visits_broken_by_the_source_stops_the_run(plant, name):
    """One sentence names the law, the message, the loop's step and the row."""
    # Given one change of the source
    plant(name)
    law = LAWS[name]
    # When the chain lives under this law alone, then the run is stopped by it
    with pytest.raises(LawBroken) as broken:
        everything_loops(LawChecker([law]))
    assert broken.value.law is law
    assert f"{name}: {law.sentence}" in str(broken.value)
    assert f"broken by {broken.value.step.transition.name}(" in str(broken.value)
    assert f"in its loop of {law.path}, at {broken.value.place[0]!r}" in str(broken.value)


@pytest.mark.parametrize("name", NAMES)
def test_what_breaks_a_law_of_visits_stops_an_ordinary_run(plant, name):
    plant(name)
    with pytest.raises(LawBroken):
        everything_loops(LawChecker())
