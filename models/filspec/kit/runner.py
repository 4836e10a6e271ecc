"""The runner: applies transitions to one world, all or nothing.

It accepts registered functions of linted modules only. A rejected transition leaves the world as it was; so does a
crash, which is a bug of the model and is raised again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Generic, Protocol, TypeVar, cast, runtime_checkable

from filspec.kit import linter, visits
from filspec.kit.oracles import Answers, install
from filspec.kit.records import Record
from filspec.kit.requirement import Rejected
from filspec.kit.transitions import Kind, Transition, transition_of
from filspec.kit.visits import Loop, LoopsAsked, Notes
from filspec.kit.worlds import Leaves, Part, shape_of

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
        loops: its loops that some observer asked for, in the order in which they ended; none of a refused transition.
    """

    before: Leaves
    after: Leaves
    loops: tuple[Loop, ...] = ()


Observer = Callable[[Step], None]


@runtime_checkable
class ObserverOfLoops(Protocol):
    """An observer that asks for loops as well.

    Attributes:
        loops_of: names of the steps whose loops it is to be handed, each with the leaves that it looks at.
    """

    loops_of: LoopsAsked

    def __call__(self, step: Step, /) -> None:
        """Look at one applied transition."""


class Runner(Generic[W]):
    """Applies transitions to a world.

    Args:
        world: the world to change.
        answers: the rung of the proof ladder that answers oracles.
        observers: called after each transition, while its rung still answers; one that raises stops the run. One
            that has ``loops_of`` is handed the loops of these steps as well.
    """

    def __init__(self, world: W, answers: Answers | None = None, observers: tuple[Observer, ...] = ()) -> None:
        self.world = world
        self.answers: Answers = answers or {}
        self._shape = shape_of(type(world))
        self.observers = observers

    @property
    def observers(self) -> tuple[Observer, ...]:
        """Who is called after each transition."""
        return self._observers

    @observers.setter
    def observers(self, observers: tuple[Observer, ...]) -> None:
        self._observers = observers
        asked: dict[str, frozenset[str]] = {}
        for observer in observers:
            for name, paths in observer.loops_of.items() if isinstance(observer, ObserverOfLoops) else ():
                asked[name] = paths | asked.get(name, frozenset())
        self._loops_of = {name: self._shape.part(paths) for name, paths in asked.items()}

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
            if not self._observers:
                return self._run(transition, arguments, before)
            receipt, loops = self._noted(transition, arguments, before)
            self._observe(declared, arguments, before, receipt, loops)
            return receipt
        finally:
            install(outer)

    def _noted(
        self, transition: Callable[..., object], arguments: tuple[object, ...], before: Leaves
    ) -> tuple[Receipt, tuple[Loop, ...]]:
        """Run, and note the loops that observers ask for; a refused transition has none that stand."""
        if not self._loops_of:
            return self._run(transition, arguments, before), ()
        notes = Notes(self.world, cast("Mapping[str, Part[object]]", self._loops_of))
        outer = visits.install(notes)
        try:
            receipt = self._run(transition, arguments, before)
        finally:
            visits.install(outer)
        return receipt, tuple(notes.loops) if receipt.accepted else ()

    def _run(self, transition: Callable[..., object], arguments: tuple[object, ...], before: Leaves) -> Receipt:
        try:
            return Receipt(accepted=True, reason=None, answer=transition(self.world, *arguments))
        except Rejected as rejection:
            self._shape.restore(self.world, before)
            return Receipt(accepted=False, reason=rejection.reason, answer=None)
        except BaseException:
            self._shape.restore(self.world, before)
            raise

    def _observe(
        self,
        declared: Transition,
        arguments: tuple[object, ...],
        before: Leaves,
        receipt: Receipt,
        loops: tuple[Loop, ...],
    ) -> None:
        after = self._shape.leaves(self.world)
        step = Step(
            transition=declared, arguments=arguments, before=before, after=after, receipt=receipt, loops=loops
        )  # fmt: skip
        for observer in self._observers:
            observer(step)
