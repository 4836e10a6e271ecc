"""Telling: a story with all its arguments is run by the ordinary runner, and only what that shows has happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from filspec.kit import trace
from filspec.kit.laws import Law
from filspec.kit.oracles import Answers
from filspec.kit.runner import Receipt, Runner
from filspec.kit.trace import Recorder
from filspec.kit.transitions import transition_of
from filspec.kit.worlds import fork
from filspec.laws.broken import LawBroken
from filspec.laws.checker import LawChecker
from filspec.symbolic.computation import CRASHES
from filspec.symbolic.reach.positions import Sent
from filspec.symbolic.worlds import World


class ToldStep(NamedTuple):
    """A message of a run.

    Attributes:
        epoch: when it was sent.
        message: its name.
        arguments: names and values.
        receipt: what became of it.
    """

    epoch: int
    message: str
    arguments: tuple[tuple[str, object], ...]
    receipt: Receipt


class Told(NamedTuple):
    """A run.

    Attributes:
        steps: its messages.
        world: the world at its end.
        broken: the law that the last message broke, if one was broken.
        crash: how it crashed; empty if it did not.
        recorder: its trace.
    """

    steps: tuple[ToldStep, ...]
    world: World
    broken: LawBroken | None
    crash: str
    recorder: Recorder


def tell(genesis: World, sent: Sequence[Sent], answers: Answers, laws: Sequence[Law]) -> Told:
    """Run messages from genesis under these laws, until one is broken or a message crashes."""
    world, recorder, steps = fork(genesis), Recorder(), list[ToldStep]()
    checker = LawChecker(laws)
    runner = Runner(world, answers, (checker,))
    with trace.recording(recorder):
        for transition, arguments in sent:
            declared, epoch = transition_of(transition), world.epoch
            trace.enter_epoch(epoch)
            named = tuple(zip(declared.parameters, arguments, strict=True))
            broken, crash, receipt = None, "", Receipt(accepted=True, reason=None, answer=None)
            try:
                receipt = runner.apply(transition, *arguments)
            except LawBroken as found:
                broken, receipt = found, receipt if found.step is None else found.step.receipt
            except CRASHES as failure:
                crash = repr(failure)
                receipt = Receipt(accepted=False, reason=None, answer=None)
            steps.append(ToldStep(epoch, declared.name, named, receipt))
            if broken or crash:
                return Told(tuple(steps), world, broken, crash, recorder)
    return Told(tuple(steps), world, None, "", recorder)
