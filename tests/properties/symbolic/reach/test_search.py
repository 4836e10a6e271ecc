"""The search: what it finds always runs, what an ordinary run does it finds, and what cannot be is not reached."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.actors.reasons import Reason
from filspec.actors.storage_market import balances
from filspec.kit.transitions import transition_of
from filspec.machines.outside_world import ANSWERS
from filspec.symbolic.reach.first_world import CLIENT, OWNER, STRANGER, WORKER, first_world
from filspec.symbolic.reach.goals import ACCEPTED, Goal, breaks, crashes, holds, refused
from filspec.symbolic.reach.positions import Sent
from filspec.symbolic.reach.search import NotReached, Reached, reach
from filspec.symbolic.reach.steps import BadStory, Call, call, tick
from filspec.symbolic.reach.telling import tell
from filspec.symbolic.worlds import World

people = st.sampled_from([CLIENT, OWNER, WORKER, STRANGER])
amounts = st.sampled_from([-1, 0, 1, 3, 10, 999_999, 1_000_001])
miners = st.sampled_from([103, 104, 105])

chosen = st.one_of(
    st.builds(lambda who, value, to: call("send", caller=who, value=value, receiver=to), people, amounts, people),
    st.builds(lambda who, value: call("add_balance", caller=who, value=value), people, amounts),
    st.builds(lambda who, value: call("withdraw_balance", caller=who, amount=value), people, amounts),
    st.builds(lambda who, value: call("create_storage_miner", caller=who, value=value, worker=who, sector_size=2048),
              people, amounts),
    st.builds(lambda who, value, miner: call("add_pledge", caller=who, value=value, miner=miner),
              people, amounts, miners),
    st.builds(lambda who, value, miner: call("depledge", caller=who, miner=miner, amount=value),
              people, amounts, miners),
    st.builds(lambda who, miner: call("collect_depledged", caller=who, miner=miner), people, miners),
    st.builds(lambda who, value, to: call("create_payment_channel", caller=who, value=value, payee=to),
              people, amounts, people),
    st.builds(lambda who, channel: call("close_payment_channel", caller=who, channel=channel), people, miners),
    st.builds(lambda who, channel: call("collect_payment_channel", caller=who, channel=channel), people, miners),
    st.just(call("end_of_epoch")),
)  # fmt: skip
"""Messages all of whose arguments are given, so that a run says what becomes of them."""


def played(steps: list[Call]) -> tuple[list[Call], Goal]:
    """The messages up to the first refusal, and how an ordinary run of them ends."""
    sent = [Sent(step.transition, tuple(step.given.values())) for step in steps]
    told = tell(first_world(), sent, ANSWERS, ())
    for place, step in enumerate(told.steps):
        if not step.receipt.accepted:
            return steps[: place + 1], refused(step.receipt.reason)
    return steps, ACCEPTED


@settings(deadline=None, max_examples=60)
@given(st.lists(chosen, min_size=1, max_size=6))
def test_what_an_ordinary_run_does_is_reached_and_nothing_else(steps: list[Call]) -> None:
    # Given how an ordinary run ends
    story, goal = played(steps)
    # When that is looked for, and its opposite
    found = reach(story, goal)
    other = reach(story, ACCEPTED if goal != ACCEPTED else refused())
    # Then the one is reached by these very messages, and the other is impossible
    assert isinstance(found, Reached)
    assert [dict(step.arguments) for step in found.told.steps] == [dict(step.given) for step in story]
    assert isinstance(other, NotReached) and other.exhausted


opened = st.one_of(
    st.sampled_from(["send", "add_balance", "register_participant", "withdraw_balance", "create_storage_miner"]),
    st.sampled_from(["create_payment_channel", "update_channel_state", "add_pledge", "depledge", "end_of_epoch"]),
).map(call)


@settings(deadline=None, max_examples=25)
@given(st.lists(opened, min_size=1, max_size=4))
def test_what_is_found_breaks_no_law(steps: list[Call]) -> None:
    # When a story is found with the arguments left open
    found = reach(steps, most_items=1)
    # Then its run accepts these messages, and no law is broken on the way
    if isinstance(found, Reached):
        assert [step.message for step in found.told.steps] == [transition_of(step.transition).name for step in steps]
        assert all(step.receipt.accepted for step in found.told.steps) and found.broken is None


def test_planted_bug_is_reached(without: Any) -> None:
    # Given a withdrawal that forgets to look at what is locked
    without(balances, Reason.INSUFFICIENT_AVAILABLE_BALANCE, Reason.FUNDS_NOT_YET_FINAL)
    deal = {"proposal": {"client": CLIENT, "provider": OWNER}}
    steps = [
        call("register_participant", caller=CLIENT),
        call("add_balance", caller=OWNER),
        call("publish_storage_deal", deal=deal),
        call("withdraw_balance"),
    ]
    # When a law is to be broken
    found = reach(steps, breaks("escrow_is_not_negative"))
    # Then the run breaks it, and says where
    assert isinstance(found, Reached) and found.told.broken is not None
    assert "broken by withdraw_balance" in str(found.told.broken) and len(found.told.steps) == 4


def test_law_that_holds_is_not_broken() -> None:
    steps = [call("register_participant"), tick(2), call("withdraw_balance")]

    assert reach(steps, breaks("escrow_is_not_negative")) == NotReached(True, 3)


def test_impossible_goal_is_not_reached() -> None:
    def everybody_is_poor(w: World) -> bool:
        return bool(w.ledger.accounts[CLIENT].balance + w.ledger.accounts[OWNER].balance < 2_000_000)

    steps = [call("send", caller=CLIENT, receiver=OWNER), call("send", caller=OWNER, receiver=CLIENT)]

    assert reach(steps, holds(everybody_is_poor)) == NotReached(True, 1)


def test_prefix_that_cannot_be_accepted_ends_the_search() -> None:
    assert reach([call("withdraw_balance"), *[call("send")] * 40]) == NotReached(True, 0)


def test_right_code_does_not_crash() -> None:
    assert isinstance(reach([call("add_balance"), call("close_expired_storage_deal")], crashes()), NotReached)


def test_time_passes_as_long_as_it_must() -> None:
    # Given a cooldown of four epochs
    pledge = [call(name, caller=OWNER) for name in ("create_storage_miner", "add_pledge", "depledge")]
    collect = call("collect_depledged", caller=OWNER)
    # When there is time enough, and when there is not
    found, none = reach([*pledge, tick(0, most=9), collect]), reach([*pledge, tick(0, most=3), collect])
    # Then it is waited for as long as it takes, and no longer
    assert isinstance(found, Reached) and [step.message for step in found.told.steps].count("end_of_epoch") == 4
    assert isinstance(none, NotReached) and none.exhausted and none.furthest == 6


def test_story_may_end_with_time() -> None:
    found = reach([tick(1, most=5)], holds(lambda w: w.epoch == 3))

    assert isinstance(found, Reached) and len(found.told.steps) == 3
    assert isinstance(reach([tick(1, most=5)], holds(lambda w: w.epoch == 6)), NotReached)


def test_spent_budget_is_not_called_impossible() -> None:
    assert reach([call("send"), call("send")], budget=0) == NotReached(False, 0)


def test_progress_is_told() -> None:
    seen: list[int] = []
    reach([call("send"), call("send"), call("send")], progress=seen.append)

    assert seen == [1, 2, 3]


def test_story_needs_a_message() -> None:
    with pytest.raises(BadStory, match="at least one message"):
        reach([])
