"""Stories of the ledger: what they come to."""

from filspec.actors.units import POWER
from filspec.machines.small_chain import CLIENT, FORTUNE, OWNER, STRANGER


def test_tokens_are_sent_once_each(told) -> None:
    accounts = told("tokens_are_sent").world.ledger.accounts

    assert (accounts[CLIENT].balance, accounts[STRANGER].balance) == (FORTUNE - 10, FORTUNE + 10)


def test_included_messages_cost_a_nonce_and_a_fee(told) -> None:
    accounts = told("messages_are_included").world.ledger.accounts

    assert (accounts[CLIENT].nonce, accounts[CLIENT].balance) == (2, FORTUNE - 5)
    assert (accounts[OWNER].nonce, accounts[OWNER].balance) == (1, FORTUNE - 100 + 5)


def test_a_sufficient_pledge_leaves_the_whole_reward(told) -> None:
    world = told("blocks_are_rewarded").world

    assert (world.ledger.accounts[OWNER].balance, world.power.claims[104].pledge) == (FORTUNE - 100 + 1000, 100)


def test_a_lacking_pledge_takes_a_part_or_all_of_the_reward(told) -> None:
    """A twentieth of each reward becomes required; behind the loss of the other miner everything is."""
    part, full = told("rewards_are_garnished").world, told("rewards_are_garnished_in_full").world

    assert 200_000 < part.power.claims[104].pledge < 200_000 + 3 * 1000
    assert full.power.claims[105].pledge == 600_000 + 1000
    assert full.ledger.accounts[POWER].balance == 600_000 + 1000
