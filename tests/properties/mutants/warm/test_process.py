"""Processes are asked one question at a time, and started when they are needed."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from filspec.mutants.warm import process
from filspec.mutants.warm.forking import NOT_ENDED, Answered
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


ENDLESS = """
import os, sys, time
from filspec.mutants.warm.forking import Limits, own_channel, serve

def endless(line):
    with open(sys.argv[1], "w") as file:
        file.write(str(os.getpid()))
    while True:
        time.sleep(0.01)

serve(endless, Limits(seconds=600, memory=2**32), own_channel())
"""


def test_the_child_at_work_ends_with_its_process(monkeypatch, tmp_path) -> None:
    # Given a process whose child does not come to an end
    note = tmp_path / "child"
    monkeypatch.setattr(process, "command", lambda *_: [sys.executable, "-c", ENDLESS, str(note)])
    warm = WarmProcess("any")
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(warm.ask, Question())
        while not (note.exists() and note.read_text()):
            time.sleep(0.01)
        # When the process is ended, then the child is not there any more
        warm.end()
        assert answer.result().problem in (NOT_ENDED, "the process has ended")
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


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
