"""Moving sectors between states."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.storage_miner.sectors import counted, store_sector
from filspec.actors.storage_miner.state import NO_SECTORS, SectorCounts, SectorState

sizes = st.integers(0, 100)
some_counts = st.builds(SectorCounts, committed=sizes, active=sizes, failing=sizes, recovering=sizes)


@given(counts=some_counts, state=st.sampled_from(SectorState), change=st.integers(-5, 5))
def test_counting_changes_one_state_and_can_be_taken_back(counts, state, change):
    changed = counted(counts, state, change)
    field = state.name.lower()
    assert changed == counts.but(**{field: getattr(counts, field) + change})
    assert counted(changed, state, -change) == counts


def test_a_new_sector_is_counted_and_remembered(chain):
    miner = chain.create_miner()
    chain.commit(miner)
    assert chain.world.miner.miners[miner].counts == NO_SECTORS.but(committed=1)
    assert chain.world.miner.sealed[chain.sector(miner).comm_r] == (miner, 0)
    assert chain.world.market.live_deals[miner, 0] == 0


def test_a_sector_takes_its_count_and_its_power_along(chain):
    miner = chain.create_miner()
    chain.commit(miner)
    sector = chain.sector(miner)
    chain.accepts(store_sector, (miner, 0), sector.but(state=SectorState.RECOVERING))
    assert chain.world.miner.miners[miner].counts == NO_SECTORS.but(recovering=1)
    assert (chain.claim(miner).active_power, chain.claim(miner).inactive_power) == (0, 0)


def test_a_row_stored_in_the_same_state_moves_nothing(chain):
    miner = chain.create_miner()
    chain.commit(miner)
    claim = chain.claim(miner)
    chain.accepts(store_sector, (miner, 0), chain.sector(miner).but(used=128))
    assert chain.claim(miner) is claim


def test_a_removed_sector_leaves_its_number_and_its_replica_used(chain):
    miner = chain.create_miner()
    chain.commit(miner)
    comm_r = chain.sector(miner).comm_r
    chain.end_epochs()
    chain.prove(miner, done=(0,))
    assert chain.world.miner.miners[miner].counts == NO_SECTORS
    assert (miner, 0) in chain.world.miner.used_numbers
    assert chain.world.miner.sealed[comm_r] == (miner, 0)
    assert (miner, 0) not in chain.world.market.live_deals
    assert chain.world.power.total_power == 0
