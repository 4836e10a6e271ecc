"""Stories of escrow and publication: what they come to."""

from filspec.actors.storage_market.state import DealState
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER


def test_escrow_comes_and_goes(told) -> None:
    escrow = told("escrow_is_filled_and_emptied").world.market.escrow

    assert [escrow[who].available for who in (CLIENT, OWNER, STRANGER)] == [0, 70, 0]


def test_held_funds_are_withdrawn_when_they_are_final(told) -> None:
    assert told("held_funds").world.market.escrow[CLIENT].available == 0


def test_a_deal_is_published_once(told) -> None:
    market = told("deals_are_published").world.market

    assert market.next_deal == 2
    assert market.escrow[CLIENT].locked == 2 * (103 + 7)


def test_one_who_is_both_sides_locks_both_parts(told) -> None:
    market = told("one_is_both_sides").world.market

    assert (market.escrow[OWNER].locked, market.next_deal) == (103 + 7 + 205, 1)
    assert market.deals[0].state == DealState.PUBLISHED


def test_a_refused_deal_locks_nothing(told) -> None:
    market = told("deals_are_refused").world.market

    assert (market.next_deal, market.escrow[CLIENT].locked, market.escrow[OWNER].locked) == (0, 0, 0)
