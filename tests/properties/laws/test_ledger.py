"""Laws of the ledger, each broken once."""

import pytest

from filspec.actors.ledger.state import NO_ACCOUNT, ActorKind
from filspec.actors.units import BURNT_FUNDS, MARKET, REWARD
from filspec.laws import ledger
from filspec.machines.small_chain import CLIENT, STRANGER


def change(w, who, **fields):
    w.ledger.accounts[who] = w.ledger.accounts[who].but(**fields)


def add(w, who, amount):
    change(w, who, balance=w.ledger.accounts[who].balance + amount)


def make_tokens(w, life):
    add(w, CLIENT, 1)


def lose_the_market(w, life):
    del w.ledger.accounts[MARKET]


def owe(w, life):
    change(w, CLIENT, balance=-1)


def give_no_number(w, life):
    w.ledger.accounts[w.init.next_id] = NO_ACCOUNT.but(kind=ActorKind.MINER)


def let_the_market_send(w, life):
    change(w, MARKET, nonce=1)


def raise_supply(w, life):
    w.ledger.total_supply += 1


def change_parameters(w, life):
    w.parameters = w.parameters.but(fault_threshold=9)


def unburn(w, life):
    add(w, BURNT_FUNDS, -1)


def refill_rewards(w, life):
    add(w, REWARD, 1)


def burn_without_reason(w, life):
    add(w, BURNT_FUNDS, 1)


def give_numbers_again(w, life):
    w.init.next_id -= 1


def change_key(w, life):
    change(w, STRANGER, key=1)


TAMPERINGS = {
    "supply_is_conserved": make_tokens,
    "system_actors_exist": lose_the_market,
    "no_balance_is_negative": owe,
    "actor_number_was_given_out": give_no_number,
    "only_accounts_send": let_the_market_send,
    "supply_is_constant": raise_supply,
    "parameters_are_constant": change_parameters,
    "burnt_tokens_stay_burnt": unburn,
    "undistributed_rewards_only_fall": refill_rewards,
    "burnt_tokens_were_slashed": burn_without_reason,
    "actor_numbers_only_rise": give_numbers_again,
    "actor_is_for_ever": change_key,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(ledger) == set(TAMPERINGS)


def test_a_vanished_actor_breaks_the_law_of_its_permanence(breaks):
    breaks("actor_is_for_ever", lose_the_market)


def test_pledge_may_be_burnt_only_when_a_miner_is_terminated(breaks):
    def burn_less_than_was_slashed(w, life):
        deal = w.market.deals[life.deals.active]
        w.market.deals[life.deals.active] = deal.but(slashed=deal.slashed + 5)

    breaks("burnt_tokens_were_slashed", burn_less_than_was_slashed)
