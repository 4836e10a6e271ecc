"""Traps of sums over tables of any size."""

from collections.abc import Callable

import pytest

from filspec.symbolic.reports import Report
from filspec.symbolic.results import is_confirmed
from filspec.symbolic.values import OutsideTheSubset

SUM_LAWS = '''

def x_of(key: int, row: Row) -> int:
    """Summand."""
    return row.x


def x_by_place(key: int, row: Row) -> tuple[tuple[tuple[int, int], int], tuple[tuple[int, int], int]]:
    """Summands."""
    return (row.place, row.x), ((0, 0), 1 if row.ok else 0)


@law("X1")
def m_is_the_sum(w: World) -> bool:
    """m is the sum of all rows."""
    return w.m == total(w.deep.t, x_of)


@law_for_every_key("deep.live", "X2")
def live_are_the_sums(w: World, place: tuple[int, int]) -> bool:
    """The sums by place."""
    return w.deep.live.get(place, 0) == total_by(w.deep.t, x_by_place)[place]


@law("X3")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''

POSITIVE = '''

@law_for_each("deep.t", "X4")
def rows_are_not_negative(w: World, key: int, row: Row) -> bool:
    """No row is negative."""
    return row.x >= 0
'''

WRONG = {
    "the sum is forgotten": "w.deep.t[a] = NO_ROW.but(x=1, ok=False)",
    "the sum is forgotten in a deletion": "require(a in w.deep.t, Reason.NO)\ndel w.deep.t[a]",
    "the old row is forgotten": "w.deep.t[a] = NO_ROW.but(x=1, ok=False)\nw.m += 1\nw.deep.live[(0, 0)] = w.m",
    "the sum of two rows that may be one": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\nw.n = w.m - w.deep.t[a].x - w.deep.t[b].x"
    ),
    "a sum is at least a row and one more": "require(a in w.deep.t, Reason.NO)\nw.n = w.m - w.deep.t[a].x - 1",
    "a sum is not the sum of the rows looked at": "w.n = 0 if w.m == w.deep.t.get(a, NO_ROW).x else -1",
    "the group is forgotten": (
        "require(a not in w.deep.t and row.x >= 0 and not row.ok, Reason.NO)\nw.deep.t[a] = row\nw.m += row.x"
    ),
    "a row is entered where one may be": (
        "require(row.x >= 0 and not row.ok, Reason.NO)\nw.deep.t[a] = row\nw.m += row.x\n"
        "w.deep.live[row.place] = w.deep.live.get(row.place, 0) + row.x"
    ),
    "another group": (
        "require(a not in w.deep.t and row.x > 0 and not row.ok, Reason.NO)\nw.deep.t[a] = row\nw.m += row.x\n"
        "w.deep.live[(a, b)] = w.deep.live.get((a, b), 0) + row.x"
    ),
    "a second group": (
        "require(a not in w.deep.t and row.x >= 0, Reason.NO)\nw.deep.t[a] = row\nw.m += row.x\n"
        "w.deep.live[row.place] = w.deep.live.get(row.place, 0) + row.x"
    ),
    "a stale second key": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\nx = w.deep.t[a].x\ny = w.deep.t[b].x\n"
        "w.deep.t[a] = w.deep.t[a].but(x=1)\nw.deep.t[b] = w.deep.t[b].but(x=5)\nw.m += 6 - x - y"
    ),
}

RIGHT = {
    "a row is entered": (
        "require(a not in w.deep.t and row.x >= 0 and not row.ok, Reason.NO)\nw.deep.t[a] = row\nw.m += row.x\n"
        "w.deep.live[row.place] = w.deep.live.get(row.place, 0) + row.x"
    ),
    "a row is entered for two groups": (
        "require(a not in w.deep.t and row.x >= 0 and row.ok, Reason.NO)\nw.deep.t[a] = row\nw.m += row.x\n"
        "w.deep.live[row.place] = w.deep.live.get(row.place, 0) + row.x\n"
        "w.deep.live[(0, 0)] = w.deep.live.get((0, 0), 0) + 1"
    ),
    "a sum is at least one of its rows": "require(a in w.deep.t, Reason.NO)\nw.n = w.m - w.deep.t[a].x",
    "a sum is at least two of its rows": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\nrequire(a != b, Reason.NO)\n"
        "w.n = w.m - w.deep.t[a].x - w.deep.t[b].x"
    ),
}

STEPS = '''

@internal()
def raise_both(w: World, key: int) -> None:
    """Raise a row, and m with it."""
    row = w.deep.t[key]
    w.deep.t[key] = row.but(x=row.x + 1, ok=False)
    w.deep.live[row.place] = w.deep.live.get(row.place, 0) + 1
    w.deep.live[(0, 0)] = w.deep.live.get((0, 0), 0) - (1 if row.ok else 0)
    w.m += 1


@internal()
def change_colour(w: World, key: int) -> None:
    """Change what no sum looks at."""
    w.deep.t[key] = w.deep.t[key].but(colour=Colour.BLUE)
'''
RIGHT_LOOPS = {
    "a loop changes the sum": "for_each(w.deep.t, raise_both, w)",
    "a sum behind a loop is at least one of its rows": (
        "for_each(w.deep.t, raise_both, w)\nrequire(a in w.deep.t, Reason.NO)\nw.n = w.m - w.deep.t[a].x"
    ),
    "a sum that the loop does not change": (
        "old = w.deep.live.get((a, b), 0)\nfor_each(w.deep.t, change_colour, w)\nw.n = w.deep.live.get((a, b), 0) - old"
    ),
}
WRONG_LOOPS = {
    "the sum is not what it was": ("old = w.m\nfor_each(w.deep.t, raise_both, w)\nw.n = 0 if w.m == old else -1"),
    "a row behind the loop is no part of the sum before": (
        "old = w.m\nfor_each(w.deep.t, raise_both, w)\nrequire(a in w.deep.t, Reason.NO)\nw.n = old - w.deep.t[a].x"
    ),
    "the sum is broken before the loop": "w.m += 1\nfor_each(w.deep.t, change_colour, w)\nw.m -= 1",
}

SUMMANDS = """

@pure
def x_at(key: int, row: Row) -> tuple[tuple[int, int]]:
    \"""What a row counts at its key.\"""
    return ((key, row.x),)


@pure
def shares_out(key: int, row: Row) -> tuple[tuple[int, int]]:
    \"""Crashes for a row of which x is 0.\"""
    return ((key, 6 // row.x),)


@internal()
def empty(w: World, key: int) -> None:
    \"""Take what a row counts.\"""
    w.deep.t[key] = w.deep.t[key].but(x=0)


@internal()
def enter(w: World, key: int) -> None:
    \"""Enter a row; refused unless its key is negative.\"""
    w.deep.t[key] = NO_ROW.but(x=1)
    require(key < 0, Reason.NO)
"""
NOTHING_GROWS = """

@law("X5")
def n_is_not_negative(w: World) -> bool:
    \"""n is never negative.\"""
    return w.n >= 0
"""
KEPT_SUMS = {
    "over a write": "kept = total_by(w.deep.t, x_at)\nw.deep.t[a] = row\nw.n = kept[a] - row.x",
    "over a deletion": (
        "require(a in w.deep.t and w.deep.t[a].x > 0, Reason.NO)\nkept = total_by(w.deep.t, x_at)\ndel w.deep.t[a]\n"
        "w.n = 0 - kept[a]"
    ),
    "over an attempt": (
        "kept = total_by(w.deep.t, x_at)\ndone = attempt(enter, w, a)\n"
        "w.n = kept[a] - total_by(w.deep.t, x_at)[a] if done else 0"
    ),
}


@pytest.mark.parametrize("body", KEPT_SUMS.values(), ids=KEPT_SUMS)
def test_sums_by_group_are_those_of_the_moment_they_were_asked_for(
    must_not_be_proved: Callable[..., Report], body: str
) -> None:
    # Given sums by group that are kept in a local name while the table changes
    # When it is proved of them what would hold if they followed the table
    # Then it is not, and a run shows it
    report = must_not_be_proved(body, NOTHING_GROWS, SUMMANDS)
    assert any(is_confirmed(finding) for finding in report.findings)


def test_sums_by_group_do_not_follow_a_loop(must_not_be_proved: Callable[..., Report]) -> None:
    must_not_be_proved(
        "kept = total_by(w.deep.t, x_at)\nfor_each(w.deep.t, empty, w)\n"
        "w.n = 0 if kept[a] == total_by(w.deep.t, x_at)[a] else -1",
        NOTHING_GROWS,
        SUMMANDS,
    )


def test_sums_that_are_kept_over_a_write_are_proved_of_what_they_were(must_be_proved: Callable[..., Report]) -> None:
    must_be_proved(
        "require(a in w.deep.t, Reason.NO)\nkept = total_by(w.deep.t, x_at)\nw.deep.t[a] = w.deep.t[a].but(x=b)\n"
        "w.n = abs(kept[a] + b) - abs(b + kept[a])",
        NOTHING_GROWS,
        SUMMANDS,
    )


@pytest.mark.parametrize("body", ["kept = total_by(w.deep.t, shares_out)", "w.n = total_by(w.deep.t, shares_out)[a]"])
def test_summand_that_can_crash_is_refused_also_where_no_group_is_asked_for(
    prove: Callable[..., Report], body: str
) -> None:
    # A run adds up all groups at once, and crashes whether a group is asked for or not.
    with pytest.raises(OutsideTheSubset, match="the summand shares_out can crash"):
        prove(body, NOTHING_GROWS, SUMMANDS)


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_sum_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    report = must_not_be_proved(body, SUM_LAWS + POSITIVE)
    assert any(finding.replay and finding.goal in finding.replay.broken for finding in report.findings)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_sum_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, SUM_LAWS + POSITIVE)


def test_sum_without_a_law_of_its_rows_tells_nothing(prove: Callable[..., Report]) -> None:
    # Given rows that may be negative
    # When a message rests on a sum being at least one of its rows
    report = prove(RIGHT["a sum is at least one of its rows"], SUM_LAWS)
    # Then it is not proved
    assert {finding.goal for finding in report.findings} == {"n_is_not_negative"}


@pytest.mark.parametrize("body", RIGHT_LOOPS.values(), ids=RIGHT_LOOPS)
def test_right_sum_behind_a_loop_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, SUM_LAWS + POSITIVE, STEPS)


@pytest.mark.parametrize("body", WRONG_LOOPS.values(), ids=WRONG_LOOPS)
def test_wrong_sum_behind_a_loop_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    must_not_be_proved(body, SUM_LAWS + POSITIVE, STEPS)


NOTHING = '''

class Nothing(Record):
    """What is the same for all rows."""


@pure
def by_nothing(key: int, row: Row) -> tuple[tuple[Nothing, int]]:
    """Everything in one group, which has no parts."""
    return ((Nothing(), row.x),)
'''
ONE_GROUP = '''

@law("X1")
def m_is_the_sum(w: World) -> bool:
    """m is the sum of the only group."""
    return w.m == total_by(w.deep.t, by_nothing)[Nothing()]
'''


def test_a_group_without_parts_has_its_sum(
    must_be_proved: Callable[..., Report], must_not_be_proved: Callable[..., Report]
) -> None:
    # Given sums by a group that is no term
    entered = "require(a not in w.deep.t, Reason.NO)\nw.deep.t[a] = row\nw.m += row.x"
    # When a row is entered, then its sum follows, also if it is asked for in the message
    must_be_proved(entered, ONE_GROUP, NOTHING)
    must_be_proved("w.m = total_by(w.deep.t, by_nothing)[Nothing()]", ONE_GROUP, NOTHING)
    must_not_be_proved(f"{entered} + 1", ONE_GROUP, NOTHING)


@pytest.mark.usefixtures("unlinted")
def test_a_sum_without_a_group_of_a_summand_that_names_one_is_refused(prove: Callable[..., Report]) -> None:
    with pytest.raises(OutsideTheSubset, match=r"by_nothing names groups: use total_by\(table, by_nothing\)\[group\]"):
        prove("w.m = total(w.deep.t, by_nothing)", ONE_GROUP, NOTHING)
