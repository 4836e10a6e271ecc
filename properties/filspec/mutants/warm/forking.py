"""The loop of a warm process: a line is a question, a child that is forked for it gives the answer.

What the child does to its copy of the process (a mutant that is planted, memory, an endless loop) ends with it.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
from collections.abc import Callable
from functools import partial
from typing import IO, NamedTuple

import msgspec

NOT_ENDED = "does not end"
"""What becomes of a question whose child reaches its limit of processor time."""


class Answered(msgspec.Struct):
    """What a child said.

    Attributes:
        said: its answer; empty if there is none.
        problem: why there is none.
    """

    said: str = ""
    problem: str = ""


class Limits(msgspec.Struct):
    """What a child may use up: seconds of processor time, and bytes of memory for what it makes itself."""

    seconds: int
    memory: int


class Channel(NamedTuple):
    """Where questions come from and answers go to."""

    questions: IO[str]
    answers: IO[str]


def own_channel() -> Channel:
    """The standard streams for questions and answers alone; whatever else is printed from now on goes nowhere."""
    channel = Channel(os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8"))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return channel


def serve(answer: Callable[[str], str], limits: Limits, channel: Channel) -> None:
    """Answer one question after another, until no more come."""
    gc.freeze()  # what is there before the first question is never collected, and so never copied into a child
    for line in channel.questions:
        answered = in_a_child(partial(answer, line), limits, channel.questions.fileno())
        channel.answers.write(msgspec.json.encode(answered).decode() + "\n")
        channel.answers.flush()


def in_a_child(work: Callable[[], str], limits: Limits, asker: int) -> Answered:
    """What the work comes to in a copy of this process.

    Args:
        work: what the child does.
        limits: what it may use up.
        asker: the stream of questions; if it ends meanwhile, nobody waits for the answer, and the child is ended.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, limits, writing)
    os.close(writing)
    if asker in select.select([reading, asker], [], [])[0]:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        ended = number in (signal.SIGXCPU, signal.SIGKILL)
        return Answered(problem=NOT_ENDED if ended else f"ended by {signal.Signals(number).name}")
    return msgspec.json.decode(said, type=Answered) if said else Answered(problem="ended without an answer")


def _work(work: Callable[[], str], limits: Limits, pipe: int) -> None:
    """Do the work in the child, and end it whatever happens: the parent's clean-up is not the child's."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
        try:
            answered = Answered(said=work())
        except BaseException as failure:
            answered = Answered(problem=repr(failure))
        with os.fdopen(pipe, "wb") as writing:
            writing.write(msgspec.json.encode(answered))
    finally:
        os._exit(0)
