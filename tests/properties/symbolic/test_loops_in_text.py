"""The steps of loops, read from the text."""

import pytest

from filspec.symbolic.loops_in_text import steps_reached_by
from filspec.symbolic.subjects import subjects


@pytest.mark.parametrize(
    ("message", "steps"),
    [
        ("send", set()),
        ("update_channel_state", {"merge_lane"}),
        ("handle_failed_deals", {"fail_deal"}),
        ("declare_consensus_fault", {"terminate_sector", "fail_deal"}),
        (
            "end_of_epoch",
            {"end_proving_period_if_due", "end_period_of_sector", "close_deal_if_expired", "slash_deal", "fail_deal"},
        ),
    ],
)
def test_steps_are_those_of_all_loops_that_can_be_called(message: str, steps: set[str]) -> None:
    assert steps_reached_by(subjects()[message]) == steps
