"""Genesis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.units import REWARD
from filspec.kit.worlds import shape_of
from filspec.laws.checker import LawChecker
from filspec.machines.small_chain import SMALL


@given(balances=st.lists(st.integers(0, 10**24), max_size=8))
def test_the_first_world_is_lawful_and_holds_what_was_given_out(balances):
    world = genesis(SMALL, tuple(GenesisAccount(key=7 + place, balance=held) for place, held in enumerate(balances)))
    LawChecker().check_world(shape_of(type(world)).leaves(world))
    assert [world.ledger.accounts[100 + place].balance for place in range(len(balances))] == balances
    assert world.ledger.accounts[REWARD].balance == SMALL.reward_total_issuance
    assert world.ledger.total_supply == SMALL.reward_total_issuance + sum(balances)
    assert (world.epoch, world.init.next_id) == (0, 100 + len(balances))


def test_an_account_with_debts_begins_no_network():
    accounts = (GenesisAccount(key=7, balance=1), GenesisAccount(key=8, balance=-1))
    with pytest.raises(ValueError, match="the account 101 with -1 tokens: an amount may not be negative"):
        genesis(SMALL, accounts)


@pytest.mark.parametrize("more", [0, 1, 1_000])
def test_a_network_begins_with_its_own_parameters_and_nothing_done(more):
    # Given parameters that are those of no preset
    parameters = SMALL.but(reward_total_issuance=SMALL.reward_total_issuance + more)
    # When its first world is made
    world = genesis(parameters, ())
    # Then all that rewards will give out is still there
    assert world.parameters == parameters
    assert world.ledger.accounts[REWARD].balance == world.ledger.total_supply == parameters.reward_total_issuance
    # And there is no deal, no miner and no power
    assert (world.epoch, world.init.next_id, world.market.next_deal) == (0, 100, 0)
    assert (world.power.total_power, world.power.miner_count) == (0, 0)
    assert world.power.oldest_fault == max(world.power.reporter_shares.keys_in_order())
