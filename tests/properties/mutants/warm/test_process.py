"""Processes are asked one question at a time, and started when they are needed."""

import msgspec

from filspec.mutants.warm import process
from filspec.mutants.warm.forking import Answered
from filspec.mutants.warm.process import Pool, WarmProcess


class Question(msgspec.Struct):
    """Any question."""

    text: str = ""


def test_a_process_that_has_ended_is_a_problem() -> None:
    # Given a module that is no process
    ended = WarmProcess("filspec.mutants.objection")
    # When it is asked, then that is said
    assert ended.ask(Question()) == Answered(problem="the process has ended")
    ended.end()


def test_a_pool_starts_a_process_only_if_all_are_busy(monkeypatch) -> None:
    started = []

    class Idle:
        def __init__(self, *_: object) -> None:
            started.append(self)
            self.ended = False

        def end(self) -> None:
            self.ended = True

    monkeypatch.setattr(process, "WarmProcess", Idle)
    pool = Pool("any")
    with pool.process() as first:
        pass
    with pool.process() as again, pool.process() as second:
        assert first is again is not second
    pool.end()
    assert [one.ended for one in started] == [True, True]
