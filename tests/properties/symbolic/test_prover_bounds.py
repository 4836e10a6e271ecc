"""Traps of bounds: what is assumed of every world has to be shown of every world that a message leaves."""

from collections.abc import Callable, Sequence

import pytest

from filspec.symbolic.knowledge import Fact
from filspec.symbolic.shapes import terms_of
from filspec.symbolic.terms import ZERO, at_most
from filspec.symbolic.worlds import World

N_IS_NOT_NEGATIVE = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''
STEPS = '''

@internal()
def lower(w: World, item: int) -> None:
    """Leave the bounds."""
    w.m -= 1


@internal()
def lower_or_refuse(w: World) -> None:
    """Leave the bounds, and be refused."""
    w.m -= 1
    require(w.m > 5, Reason.NO)
'''


def m_is_within_bounds(w: World) -> Sequence[Fact]:
    """A parameter is never negative."""
    return (Fact(at_most(ZERO, *terms_of([w.m])), "the bounds of m"),)


WRONG = {
    "written": "w.m = -5",
    "written by an unknown": "w.m = a",
    "lowered": "w.m -= 1",
    "lowered by a loop": "for_each_in(many, lower, w)",
    "lowered by a loop over rows": "for_each(w.deep.t, lower, w)",
    "lowered in an attempt": "if attempt(lower_or_refuse, w):\n    w.m -= 9",
}
RIGHT = {
    "read": "w.n = w.m",
    "written within bounds": "w.m = abs(a)",
    "raised": "w.m += 1",
    "lowered in an attempt that is undone": "if attempt(lower_or_refuse, w):\n    w.n = w.m - 5",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_parameter_that_may_leave_its_bounds_is_not_proved(objections: Callable[..., list[str]], body: str) -> None:
    assert objections(body, N_IS_NOT_NEGATIVE, STEPS, bounds=m_is_within_bounds)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_parameter_that_stays_within_its_bounds_is_proved(objections: Callable[..., list[str]], body: str) -> None:
    assert not objections(body, N_IS_NOT_NEGATIVE, STEPS, bounds=m_is_within_bounds)
