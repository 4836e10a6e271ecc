"""Oracles: where the world outside the chain enters.

An actor asks an oracle what no state can tell: is this seal valid, did this key sign that, what was the randomness of
that epoch. In a proof an oracle is an uninterpreted function: the same arguments, the same answer, nothing else. (One
that is given the world may answer anything.) In a run the answers come from one rung of the proof ladder, which the
runner installs for as long as a message runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar, cast

from filspec.kit import engine, trace
from filspec.kit.transitions import Kind, called_as, register

P = ParamSpec("P")
T = TypeVar("T")

Answers = Mapping[str, Callable[..., object]]
"""The answer of each oracle, by the oracle's name."""

_answers: Answers = {}


def oracle(owner: str, label: str = "", reply: str = "") -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare a question to the world outside the chain. Its body is ``return unanswered()``."""

    def declare(function: Callable[P, T]) -> Callable[P, T]:
        transition = register(function, Kind.ORACLE, owner, label, reply)

        @wraps(function)
        def asked(*arguments: P.args, **named: P.kwargs) -> T:
            given = transition.in_order(arguments, named)
            if engine.active is not None:
                return cast(T, engine.active.ask(function, given))
            answer = _answers.get(transition.name)
            if answer is None:
                raise LookupError(
                    f"nobody answers the oracle {transition.name}: give the runner a rung of the proof ladder"
                )
            recorder = trace.active
            if recorder is None or not owner:
                return cast(T, answer(*given))
            shown = tuple(zip(transition.parameters, given[-len(transition.parameters) :], strict=False))
            return cast(T, recorder.call(owner, transition.label, reply, shown, lambda: answer(*given)))

        return called_as(transition, asked)

    return declare


def unanswered() -> NoReturn:
    """The body of every oracle: its answer never comes from the model itself.

    Raises:
        LookupError: always; the decorated function asks the installed rung instead.
    """
    raise LookupError("an oracle was called without its decorator")


def install(answers: Answers) -> Answers:
    """Let oracles be answered from this rung from now on; the rung that answered so far."""
    global _answers
    before, _answers = _answers, answers
    return before


@contextmanager
def answering(answers: Answers) -> Iterator[None]:
    """Let oracles be answered from this rung until the block ends."""
    before = install(answers)
    try:
        yield
    finally:
        install(before)
