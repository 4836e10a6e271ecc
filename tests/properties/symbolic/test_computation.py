"""Traps of computations and queries."""

from collections.abc import Callable

import pytest

from filspec.symbolic.reports import Report

STEPS = '''

@pure
def middle(low: int, high: int) -> int:
    """A computation that branches."""
    if low > high:
        return high
    return (low + high) // 2


@pure
def bigger(w: World, key: int) -> Row:
    """A computation that reads and answers a record."""
    if key in w.deep.t:
        return w.deep.t[key].but(x=w.deep.t[key].x + 1)
    return NO_ROW


@pure
def of_a_row(w: World, key: int) -> int:
    """A computation that crashes without the row."""
    return w.deep.t[key].x


@pure
def clamped(low: int, value: int, high: int) -> int:
    """A computation that computes before and after a branch."""
    below = middle(low, value)
    if value < low:
        return middle(low, low)
    return middle(below, high) if value > high else value


@query("Trap")
def row_of(w: World, key: int) -> int:
    """A query that may be refused."""
    require(key in w.deep.t, Reason.NO)
    return w.deep.t[key].x
'''

WRONG = {
    "a computation": "w.n = middle(a, b)",
    "a computation within another, on one path": "w.n = clamped(0, a, b)",
    "a computation's other branch": "require(a >= 0, Reason.NO)\nw.n = middle(a, b)",
    "a computation of a record": "w.n = bigger(w, a).x - 1",
    "a computation that crashes": "w.n = 0 * of_a_row(w, a)",
    "a computation of a deleted row": ("require(a in w.deep.t, Reason.NO)\ndel w.deep.t[a]\nw.n = 0 * of_a_row(w, a)"),
    "a query": "w.n = row_of(w, a) - 1",
}

RIGHT = {
    "a computation within another": "require(b >= 0, Reason.NO)\nw.n = clamped(0, a, b)",
    "a computation": "require(a >= 0 and b >= 0, Reason.NO)\nw.n = middle(a, b)",
    "a computation of a record": "w.n = bigger(w, a).x",
    "a computation that cannot crash": "require(a in w.deep.t, Reason.NO)\nw.n = of_a_row(w, a)",
    "a query": "w.n = row_of(w, a)",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_computation_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    must_not_be_proved(body, before=STEPS)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_computation_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, before=STEPS)


CRASHING_LAWS = '''

@law("X1")
def row_of_n_is_positive(w: World) -> bool:
    """The row of n is there, and positive: without it the law crashes."""
    return w.deep.t[w.n].x > 0


@step_law_for_each("deep.p", "X2")
def members_stay(before: World, after: World, key: tuple[int, int]) -> bool:
    """A member stays as it is: once it is gone, the law crashes."""
    return after.deep.p[key] == before.deep.p[key]
'''


@pytest.mark.parametrize(
    ("body", "broken"),
    [
        ("w.n = a", "row_of_n_is_positive"),
        ("require(a in w.deep.t, Reason.NO)\ndel w.deep.t[a]", "row_of_n_is_positive"),
        ("require((a, b) in w.deep.p, Reason.NO)\ndel w.deep.p[(a, b)]", "members_stay"),
    ],
    ids=["a row of another number", "a row that is named", "a row before"],
)
def test_law_that_crashes_does_not_hold(must_not_be_proved: Callable[..., Report], body: str, broken: str) -> None:
    report = must_not_be_proved(body, CRASHING_LAWS)
    assert {finding.goal for finding in report.findings} == {broken}
    assert all(finding.replay and broken in finding.replay.broken for finding in report.findings)


def test_law_that_cannot_crash_in_a_lawful_world_holds(must_be_proved: Callable[..., Report]) -> None:
    must_be_proved("require(a in w.deep.t and w.deep.t[a].x > 3, Reason.NO)\nw.n = a", CRASHING_LAWS)
