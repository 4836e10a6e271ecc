"""State of the storage miners."""

from filspec.actors.storage_miner.state import NO_PERIOD, NO_SECTORS
from filspec.actors.storage_power.power_table import counted_power


def test_a_new_miner_has_no_sectors_and_no_proving_period(chain):
    miner = chain.create_miner()
    record = chain.world.miner.miners[miner]
    assert (record.counts, record.proving_period_end) == (NO_SECTORS, NO_PERIOD)
    assert counted_power(chain.world, miner).active == 0


def test_no_epoch_is_the_end_of_no_period(chain):
    assert chain.world.epoch > NO_PERIOD
