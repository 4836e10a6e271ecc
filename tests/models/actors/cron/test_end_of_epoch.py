"""The end of every epoch."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import SYSTEM
from filspec.machines.small_chain import SmallChain


@given(epochs=st.integers(0, 30))
def test_each_end_counts_one_epoch(epochs):
    chain = SmallChain()
    chain.end_epochs(epochs)
    assert chain.world.epoch == epochs


def test_only_the_system_ends_an_epoch(chain):
    chain.refuses(Reason.CALLER_IS_NOT_THE_SYSTEM, end_of_epoch, chain.owner)


def test_a_proving_period_ends_in_a_null_epoch_too(chain):
    """Given a miner that proves nothing and a chain without a single message (specs-actors 241)."""
    miner = chain.create_miner()
    chain.commit(miner)
    end = chain.world.miner.miners[miner].proving_period_end
    chain.pass_to(end)
    assert chain.sector(miner).state == SectorState.COMMITTED
    chain.end_epochs()
    assert chain.sector(miner).state == SectorState.FAILING
    assert chain.world.miner.miners[miner].proving_period_end == end + chain.world.parameters.proving_period


def test_each_miner_has_its_own_period(chain):
    early, late = chain.create_miner(), chain.create_miner()
    chain.commit(early)
    chain.end_epochs(2)
    chain.commit(late)
    ends = [chain.world.miner.miners[miner].proving_period_end for miner in (early, late)]
    assert ends[1] - ends[0] == 2
    chain.pass_to(ends[0] + 1)
    assert (chain.sector(early).state, chain.sector(late).state) == (SectorState.FAILING, SectorState.COMMITTED)


def test_a_terminated_miner_does_not_stop_the_others(chain):
    gone, other = chain.create_miner(), chain.create_miner()
    chain.commit(gone)
    chain.commit(other)
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(gone))
    chain.end_epochs(chain.world.parameters.proving_period + 1)
    assert chain.sector(other).state == SectorState.FAILING


def test_the_end_of_an_epoch_is_never_refused_to_the_system(chain):
    assert chain.accepts(end_of_epoch, SYSTEM) is None
