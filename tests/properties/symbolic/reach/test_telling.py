"""Telling: a story is run by the ordinary runner, with its trace."""

from typing import Any

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.ledger.transfers import send
from filspec.actors.reasons import Reason
from filspec.actors.storage_market import balances
from filspec.actors.storage_market.balances import add_balance, withdraw_balance
from filspec.actors.units import SYSTEM
from filspec.laws.catalogue import catalogue
from filspec.symbolic.reach.first_world import CLIENT, FORTUNE, OWNER, first_world
from filspec.symbolic.reach.positions import Sent
from filspec.symbolic.reach.telling import tell

STORY = [Sent(send, (CLIENT, 5, OWNER)), Sent(end_of_epoch, (SYSTEM,)), Sent(send, (CLIENT, -1, OWNER))]


def test_story_is_told_step_by_step() -> None:
    # When a story is run
    genesis = first_world()
    told = tell(genesis, STORY, {}, catalogue())
    # Then each message has its epoch, its arguments by name and its receipt, and genesis is as it was
    assert [(step.epoch, step.message) for step in told.steps] == [(0, "send"), (0, "end_of_epoch"), (1, "send")]
    assert told.steps[0].arguments == (("caller", CLIENT), ("value", 5), ("receiver", OWNER))
    assert [step.receipt.reason for step in told.steps] == [None, None, Reason.NEGATIVE_AMOUNT]
    assert told.world.ledger.accounts[CLIENT].balance == FORTUNE - 5
    assert genesis.ledger.accounts[CLIENT].balance == FORTUNE and not told.broken and not told.crash


def test_trace_knows_the_epochs() -> None:
    events = tell(first_world(), STORY, {}, ()).recorder.events

    assert [event.epoch for event in events if event.sender == "Outside"] == [0, 0, 1]
    assert events[-1].outcome == "NEGATIVE_AMOUNT"


def test_story_ends_with_the_law_it_breaks(without: Any) -> None:
    without(balances, Reason.INSUFFICIENT_AVAILABLE_BALANCE, Reason.FUNDS_NOT_YET_FINAL)
    both = [Sent(add_balance, (CLIENT, 1)), Sent(add_balance, (OWNER, 9))]
    told = tell(first_world(), [*both, Sent(withdraw_balance, (CLIENT, 2)), *STORY], {}, catalogue())

    assert told.broken is not None and len(told.steps) == 3 and told.steps[-1].receipt.accepted
