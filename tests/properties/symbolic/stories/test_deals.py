"""Stories of deals: how each of them ends."""

import pytest

from filspec.actors.storage_market.state import DealState

ENDS = {
    "deal_life": ((DealState.EXPIRED, 103, 0, 0),),
    "deal_closed_by_a_stranger": ((DealState.EXPIRED, 103, 0, 0),),
    "last_epochs_await_their_proof": ((DealState.EXPIRED, 90, 13, 0),),
    "deal_closed_in_a_proved_period": ((DealState.EXPIRED, 103, 0, 0),),
    "deal_lost_behind_its_end": ((DealState.EXPIRED, 103, 0, 0),),
    "deal_lost_with_its_last_epochs": ((DealState.EXPIRED, 90, 13, 0),),
    "deal_time_out": ((DealState.TIMED_OUT, 0, 103, 205),),
    "deal_without_a_proof": ((DealState.TIMED_OUT, 0, 103, 205), (DealState.TIMED_OUT, 0, 103, 205)),
    "deal_lost_before_its_first_proof": (
        (DealState.TIMED_OUT, 0, 103, 205),
        (DealState.TIMED_OUT, 0, 103, 205),
        (DealState.FAILED, 0, 103, 205),
    ),
    "payment_is_asked_for": ((DealState.FAILED, 0, 103, 205), (DealState.FAILED, 0, 103, 205)),
}
"""State, paid, refunded and slashed of each deal; the price is 103 and the collateral 205."""


@pytest.mark.parametrize("name", ENDS)
def test_deals_end_as_the_story_says(name, told) -> None:
    deals = told(name).world.market.deals

    found = tuple((deal.state, deal.paid, deal.refunded, deal.slashed) for _, deal in deals.items_in_order())
    assert found == ENDS[name]


def test_a_deal_with_oneself_is_paid_but_for_its_fault(told) -> None:
    deal = told("deal_with_oneself").world.market.deals[0]

    assert deal.state == DealState.EXPIRED
    assert deal.refunded > 0 and deal.slashed > 0
    assert deal.paid + deal.refunded == 103


def test_ended_deals_do_not_fail(told) -> None:
    deals = told("ended_deals_fail_as_ended").world.market.deals

    assert deals[0].state == DealState.EXPIRED
    assert deals[2].state == DealState.FAILED
