"""Genesis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.genesis_steps import PresealedSector, add_genesis_miner
from filspec.actors.ledger.state import ActorKind
from filspec.actors.parameters import PowerCounts
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.state import Sector, SectorState
from filspec.actors.units import POWER, REWARD
from filspec.kit.worlds import shape_of
from filspec.laws.checker import LawChecker
from filspec.machines.small_chain import FORTUNE, OWNER, SMALL, WORKER, SmallChain


def presealed(count, expiration=1000):
    return tuple(PresealedSector(comm_r=70 + place, comm_d=90 + place, expiration=expiration) for place in range(count))


@given(balances=st.lists(st.integers(0, 10**24), max_size=8))
def test_the_first_world_is_lawful_and_holds_what_was_given_out(balances):
    world = genesis(SMALL, tuple(GenesisAccount(key=7 + place, balance=held) for place, held in enumerate(balances)))
    LawChecker().check_world(shape_of(type(world)).leaves(world))
    assert [world.ledger.accounts[100 + place].balance for place in range(len(balances))] == balances
    assert world.ledger.accounts[REWARD].balance == SMALL.reward_total_issuance
    assert world.ledger.total_supply == SMALL.reward_total_issuance + sum(balances)
    assert (world.epoch, world.init.next_id) == (0, 100 + len(balances))


@given(sectors=st.integers(0, 4), counts=st.sampled_from(PowerCounts))
def test_a_genesis_miner_has_power_from_the_start(sectors, counts):
    chain = SmallChain(SMALL.but(power_counts=counts))
    miner = add_genesis_miner(chain.world, OWNER, WORKER, presealed(sectors), 500)
    chain.checker.check_world(chain.leaves)
    assert chain.world.power.total_power == chain.world.power.claims[miner].active_power == 2048 * sectors
    assert chain.world.ledger.accounts[OWNER].balance == FORTUNE - 500
    assert chain.world.ledger.accounts[POWER].balance == 500


@pytest.mark.parametrize(("period", "challenge", "finality"), [(4, 2, 8), (6, 3, 4)])
def test_a_genesis_miner_has_an_account_and_begins_its_first_period(chain_with, period, challenge, finality):
    """That period ends like one that began at epoch 0, and its proof is still to come."""
    chain = chain_with(proving_period=period, post_challenge_time=challenge, finality=finality)
    miner = add_genesis_miner(chain.world, chain.owner, chain.worker, presealed(2), 500)
    account, record = chain.world.ledger.accounts[miner], chain.world.miner.miners[miner]
    assert (account.kind, account.balance, account.nonce) == (ActorKind.MINER, 0, 0)
    assert (record.owner, record.worker, record.sector_size) == (chain.owner, chain.worker, 2048)
    assert (record.proving_period_end, record.proved, record.terminated) == (period, False, False)


def test_a_presealed_sector_is_active_and_holds_nothing(chain):
    miner = add_genesis_miner(chain.world, chain.owner, chain.worker, presealed(1, expiration=77), 500)
    assert chain.world.miner.sectors[miner, 0] == Sector(
        state=SectorState.ACTIVE, proving=True, fault_next=False, fault_count=0,
        comm_r=70, comm_d=90, seal_epoch=0, expiration=77, used=0,
    )  # fmt: skip
    assert chain.world.miner.used_numbers[miner, 0] is True
    assert chain.world.miner.sealed[70] == (miner, 0)
    assert chain.world.market.live_deals[miner, 0] == 0


def test_genesis_miners_add_up(chain):
    miners = [add_genesis_miner(chain.world, chain.owner, chain.worker, presealed(2), 500)]
    other = tuple(sector.but(comm_r=sector.comm_r + 7) for sector in presealed(3))
    miners.append(add_genesis_miner(chain.world, chain.owner, chain.worker, other, 300))
    chain.checker.check_world(chain.leaves)
    assert [chain.claim(miner).active_power for miner in miners] == [2 * 2048, 3 * 2048]
    assert (chain.world.power.total_power, chain.world.power.miner_count) == (5 * 2048, 2)
    assert (chain.balance(POWER), chain.balance(chain.owner)) == (800, FORTUNE - 800)


def test_a_genesis_miner_must_prove_like_any_other(chain):
    miner = add_genesis_miner(chain.world, chain.owner, chain.worker, presealed(2), 500)
    chain.pass_to(3)
    chain.accepts(submit_post, chain.worker, miner, *chain.challenge(miner), ())
    chain.pass_to(9)
    assert {chain.sector(miner, number).state for number in range(2)} == {SectorState.FAILING}
