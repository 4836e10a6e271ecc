"""How fast a run is under all laws, in a world with a hundred deals. The goal is 2 ms a typical message."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.ledger.transfers import send
from filspec.actors.storage_market.balances import add_balance, register_participant, withdraw_balance
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.units import SYSTEM
from filspec.machines.small_chain import CLIENT, OWNER, WORKER, SmallChain

DEALS_IN_SECTOR, SECTORS = 4, 25
TYPICAL = {
    "send": (send, CLIENT, 1, OWNER),
    "add_balance": (add_balance, CLIENT, 1),
    "withdraw_balance": (withdraw_balance, CLIENT, 1),
    "refused": (send, CLIENT, -1, OWNER),
    "end_of_epoch": (end_of_epoch, SYSTEM),
}


@pytest.fixture
def chain():
    """A chain with a hundred active deals of one miner."""
    chain = SmallChain()
    for who in (CLIENT, OWNER):
        chain.apply(register_participant, who, 500_000)
    miner = chain.apply(create_storage_miner, OWNER, 1_000, WORKER, 2048).answer
    for sector in range(SECTORS):
        info, pieces = chain.sealed(miner, sector), []
        for place in range(DEALS_IN_SECTOR):
            deal = chain.signed(chain.proposal(piece_cid=sector * DEALS_IN_SECTOR + place))
            number = chain.apply(publish_storage_deal, CLIENT, deal).answer
            pieces.append(chain.published_piece(number, info, 512 * place))
        assert chain.apply(commit_sector, WORKER, info, 1_000, tuple(pieces), ()).accepted
    chain.end_epochs()
    assert chain.apply(submit_post, WORKER, miner, *chain.challenge(miner), ()).accepted
    return chain


@pytest.mark.parametrize("call", TYPICAL.values(), ids=TYPICAL)
def test_a_typical_message_under_all_laws(benchmark, chain, call):
    benchmark.pedantic(chain.apply, call, rounds=100, warmup_rounds=5)


def test_a_publication_under_all_laws(benchmark, chain):
    """Every deal is looked up under the digest of its proposal."""

    def another():
        terms = chain.proposal(piece_cid=1_000 + chain.world.market.next_deal, storage_price=1)
        return (publish_storage_deal, CLIENT, chain.signed(terms)), {}

    benchmark.pedantic(chain.apply, setup=another, rounds=20)


def test_a_proof_that_pays_a_hundred_deals_under_all_laws(benchmark, chain):
    [miner] = chain.world.miner.miners.keys_in_order()

    def next_epoch():
        chain.end_epochs()
        return (submit_post, WORKER, miner, *chain.challenge(miner), ()), {}

    benchmark.pedantic(chain.apply, setup=next_epoch, rounds=15)
