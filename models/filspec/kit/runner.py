"""The runner: applies transitions to one world, all or nothing.

It accepts registered functions of linted modules only. A rejected transition leaves the world as it was; so does a
crash, which is a bug of the model and is raised again.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Generic, TypeVar

from filspec.kit import linter
from filspec.kit.oracles import Answers, install
from filspec.kit.records import Record
from filspec.kit.requirement import Rejected
from filspec.kit.transitions import Kind, Transition, transition_of
from filspec.kit.worlds import Leaves, shape_of

W = TypeVar("W")


class Receipt(Record):
    """What became of a transition.

    Attributes:
        accepted: whether its effects stand.
        reason: why it was refused; None when accepted.
        answer: what it returned; None when refused.
    """

    accepted: bool
    reason: Enum | None
    answer: object


class Sent(Record):
    """One applied transition, as a law sees it: what was asked, and what became of it.

    Attributes:
        transition: what was applied.
        arguments: its arguments, the world left out.
        receipt: what became of it.
    """

    transition: Transition
    arguments: tuple[object, ...]
    receipt: Receipt


class Step(Sent):
    """One applied transition, as an observer sees it: with the state of the world before and after.

    Attributes:
        before: the leaves of the world before.
        after: the leaves of the world after.
    """

    before: Leaves
    after: Leaves


Observer = Callable[[Step], None]


class Runner(Generic[W]):
    """Applies transitions to a world.

    Args:
        world: the world to change.
        answers: the rung of the proof ladder that answers oracles.
        observers: called after each transition, while its rung still answers; one that raises stops the run.
    """

    def __init__(self, world: W, answers: Answers | None = None, observers: tuple[Observer, ...] = ()) -> None:
        self.world = world
        self.answers: Answers = answers or {}
        self.observers = observers
        self._shape = shape_of(type(world))

    def apply(self, transition: Callable[..., object], *arguments: object) -> Receipt:
        """Apply a message, or an implicit transition, to the world.

        Raises:
            TypeError: the function is not a registered transition.
            LintError: its module leaves the provable subset.
        """
        declared = transition_of(transition)
        if declared.kind in (Kind.PURE, Kind.ORACLE):
            raise TypeError(f"{declared.name} is no transition: it is {declared.kind.value}")
        linter.require_linted(declared.function.__module__)
        outer = install(self.answers)
        try:
            before = self._shape.leaves(self.world)
            receipt = self._run(transition, arguments, before)
            if self.observers:
                self._observe(declared, arguments, before, receipt)
            return receipt
        finally:
            install(outer)

    def _run(self, transition: Callable[..., object], arguments: tuple[object, ...], before: Leaves) -> Receipt:
        try:
            return Receipt(accepted=True, reason=None, answer=transition(self.world, *arguments))
        except Rejected as rejection:
            self._shape.restore(self.world, before)
            return Receipt(accepted=False, reason=rejection.reason, answer=None)
        except BaseException:
            self._shape.restore(self.world, before)
            raise

    def _observe(self, declared: Transition, arguments: tuple[object, ...], before: Leaves, receipt: Receipt) -> None:
        after = self._shape.leaves(self.world)
        step = Step(transition=declared, arguments=arguments, before=before, after=after, receipt=receipt)
        for observer in self.observers:
            observer(step)
