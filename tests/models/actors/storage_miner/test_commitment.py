"""Committing a sector."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.oracles import Purpose
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.machines.outside_world import randomness_at
from filspec.machines.small_chain import OWNER, WORKER, SmallChain


def refuses_commit(chain, reason, info, expiration=1000, caller=None):
    chain.refuses(reason, commit_sector, caller or chain.worker, info, expiration, (), ())


@given(age=st.integers(0, 12), epochs=st.integers(0, 12))
def test_the_seal_seed_is_final_and_fresh(age, epochs):
    """The window is [Z - T - F - G, Z - T - F + G], here 4 to 8 epochs ago (protocol-facts 6.3)."""
    chain = SmallChain()
    miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
    chain.end_epochs(epochs)
    seal_epoch = epochs - age
    seed = randomness_at(Purpose.SEAL, seal_epoch, miner)
    receipt = chain.apply(commit_sector, WORKER, chain.sealed(miner, 0, seal_epoch=seal_epoch, seed=seed), 1000, (), ())
    assert receipt.accepted == (4 <= age <= 8)
    assert receipt.accepted or receipt.reason is Reason.SEAL_EPOCH_OUT_OF_WINDOW


def test_a_seed_that_is_too_fresh_or_too_old_is_refused(chain):
    miner = chain.create_miner()
    for seal_epoch in (-3, -9):
        info = chain.sealed(miner, 0, seal_epoch=seal_epoch, seed=randomness_at(Purpose.SEAL, seal_epoch, miner))
        refuses_commit(chain, Reason.SEAL_EPOCH_OUT_OF_WINDOW, info)


def test_the_first_sector_starts_the_proving_period(chain):
    miner = chain.create_miner()
    chain.end_epochs()
    chain.commit(miner)
    sector, record = chain.sector(miner), chain.world.miner.miners[miner]
    assert (sector.state, sector.proving, sector.used) == (SectorState.COMMITTED, True, 0)
    assert (record.proving_period_end, record.counts.committed) == (5, 1)


def test_a_sector_is_entered_as_it_was_sealed(chain):
    miner = chain.create_miner()
    info = chain.sealed(miner, 3)
    chain.accepts(commit_sector, chain.worker, info, 1000, (), ())
    sector = chain.sector(miner, 3)
    assert (sector.comm_r, sector.comm_d) == (info.comm_r, info.comm_d)
    assert (sector.seal_epoch, sector.expiration) == (info.seal_epoch, 1000)
    assert (sector.fault_next, sector.fault_count) == (False, 0)


def test_a_later_sector_waits_for_the_next_period(chain):
    miner = chain.create_miner()
    chain.commit(miner, 0)
    chain.commit(miner, 1)
    assert not chain.sector(miner, 1).proving
    chain.prove_to(miner, 5)
    assert (chain.sector(miner, 1).state, chain.sector(miner, 1).proving) == (SectorState.ACTIVE, True)


def test_a_committed_sector_has_no_power_before_its_first_proof(chain):
    """Decision 1, the default reading."""
    miner = chain.create_miner()
    chain.commit(miner)
    assert (chain.claim(miner).active_power, chain.claim(miner).inactive_power) == (0, 2048)
    assert chain.world.power.total_power == 0


def test_only_the_worker_of_a_live_miner_commits(chain):
    miner = chain.create_miner()
    refuses_commit(chain, Reason.NO_SUCH_MINER, chain.sealed(999, 0))
    refuses_commit(chain, Reason.CALLER_IS_NOT_THE_WORKER, chain.sealed(miner, 0), caller=chain.owner)
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(miner))
    refuses_commit(chain, Reason.MINER_TERMINATED, chain.sealed(miner, 0))


def test_a_sector_number_and_a_comm_r_are_used_once(chain):
    """Even after the sector is gone (specs-actors 451)."""
    miner = chain.create_miner()
    chain.commit(miner)
    comm_r = chain.sector(miner).comm_r
    chain.end_epochs()
    chain.prove(miner, done=(0,))
    assert (miner, 0) not in chain.world.miner.sectors
    refuses_commit(chain, Reason.SECTOR_NUMBER_USED, chain.sealed(miner, 0, comm_r=77))
    refuses_commit(chain, Reason.COMM_R_USED, chain.sealed(miner, 1, comm_r=comm_r))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"number": 1, "comm_r": 7}, Reason.INVALID_SEAL),
        ({"comm_d": 7, "number": 1, "comm_r": 7}, Reason.INVALID_SEAL),
        ({"number": 1}, Reason.COMM_R_USED),
        ({"comm_r": 7}, Reason.SECTOR_NUMBER_USED),
        ({}, Reason.SECTOR_NUMBER_USED),
    ],
)
def test_one_seal_makes_one_sector(chain, changes, reason):
    """The proof of a seal that was committed is sent again, for the same sector or with other public inputs."""
    miner = chain.create_miner()
    info = chain.sealed(miner, 0)
    chain.accepts(commit_sector, chain.worker, info, 1000, (), ())
    chain.refuses(reason, commit_sector, chain.worker, info.but(**changes), 1000, (), ())


def test_a_seal_is_not_committed_for_another_miner_of_the_same_worker(chain):
    """Its seed is drawn for its miner, its proof names it, and its replica is that of one sector."""
    miner, other = chain.create_miner(), chain.create_miner()
    info = chain.sealed(miner, 0)
    chain.refuses(Reason.WRONG_SEAL_SEED, commit_sector, chain.worker, info.but(miner=other), 1000, (), ())
    theirs = info.but(miner=other, seed=chain.sealed(other, 0).seed)
    chain.refuses(Reason.INVALID_SEAL, commit_sector, chain.worker, theirs, 1000, (), ())
    chain.accepts(commit_sector, chain.worker, info, 1000, (), ())
    sealed_again = chain.sealed(other, 0, comm_r=info.comm_r)
    chain.refuses(Reason.COMM_R_USED, commit_sector, chain.worker, sealed_again, 1000, (), ())


def test_a_seal_outlives_neither_its_window_nor_its_sector(chain):
    """Given a seal that waits, and one whose sector is given up."""
    miner = chain.create_miner()
    late, early = chain.sealed(miner, 0), chain.sealed(miner, 1)
    chain.accepts(commit_sector, chain.worker, early, 1000, (), ())
    chain.end_epochs(2)
    chain.prove(miner, done=(1,))
    chain.refuses(Reason.SECTOR_NUMBER_USED, commit_sector, chain.worker, early, 1000, (), ())
    chain.end_epochs()
    chain.refuses(Reason.SEAL_EPOCH_OUT_OF_WINDOW, commit_sector, chain.worker, late, 1000, (), ())


def test_a_sector_number_is_not_negative(chain):
    refuses_commit(chain, Reason.SECTOR_NUMBER_NEGATIVE, chain.sealed(chain.create_miner(), -1))


@pytest.mark.parametrize("expiration", [0, 3, 4])
def test_a_sector_ends_after_now(chain, expiration):
    miner = chain.create_miner()
    chain.pass_to(4)
    refuses_commit(chain, Reason.SECTOR_EXPIRES_TOO_SOON, chain.sealed(miner, 0), expiration=expiration)


def test_the_seed_is_the_randomness_of_its_epoch(chain):
    miner = chain.create_miner()
    refuses_commit(chain, Reason.WRONG_SEAL_SEED, chain.sealed(miner, 0, seed=5))


def test_a_seal_must_verify(chain):
    miner = chain.create_miner()
    refuses_commit(chain, Reason.INVALID_SEAL, chain.sealed(miner, 0).but(comm_d=9))


def test_a_sector_needs_pledge_for_all_the_miner_has(chain):
    """Given a pledge of 20 and 10 for each sector."""
    miner = chain.create_miner(pledge=20)
    chain.commit(miner, 0)
    chain.commit(miner, 1)
    refuses_commit(chain, Reason.PLEDGE_TOO_SMALL, chain.sealed(miner, 2))


def test_published_deals_are_bound_before_pending_ones(chain):
    """Given a published deal and a pending one, when a sector is committed with both, the published lies first.

    The order of the lists of CommitSector: [&Deal], then [Deal]; a piece may not begin before the end of the last.
    """
    chain.register()
    miner, published = chain.create_miner(), chain.publish()
    pending, info = chain.signed(chain.proposal(piece_cid=12)), chain.sealed(miner, 0)

    def pieces(of_published, of_pending):
        bound = chain.published_piece(published, info, of_published)
        return (bound,), (chain.pending_piece(pending, info, of_pending),)

    chain.refuses(Reason.PIECE_OVERLAPS, commit_sector, chain.worker, info, 1000, *pieces(512, 0))
    chain.accepts(commit_sector, chain.worker, info, 1000, *pieces(0, 512))
    assert (chain.sector(miner).used, chain.world.market.live_deals[miner, 0]) == (1024, 2)
