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


def refuse_to_close(deal):
    return lambda w, life: (close_expired_storage_deal, (CLIENT, getattr(life.deals, deal)), REFUSED)


def refuse_to_collect(channel):
    return lambda w, life: (collect_payment_channel, (STRANGER, getattr(life.channels, channel)), REFUSED)


def later(epoch):
    """Given that time went by until an epoch that the life knows."""

    def come_to(w, life):
        w.epoch = epoch(w, life)

    return come_to


def activation_limit_of(deal, more=0):
    return later(lambda w, life: w.market.deals[getattr(life.deals, deal)].activate_by + more)


def end_of(deal, settled, more):
    """Given that time went by until a deal's end (and more), and that its epochs are settled, or not."""

    def come_to_the_end(w, life):
        number = getattr(life.deals, deal)
        record = w.market.deals[number]
        w.epoch = record.proposal.deal_expiry + more
        w.market.deals[number] = record.but(paid_until=w.epoch - more - (0 if settled else 1))

    return come_to_the_end


def settlement_of(channel, more=0):
    return later(lambda w, life: w.channel.channels[getattr(life.channels, channel)].closing_at + more)


CASES = {
    "final_funds_can_be_withdrawn": (refuse_ones_own_funds, None),
    "deal_that_is_over_can_be_closed": (refuse_to_close("published"), activation_limit_of("published", 1)),
    "settled_channel_can_be_collected": (refuse_to_collect("closing"), settlement_of("closing")),
}
"""Each law, what is refused, and what is given before that."""


@pytest.mark.parametrize("law", CASES)
def test_the_law_holds_and_can_be_broken(breaks, law):
    refuse, given = CASES[law]
    breaks(law, refuse, given=given)


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(refusals) == set(CASES)


@pytest.mark.parametrize("asked", ["nothing", "too much", "what is held", "what is free"])
def test_an_account_gets_what_is_available_and_final(breaks, holds, asked):
    """Given an escrow of which a part is held until after the end of the life."""

    def refuse(w, life):
        escrow = w.market.escrow[CLIENT]
        free = escrow.available - escrow.held
        amounts = {"nothing": 0, "too much": escrow.available + 1, "what is held": free + 1, "what is free": free}
        assert 0 < escrow.held <= escrow.available
        assert w.epoch < escrow.held_until
        return withdraw_balance, (CLIENT, amounts[asked]), REFUSED

    judge = breaks if asked == "what is free" else holds
    judge("final_funds_can_be_withdrawn", refuse)


@pytest.mark.parametrize("deal", ["published", "committed"])
def test_a_deal_that_waits_is_closed_after_its_activation_limit_only(breaks, holds, deal):
    holds("deal_that_is_over_can_be_closed", refuse_to_close(deal), given=activation_limit_of(deal))
    breaks("deal_that_is_over_can_be_closed", refuse_to_close(deal), given=activation_limit_of(deal, 1))


@pytest.mark.parametrize(
    ("deal", "settled", "more", "is_over"),
    [
        ("active", True, 1, True),
        ("active", True, 0, False),
        ("active", False, 1, False),
        ("failing", True, 1, True),
        ("failing", False, 1, True),
        ("failing", False, 0, False),
        ("expired", True, 1, False),
    ],
)
def test_a_deal_that_runs_is_closed_after_its_end_once_settled(breaks, holds, deal, settled, more, is_over):
    judge = breaks if is_over else holds
    judge("deal_that_is_over_can_be_closed", refuse_to_close(deal), given=end_of(deal, settled, more))


@pytest.mark.parametrize(
    ("channel", "more", "is_due"), [("closing", 0, True), ("closing", -1, False), ("collected", 9, False)]
)
def test_a_channel_is_collected_once_when_it_is_settled(breaks, holds, channel, more, is_due):
    judge = breaks if is_due else holds
    judge("settled_channel_can_be_collected", refuse_to_collect(channel), given=settlement_of(channel, more))


def test_an_open_channel_is_not_collected(holds):
    holds("settled_channel_can_be_collected", refuse_to_collect("open"))
