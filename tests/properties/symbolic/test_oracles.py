"""Traps of oracles: the same answer to the same question, and nothing else."""

from collections.abc import Callable

import pytest

from filspec.symbolic.reports import Report

STEPS = '''

@oracle("")
def says(a: int, row: Row) -> bool:
    """An oracle."""
    return unanswered()


@oracle("")
def digest(row: Row) -> int:
    """Another."""
    return unanswered()


@oracle("")
def sees(w: World, a: int) -> bool:
    """One that sees the world."""
    return unanswered()
'''

WRONG = {
    "an oracle says yes": "if says(a, row):\n    w.n = -1",
    "an oracle says no": "if not says(a, row):\n    w.n = -1",
    "an oracle of something else": "require(says(a, row), Reason.NO)\nw.n = 0 if says(b, row) else -1",
    "an oracle of another record": "require(says(a, row), Reason.NO)\nw.n = 0 if says(a, NO_ROW) else -1",
    "an oracle's number": "w.n = digest(row)",
    "two digests may be one": "require(row != NO_ROW, Reason.NO)\nw.n = 0 if digest(row) != digest(NO_ROW) else -1",
    "an oracle that sees the world": "require(sees(w, a), Reason.NO)\nw.n = 0 if sees(w, a) else -1",
}

RIGHT = {
    "an oracle asked twice": "require(says(a, row), Reason.NO)\nw.n = 0 if says(a, row) else -1",
    "equal questions": "require(row == NO_ROW, Reason.NO)\nw.n = digest(row) - digest(NO_ROW)",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_question_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    must_not_be_proved(body, before=STEPS)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_question_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, before=STEPS)
