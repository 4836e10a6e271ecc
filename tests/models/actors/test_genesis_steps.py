"""The transitions of a genesis: accounts, and miners whose sectors were sealed beforehand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.genesis_steps import (
    PresealedSector,
    add_genesis_account,
    add_genesis_miner,
    add_presealed_sector,
)
from filspec.actors.ledger.state import ActorKind
from filspec.actors.parameters import PowerCounts
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.state import NO_PERIOD, Sector, SectorState
from filspec.actors.units import POWER
from filspec.kit.requirement import Rejected
from filspec.machines.small_chain import FORTUNE, OWNER, SMALL, WORKER, SmallChain


def presealed(count, expiration=1000):
    return tuple(PresealedSector(comm_r=70 + place, comm_d=90 + place, expiration=expiration) for place in range(count))


def test_an_account_is_entered_with_tokens_that_were_not_there(chain):
    supply, number = chain.world.ledger.total_supply, chain.world.init.next_id
    assert add_genesis_account(chain.world, 77, 900) == number
    account = chain.world.ledger.accounts[number]
    assert (account.kind, account.balance, account.nonce, account.key) == (ActorKind.ACCOUNT, 900, 0, 77)
    assert (chain.world.ledger.total_supply, chain.world.init.next_id) == (supply + 900, number + 1)
    chain.checker.check_world(chain.leaves)


@pytest.mark.parametrize("balance", [0, 1])
def test_an_account_may_have_no_tokens_but_no_debts(chain, balance):
    add_genesis_account(chain.world, 77, balance)
    with pytest.raises(Rejected) as refused:
        add_genesis_account(chain.world, 77, -1 - balance)
    assert refused.value.reason is Reason.NEGATIVE_AMOUNT


def test_a_miner_without_sectors_has_no_proving_period(chain):
    miner = add_genesis_miner(chain.world, chain.owner, chain.worker, (), 500)
    assert chain.world.miner.miners[miner].proving_period_end == NO_PERIOD


@pytest.mark.parametrize(
    ("owner", "worker", "pledge", "reason"),
    [
        (POWER, WORKER, 500, Reason.CALLER_IS_NOT_AN_ACCOUNT),
        (OWNER, POWER, 500, Reason.NO_SUCH_ACTOR),
        (OWNER, 999, 500, Reason.NO_SUCH_ACTOR),
        (OWNER, WORKER, -1, Reason.NEGATIVE_AMOUNT),
        (OWNER, WORKER, FORTUNE + 1, Reason.INSUFFICIENT_FUNDS),
    ],
)
def test_a_miner_that_no_network_can_begin_with_is_refused(owner, worker, pledge, reason):
    chain = SmallChain(SMALL)
    with pytest.raises(Rejected) as refused:
        add_genesis_miner(chain.world, owner, worker, presealed(1), pledge)
    assert refused.value.reason is reason


def test_a_number_is_used_once(chain):
    # Given a miner that has committed its sector 0, which no proof has made active yet
    miner = chain.create_miner()
    chain.commit(miner, 0)
    # When a sector that was sealed beforehand would have that number, then it is refused
    [sealed] = presealed(1)
    with pytest.raises(Rejected) as refused:
        add_presealed_sector(chain.world, sealed, miner)
    assert refused.value.reason is Reason.SECTOR_NUMBER_USED


def test_only_a_miner_has_sectors(chain):
    [sealed] = presealed(1)
    with pytest.raises(Rejected) as refused:
        add_presealed_sector(chain.world, sealed, chain.owner)
    assert refused.value.reason is Reason.CALLER_IS_NOT_A_MINER


def test_a_replica_counts_once(chain):
    one = presealed(1)
    add_genesis_miner(chain.world, chain.owner, chain.worker, one, 500)
    with pytest.raises(Rejected) as refused:
        add_genesis_miner(chain.world, chain.owner, chain.worker, one, 500)
    assert refused.value.reason is Reason.COMM_R_USED


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
