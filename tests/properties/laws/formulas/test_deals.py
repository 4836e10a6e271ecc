"""The formulas of deals, in numbers."""

import pytest

from filspec.actors.storage_market.state import DealState
from filspec.laws.formulas.deals import (
    asked_of,
    collateral_left,
    final_funds,
    has_piece_in_sector,
    is_account,
    is_open,
    is_over,
    is_running,
    is_waiting,
    price_left,
    settled_to,
)
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER


@pytest.mark.parametrize(
    ("state", "waiting", "running", "held"),
    [
        (DealState.PUBLISHED, True, False, False),
        (DealState.COMMITTED, True, False, True),
        (DealState.ACTIVE, False, True, True),
        (DealState.FAILING, False, True, True),
        (DealState.EXPIRED, False, False, False),
        (DealState.FAILED, False, False, False),
        (DealState.TIMED_OUT, False, False, False),
    ],
)
def test_each_state_waits_runs_or_is_closed(life, state, waiting, running, held):
    deal = life.world.market.deals[life.deals.active].but(state=state)
    assert (is_waiting(deal), is_running(deal), has_piece_in_sector(deal)) == (waiting, running, held)
    assert is_open(deal) == (waiting or running)


def test_what_is_left_is_what_was_agreed_less_what_has_moved(life):
    deal = life.world.market.deals[life.deals.active]
    terms = deal.proposal
    moved = deal.but(paid=30, refunded=4, slashed=1)
    assert price_left(moved) == terms.storage_price - 34
    assert collateral_left(moved) == terms.storage_collateral - 1
    assert asked_of(terms, terms.client) == terms.storage_price + terms.client_collateral
    assert asked_of(terms, terms.provider) == terms.storage_collateral
    assert asked_of(terms, STRANGER) == 0
    both = terms.but(provider=terms.client)
    assert asked_of(both, terms.client) == terms.storage_price + terms.client_collateral + terms.storage_collateral


@pytest.mark.parametrize(("state", "ends"), [(DealState.COMMITTED, "activate_by"), (DealState.ACTIVE, "deal_expiry")])
def test_a_deal_is_over_after_its_last_epoch(life, state, ends):
    deal = life.world.market.deals[life.deals.active].but(state=state)
    last = deal.activate_by if ends == "activate_by" else deal.proposal.deal_expiry
    for epoch, over in ((last, False), (last + 1, True)):
        world = life.at(epoch)
        assert is_over(world, deal) is over
        assert settled_to(world, deal) == min(epoch, deal.proposal.deal_expiry)


@pytest.mark.parametrize(("wait", "final"), [(0, 10), (1, 4)])
def test_what_is_held_is_not_final_before_its_epoch(life, wait, final):
    world = life.at(life.world.epoch)
    held = world.market.escrow[CLIENT].but(available=10, held=6, held_until=world.epoch + wait)
    world.market.escrow[CLIENT] = held
    assert final_funds(world, CLIENT) == final


def test_only_accounts_are_accounts(life):
    assert is_account(life.world, OWNER) and not is_account(life.world, life.miner)
    assert not is_account(life.world, 10**9)
