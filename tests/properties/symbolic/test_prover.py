"""Traps: wrong transitions that must not be proved, and right ones that must be."""

import textwrap
from collections.abc import Callable

import pytest

from filspec.symbolic.prover import Report
from filspec.symbolic.solver import Verdict

HEAD = '''
@message("Trap")
def trap(w: World, a: int, b: int, colour: Colour, row: Row, many: tuple[int, ...]) -> None:
    """A small message."""
'''

WRONG = {
    # control flow and arithmetic
    "a comparison": "if a > 5:\n    w.n = -1",
    "an equality with one number": "if a == 977:\n    w.n = -1",
    "an inequality": "if a != 977:\n    w.n = -1",
    "else": "if a > 5:\n    w.n = 0\nelse:\n    w.n = -1",
    "elif": "if a > 5:\n    w.n = 0\nelif a > 3:\n    w.n = -1\nelse:\n    w.n = 1",
    "a conditional expression": "w.n = 1 if a < 1000 else -1",
    "early return": "if a > 5:\n    w.n = -1\n    return\nw.n = 0",
    "and": "if a > 5 and b < 3:\n    w.n = -1",
    "or": "if a > 5 or b < 3:\n    w.n = -1",
    "not": "if not a:\n    w.n = -1",
    "truth of a number": "if a:\n    w.n = -1",
    "truth of a difference": "if a - b:\n    w.n = -1",
    "short circuit guards a division": "if a > 0 and 10 // a < 0 or a < -5:\n    w.n = -1",
    "a chain of comparisons": "if 0 < a < b:\n    w.n = -a",
    "max": "w.n = max(a, -1)",
    "min": "w.n = min(a, 5)",
    "abs": "w.n = abs(a) - 1",
    "negation": "w.n = -abs(a)",
    "plus sign": "w.n = +a",
    "subtraction from a constant": "w.n = 5 - a",
    "a product": "w.n = a * b",
    "division of a negative number": "w.n = 0 if a // 2 >= 0 else -1",
    "floor and not truncation": "require(a == -7, Reason.NO)\nw.n = 0 if a // 2 == -3 else -1",
    "division by a negative constant": "require(a == 7, Reason.NO)\nw.n = 0 if a // -2 == -3 else -1",
    "remainder by a negative constant": "require(a == 7, Reason.NO)\nw.n = 0 if a % -2 == 1 else -1",
    "remainder of a negative number": "w.n = a % 5 - 1",
    "division by an unknown negative": "require(a == 7 and b == -2, Reason.NO)\nw.n = 0 if a // b == -3 else -1",
    "remainder by an unknown negative": "require(a == 7 and b == -2, Reason.NO)\nw.n = 0 if a % b == 1 else -1",
    "division by zero": "w.n = 0 * (10 // a)",
    "remainder by zero": "w.n = 0 * (10 % a)",
    "division of a constant": "w.n = 100 // a if a != 0 else 0",
    "an assertion": "assert a != 5",
    "an assertion after a write": "w.n = a * a\nassert w.n != 25",
    "in place": "w.n += a",
    "in place, subtracting": "w.n -= 1",
    "a loop over a tuple written out": "for x in (a, b):\n    if x == 3:\n        w.n = -1",
    "a tuple is compared": "if (a, b) == (1, 2):\n    w.n = -1",
    "a tuple is ordered": "if (a, b) < (1, 2):\n    w.n = -1",
    "a part of a tuple": "pair = (a, b)\nw.n = pair[1]",
    "unpacking": "x, y = a, b\nw.n = y",
    "two names of one number": "x = a\nx += 1\nw.n = x - a - 2",
    # enums, records, truth values
    "an enum member": "if colour == Colour.BLUE:\n    w.n = -1",
    "another enum member": "if colour != Colour.RED:\n    w.n = -1",
    "the last enum member": "if colour != Colour.RED and colour != Colour.BLUE:\n    w.n = -1",
    "an enum of a row": "if w.deep.t.get(a, NO_ROW).colour == Colour.BLUE:\n    w.n = -1",
    "two unknown enums": "if colour == row.colour:\n    w.n = -1",
    "a truth value of a row": "if row.ok:\n    w.n = -1",
    "truth values are compared": "if row.ok == row.part.whole:\n    w.n = -1",
    "a truth value against a constant": "if row.ok == True:\n    w.n = -1",
    "a record is compared": "if row == NO_ROW.but(x=7):\n    w.n = -1",
    "a record differs": "if row != NO_ROW:\n    w.n = -1",
    "a record in a record": "if row.part == Part(size=3, whole=False):\n    w.n = -1",
    "a scalar record": "if w.fixed.size == 3:\n    w.n = -1",
    "a scalar record is replaced": "w.fixed = w.fixed.but(size=-4)\nw.n = w.fixed.size",
    "a tuple in a record": "if row.place[1] == 4:\n    w.n = -1",
    "a whole tuple in a record": "if row.place == (4, 5):\n    w.n = -1",
    "but keeps the rest": "w.n = row.but(x=3).part.size",
    # tables
    "a row is written": "w.deep.t[a] = NO_ROW.but(x=-1)",
    "an argument is written": "w.deep.t[a] = row",
    "an absent row": "w.n = 0 * w.deep.t[a].x",
    "an absent row after deletion": ("require(a in w.deep.t, Reason.NO)\ndel w.deep.t[a]\nw.n = 0 * w.deep.t[a].x"),
    "an absent row is deleted": "del w.deep.t[a]",
    "a row is deleted twice by two names": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\ndel w.deep.t[a]\ndel w.deep.t[b]"
    ),
    "a row is there": "if a in w.deep.t:\n    w.n = -1",
    "a row is not there": "if a not in w.deep.t:\n    w.n = -1",
    "a written row is there": "w.deep.t[a] = NO_ROW\nif a in w.deep.t:\n    w.n = -1",
    "a deleted row is gone": "require(a in w.deep.t, Reason.NO)\ndel w.deep.t[a]\nif a not in w.deep.t:\n    w.n = -1",
    "the default of a row": "w.n = w.deep.t.get(a, NO_ROW.but(x=-1)).x",
    "keys may be one": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\n"
        "w.deep.t[a] = w.deep.t[a].but(x=5)\nw.deep.t[b] = w.deep.t[b].but(x=w.deep.t[b].x + 1)\n"
        "if w.deep.t[a].x == 6:\n    w.n = -1"
    ),
    "keys may differ": (
        "w.deep.t[a] = NO_ROW.but(x=1)\nw.deep.t[b] = NO_ROW.but(x=2)\nw.n = 0 if w.deep.t[a].x == 2 else -1"
    ),
    "a stale copy": (
        "require(a in w.deep.t and b in w.deep.t, Reason.NO)\nold = w.deep.t[b]\n"
        "w.deep.t[a] = w.deep.t[a].but(x=5)\nw.deep.t[b] = old\nw.n = w.deep.t[a].x - 5"
    ),
    "a row is moved and changed": "w.deep.t[b] = w.deep.t.get(a, NO_ROW).but(x=w.deep.t.get(a, NO_ROW).x - 1)",
    "a law at another key": (
        "require(b in w.deep.t and w.deep.t[b].x == 3, Reason.NO)\nw.deep.t[b + 1] = NO_ROW.but(x=-1)"
    ),
    "a reckoned key": "w.deep.t[a * 2] = NO_ROW.but(x=a)",
    "a key of a row": "w.deep.t[row.x] = NO_ROW.but(x=row.x)",
    "a law of steps": "require(a in w.deep.t, Reason.NO)\nw.deep.t[a] = w.deep.t[a].but(part=Part(size=0, whole=True))",
    "a law of steps by two writes": (
        "require(a in w.deep.t, Reason.NO)\nsize = w.deep.t[a].part.size\n"
        "w.deep.t[a] = w.deep.t[a].but(part=Part(size=size + 2, whole=True))\n"
        "w.deep.t[b] = NO_ROW.but(part=Part(size=size + 1, whole=True))"
    ),
    "a pair": "w.deep.p[(a, b)] = -1",
    "a pair is read": "w.n = w.deep.p.get((a, b), -1)",
    "a pair is turned round": ("w.deep.p[(a, b)] = 1\nw.deep.p[(b, a)] = 2\nw.n = 0 if w.deep.p[(a, b)] == 1 else -1"),
    "pairs share a member": "w.deep.p[(a, 1)] = 1\nw.deep.p[(b, 1)] = 2\nw.n = 0 if w.deep.p[(a, 1)] == 1 else -1",
    "a nested pair": "w.deep.q[((a, b), 3)] = True\nif ((b, a), 3) in w.deep.q:\n    w.n = -1",
    "a pair as a key": "w.deep.live[(a, b)] = -1\nw.n = w.deep.live.get((a, b), 0)",
    "a row's tuple as a key": "w.deep.live[row.place] = 5\nw.n = -w.deep.live.get((a, b), 0)",
    # guards
    "a guard comes too late": "w.n = -1\nrequire(a > 0, Reason.NO)",
    "a guard of something else": "require(a > 0, Reason.NO)\nw.n = b",
    "a guard off by one": "require(a >= -1, Reason.NO)\nw.n = a",
    "a guard of a truth value": "require(row.ok, Reason.NO)\nw.n = 0 if not row.ok else -1",
    "a guard with or": "require(a > 0 or b > 0, Reason.NO)\nw.n = a",
    "a guard that changes its mind": "require(a > 0, Reason.NO)\na = b\nw.n = a",
    "two guards": "require(a > 0, Reason.NO)\nrequire(b > 0, Reason.NO)\nw.n = a - b",
}

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

WRONG_SUMS = {
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
RIGHT_SUMS = {
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

RIGHT = {
    "nothing": "w.n = w.n",
    "a guard undoes": "w.n = w.n - 1\nrequire(w.n >= 0, Reason.NO)",
    "max": "w.n = max(a, 0)",
    "abs": "w.n = abs(a)",
    "a remainder": "w.n = a % 7",
    "a quotient": "require(a >= 0, Reason.NO)\nw.n = a // 3",
    "quotient and remainder": "w.n = 0 if (a // -3) * -3 + a % -3 == a else -1",
    "an unknown divisor": "require(b != 0, Reason.NO)\nw.n = 0 if (a // b) * b + a % b == a else -1",
    "keys may be one": (
        "w.deep.t[a] = w.deep.t.get(a, NO_ROW).but(x=1)\nw.deep.t[b] = w.deep.t.get(b, NO_ROW).but(x=2)\n"
        "if w.deep.t[a].x + w.deep.t[b].x == 3 and a == b:\n    w.n = -1"
    ),
    "a row or none": "w.n = w.deep.t.get(a, NO_ROW).x",
    "a row is deleted": ("if a in w.deep.t:\n    x = w.deep.t[a].x\n    del w.deep.t[a]\n    w.n = w.n + x"),
    "all enum members": "if colour != Colour.RED and colour != Colour.BLUE and colour != Colour.GREEN:\n    w.n = -1",
    "a row is changed": "require(a in w.deep.t, Reason.NO)\nw.deep.t[a] = w.deep.t[a].but(x=w.deep.t[a].x + 1)",
    "pairs are two keys": "w.deep.p[(a, b)] = 1\nif a != b and (a, b) not in w.deep.p:\n    w.n = -1",
    "a record is compared": "if row == NO_ROW and row.x != 0:\n    w.n = -1",
    "a tuple is compared": "if (a, b) == (1, 2):\n    w.n = b - a",
}


def proved(report: Report) -> bool:
    """Whether nothing is left to be shown, and runs of the model reach it."""
    shown = all(found is Verdict.IMPOSSIBLE for found in report.verdicts.values())
    return shown and not report.findings and not report.unwitnessed


def message(body: str) -> str:
    """The text of a message with this body."""
    return HEAD + textwrap.indent(body, "    ") + "\n"


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_message_is_not_proved(prove: Callable[..., Report], body: str) -> None:
    # Given a message that breaks a law, or crashes
    # When it is proved
    report = prove(message(body), witnesses=False)
    # Then the proof fails, and the concrete model confirms it
    assert any(finding.replay and finding.goal in (*finding.replay.broken, "no crash") for finding in report.findings)
    assert all(not finding.replay.unlawful for finding in report.findings if finding.replay)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_message_is_proved(prove: Callable[..., Report], body: str) -> None:
    assert proved(prove(message(body)))


@pytest.mark.parametrize("body", WRONG_SUMS.values(), ids=WRONG_SUMS)
def test_wrong_sum_is_not_proved(prove: Callable[..., Report], body: str) -> None:
    report = prove(message(body), SUM_LAWS + POSITIVE, witnesses=False)
    assert any(finding.replay and finding.goal in finding.replay.broken for finding in report.findings)


def test_sum_without_a_law_of_its_rows_tells_nothing(prove: Callable[..., Report]) -> None:
    # Given rows that may be negative
    # When a message rests on a sum being at least one of its rows
    report = prove(message(RIGHT_SUMS["a sum is at least one of its rows"]), SUM_LAWS)
    # Then it is not proved
    assert {finding.goal for finding in report.findings} == {"n_is_not_negative"}


@pytest.mark.parametrize("body", RIGHT_SUMS.values(), ids=RIGHT_SUMS)
def test_right_sum_is_proved(prove: Callable[..., Report], body: str) -> None:
    assert proved(prove(message(body), SUM_LAWS + POSITIVE))
