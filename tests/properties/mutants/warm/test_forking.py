"""A child answers for its parent, and what it does to itself ends with it."""

import os
import signal

from filspec.mutants.warm.forking import NOT_ENDED, Limits, in_a_child

LIMITS = Limits(seconds=1, memory=1 << 30)
CHANGED: list[int] = []


def answered(work, limits: Limits = LIMITS):
    """What a child says whose questions have not ended."""
    reading, writing = os.pipe()
    try:
        return in_a_child(work, limits, reading)
    finally:
        os.close(reading)
        os.close(writing)


def test_a_child_answers_and_changes_nothing_here() -> None:
    def work() -> str:
        CHANGED.append(1)
        return "x" * 200_000

    assert answered(work).said == "x" * 200_000
    assert CHANGED == []


def test_an_error_is_a_problem() -> None:
    def work() -> str:
        raise ValueError("no such thing")

    assert answered(work).problem == "ValueError('no such thing')"


def test_a_child_that_does_not_end_is_ended() -> None:
    def work() -> str:
        while True:
            pass

    assert answered(work).problem == NOT_ENDED


def test_a_child_that_is_ended_by_a_fault_says_so() -> None:
    assert answered(lambda: os.kill(os.getpid(), signal.SIGTERM) or "").problem == "ended by SIGTERM"


def test_nobody_works_for_an_asker_that_has_ended() -> None:
    # Given questions that have come to their end
    reading, writing = os.pipe()
    os.close(writing)
    # When a child would work for ever, then it is ended at once, without having used up its time
    found = in_a_child(lambda: signal.pause() or "", Limits(seconds=60, memory=1 << 30), reading)
    os.close(reading)
    assert found.problem == NOT_ENDED
