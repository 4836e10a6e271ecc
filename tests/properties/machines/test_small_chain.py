"""The small chain: what its inhabitants make is what the actors accept."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.payment_channel.channels import create_payment_channel
from filspec.actors.payment_channel.state import Redemption
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.storage_market.balances import register_participant
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.kit.worlds import shape_of
from filspec.laws.broken import LawBroken
from filspec.machines.small_chain import CLIENT, FORTUNE, OWNER, SMALL, STRANGER, WORKER, SmallChain


@pytest.fixture
def chain():
    return SmallChain()


def accepts(chain, message, *arguments):
    receipt = chain.apply(message, *arguments)
    assert receipt.accepted, receipt.reason
    return receipt.answer


def test_four_inhabitants_with_a_fortune_each_and_keys_of_their_own(chain):
    inhabitants = (CLIENT, OWNER, WORKER, STRANGER)
    assert len({chain.key_of(who) for who in inhabitants}) == 4
    assert {chain.world.ledger.accounts[who].balance for who in inhabitants} == {FORTUNE}


def test_what_honest_inhabitants_make_is_accepted(chain):
    """Given that each makes its part, from the registration to the accusation."""
    for who in (CLIENT, OWNER):
        accepts(chain, register_participant, who, 10_000)
    miner = accepts(chain, create_storage_miner, OWNER, 100, WORKER, SMALL.sector_size)
    deal = accepts(chain, publish_storage_deal, CLIENT, chain.signed(chain.proposal()))
    info = chain.sealed(miner, 0)
    pending = chain.signed(chain.proposal(storage_price=1))
    pieces = ((chain.published_piece(deal, info),), (chain.pending_piece(pending, info, 512),))
    accepts(chain, commit_sector, WORKER, info, 1_000, *pieces)
    chain.end_epochs()
    assert accepts(chain, submit_post, WORKER, miner, *chain.challenge(miner), ()) is True
    channel = accepts(chain, create_payment_channel, CLIENT, 100, STRANGER)
    redemption = Redemption(secret=0, condition_proof=0)
    accepts(chain, update_channel_state, STRANGER, chain.voucher(channel), redemption)
    accepts(chain, declare_consensus_fault, STRANGER, chain.fault_of(miner))


def test_epochs_end_one_by_one(chain):
    chain.end_epochs(3)
    assert chain.world.epoch == 3


def test_its_state_is_a_value(chain):
    before = chain.leaves
    assert before == shape_of(type(chain.world)).leaves(chain.world)
    accepts(chain, send, CLIENT, 1, OWNER)
    assert before != chain.leaves


def test_all_laws_are_watched(chain):
    chain.world.ledger.total_supply += 1
    with pytest.raises(LawBroken, match="supply_is_conserved"):
        chain.apply(send, CLIENT, 1, OWNER)
