"""Stories towards a failure: found along the lives or near them, the shortest first."""

from typing import Any

import pytest

from filspec.actors.payment_channel import vouchers
from filspec.actors.reasons import Reason
from filspec.actors.storage_market import balances
from filspec.symbolic.outcomes import NEVER_REFUSED, NO_CRASH
from filspec.symbolic.reach.extension import failure, reachable
from filspec.symbolic.reach.goals import Crashes, Refused, breaks
from filspec.symbolic.reach.search import NotReached, Reached
from filspec.symbolic.reach.steps import BadStory, call


def test_planted_bug_is_reached_by_the_shortest_story(without: Any) -> None:
    # Given a withdrawal that looks at nothing
    without(balances, Reason.INSUFFICIENT_AVAILABLE_BALANCE, Reason.FUNDS_NOT_YET_FINAL)
    # When a story is sought that ends with one
    found = reachable(call("withdraw_balance"), breaks("escrow_is_not_negative"))
    # Then two deposits are enough, for the market must have something to give
    assert isinstance(found, Reached) and len(found.told.steps) == 3 and found.broken is not None


def test_bug_off_the_beaten_track_is_reached_by_further_messages(without: Any) -> None:
    # Given vouchers that promise what is not there
    without(vouchers, Reason.VOUCHER_EXCEEDS_CHANNEL)
    # Then a channel that nobody's life is about breaks its promise
    found = reachable(call("update_channel_state"), breaks("channel_can_keep_its_promise"), most_items=0)
    assert isinstance(found, Reached) and len(found.told.steps) == 2


def test_what_is_right_is_not_reached() -> None:
    found = reachable(call("withdraw_balance"), breaks("escrow_is_not_negative"), most_messages=2, most_items=0)

    assert found == NotReached(True, 1)


def test_spent_budget_is_said() -> None:
    found = reachable(call("send"), breaks("supply_is_conserved"), budget=0)

    assert isinstance(found, NotReached) and not found.exhausted


def test_claims_of_the_prover_are_goals() -> None:
    allowed = frozenset({Reason.NO_SUCH_DEAL})

    assert failure(NO_CRASH) == Crashes() and failure(NEVER_REFUSED, allowed) == Refused(None, allowed)
    assert failure("supply_is_conserved") == breaks("supply_is_conserved")
    with pytest.raises(BadStory, match="there is no law"):
        failure("no such claim")
