"""Traps of tables: rows, keys, pairs."""

from collections.abc import Callable

import pytest

from filspec.symbolic.reports import Report

WRONG = {
    "a row is written": "w.deep.t[a] = NO_ROW.but(x=-1)",
    "a row that is there is written": "require(a in w.deep.t, Reason.NO)\nw.deep.t[a] = w.deep.t[a].but(x=-1)",
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
    "a key written out": "w.deep.t[1] = NO_ROW.but(x=-1)",
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
}

RIGHT = {
    "keys may be one": (
        "w.deep.t[a] = w.deep.t.get(a, NO_ROW).but(x=1)\nw.deep.t[b] = w.deep.t.get(b, NO_ROW).but(x=2)\n"
        "if w.deep.t[a].x + w.deep.t[b].x == 3 and a == b:\n    w.n = -1"
    ),
    "a row or none": "w.n = w.deep.t.get(a, NO_ROW).x",
    "a row is deleted": ("if a in w.deep.t:\n    x = w.deep.t[a].x\n    del w.deep.t[a]\n    w.n = w.n + x"),
    "a row is changed": "require(a in w.deep.t, Reason.NO)\nw.deep.t[a] = w.deep.t[a].but(x=w.deep.t[a].x + 1)",
    "pairs are two keys": "w.deep.p[(a, b)] = 1\nif a != b and (a, b) not in w.deep.p:\n    w.n = -1",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_write_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    # Given a message that breaks a law, or crashes
    # When it is proved
    report = must_not_be_proved(body)
    # Then the proof fails, and the concrete model confirms it
    assert any(finding.replay and finding.goal in (*finding.replay.broken, "no crash") for finding in report.findings)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_write_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body)
