"""A transition refuses with one documented reason, or goes on."""

from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.requirement import Rejected, require


class Why(Enum):
    TOO_LATE = "the day is over"


def test_a_condition_that_holds_goes_on():
    assert require(True, Why.TOO_LATE) is None


def test_a_condition_that_does_not_hold_refuses_with_its_reason():
    with pytest.raises(Rejected) as refused:
        require(False, Why.TOO_LATE)
    assert refused.value.reason is Why.TOO_LATE
    assert str(refused.value) == "TOO_LATE: the day is over"


@given(condition=st.integers() | st.none() | st.text() | st.lists(st.integers()))
def test_what_is_only_like_a_truth_is_a_bug_and_no_refusal(condition):
    with pytest.raises(TypeError, match=r"require\(\) needs a bool for TOO_LATE, got ") as crashed:
        require(condition, Why.TOO_LATE)
    assert repr(condition) in str(crashed.value)


@pytest.mark.parametrize("condition", [False, "a term"])
def test_an_engine_decides_what_is_not_plainly_true(asked_engine, condition):
    require(condition, Why.TOO_LATE)
    assert asked_engine.asked == [("require", condition, Why.TOO_LATE)]


def test_an_engine_is_not_asked_what_is_plainly_true(asked_engine):
    require(True, Why.TOO_LATE)
    assert asked_engine.asked == []
