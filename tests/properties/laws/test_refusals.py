"""Laws of refusals, each broken once: by a message that is refused although nothing speaks against it."""

import pytest

from filspec.actors.payment_channel.channels import collect_payment_channel
from filspec.actors.storage_market.balances import withdraw_balance
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.laws import refusals
from filspec.machines.small_chain import CLIENT, STRANGER

REFUSED = "refused"


def refuse_ones_own_funds(w, life):
    return withdraw_balance, (CLIENT, 1), REFUSED


def refuse_to_close_what_was_never_proved(w, life):
    late = w.market.deals[life.deals.published]
    life_of_the_deal = late.activate_by
    assert life_of_the_deal >= life.world.epoch, "the deal of the story is not late, so a late one is asked about"
    return close_expired_storage_deal, (CLIENT, life.deals.published), REFUSED


def refuse_to_collect_what_is_settled(w, life):
    return collect_payment_channel, (STRANGER, life.channels.closing), REFUSED


TAMPERINGS = {
    "final_funds_can_be_withdrawn": refuse_ones_own_funds,
    "deal_that_is_over_can_be_closed": refuse_to_close_what_was_never_proved,
    "settled_channel_can_be_collected": refuse_to_collect_what_is_settled,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(refusals) == set(TAMPERINGS)
