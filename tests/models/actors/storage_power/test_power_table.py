"""The power table."""

import pytest

from filspec.actors.parameters import PledgeRule, PowerCounts
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.pledge import required_pledge
from filspec.actors.storage_power.power_table import (
    counted_power,
    create_storage_miner,
    increment_power,
    recompute_miner_power,
)
from filspec.actors.units import MARKET, POWER


def test_a_new_miner_is_registered_with_its_pledge_and_without_power(chain):
    miner = chain.create_miner(pledge=100)
    claim, record = chain.claim(miner), chain.world.miner.miners[miner]
    assert (claim.active_power, claim.inactive_power, claim.pledge) == (0, 0, 100)
    assert (record.owner, record.worker, record.terminated) == (chain.owner, chain.worker, False)
    assert (chain.world.power.miner_count, chain.balance(POWER)) == (1, 100)


def test_a_miner_is_created_by_an_account_for_an_account(chain):
    chain.refuses(Reason.CALLER_IS_NOT_AN_ACCOUNT, create_storage_miner, MARKET, 100, chain.worker, 2048)
    chain.refuses(Reason.NO_SUCH_ACTOR, create_storage_miner, chain.owner, 100, MARKET, 2048)


@pytest.mark.parametrize("size", [0, 1024, 4096])
def test_only_the_networks_sector_size_is_supported(chain, size):
    chain.refuses(Reason.UNSUPPORTED_SECTOR_SIZE, create_storage_miner, chain.owner, 100, chain.worker, size)


def test_a_miner_begins_with_its_part_by_head(chain_with):
    """Even the first one in a network without power (protocol-facts 4.1, edge cases)."""
    chain = chain_with(pledge_rule=PledgeRule.FORMULA)
    least = required_pledge(chain.world, 0, 0, 1)
    assert least == 200_000
    chain.refuses(Reason.PLEDGE_TOO_SMALL, create_storage_miner, chain.owner, least - 1, chain.worker, 2048)
    chain.accepts(create_storage_miner, chain.owner, least, chain.worker, 2048)
    chain.accepts(create_storage_miner, chain.owner, least // 2, chain.worker, 2048)


def test_a_new_miner_pledges_for_no_power_but_its_own(chain):
    """Under the constant rule it has none, whatever the network has (decision 12)."""
    miner = chain.create_miner()
    chain.commit(miner)
    chain.end_epochs()
    chain.prove(miner)
    assert chain.world.power.total_power == 2048
    chain.accepts(create_storage_miner, chain.owner, 0, chain.worker, 2048)


def test_power_is_entered_once_for_each_sector(chain):
    miner = chain.create_miner()
    chain.commit(miner)
    chain.refuses(Reason.NO_NEW_SECTOR, increment_power, miner)


def test_only_a_miner_changes_its_power(chain):
    """Protocol-facts M17: the caller is the entry that changes."""
    chain.refuses(Reason.CALLER_IS_NOT_A_MINER, increment_power, chain.owner)
    chain.refuses(Reason.CALLER_IS_NOT_A_MINER, recompute_miner_power, chain.owner)


def test_recomputing_what_is_right_changes_nothing(chain):
    miner = chain.create_miner()
    chain.commit(miner)
    claim = chain.claim(miner)
    chain.accepts(recompute_miner_power, miner)
    assert chain.claim(miner) == claim


@pytest.mark.parametrize(("counts", "before_proof"), [(PowerCounts.AT_FIRST_POST, 0), (PowerCounts.AT_COMMIT, 2048)])
def test_when_power_counts_is_a_choice_of_the_network(chain_with, counts, before_proof):
    """Decision 1: at the first proof, or (literally A040) at the commit."""
    chain = chain_with(power_counts=counts)
    miner = chain.create_miner()
    chain.commit(miner)
    assert chain.claim(miner).active_power == chain.world.power.total_power == before_proof
    chain.end_epochs()
    chain.prove(miner)
    assert chain.claim(miner).active_power == chain.world.power.total_power == 2048
    chain.pass_to(9)
    assert chain.sector(miner).state == SectorState.FAILING
    assert chain.claim(miner).active_power == chain.world.power.total_power == 0
    assert counted_power(chain.world, miner).inactive == 0


def test_the_power_of_several_miners_adds_up(chain):
    miners = [chain.create_miner() for _ in range(3)]
    for place, miner in enumerate(miners):
        for number in range(place + 1):
            chain.commit(miner, number)
    chain.end_epochs()
    for miner in miners:
        chain.prove(miner)
    assert chain.world.power.total_power == sum(chain.claim(miner).active_power for miner in miners) == 3 * 2048
