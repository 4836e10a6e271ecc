"""The setting of a proof: what it rests on, and how it looks at a loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple, Protocol

from filspec.kit.laws import Law
from filspec.kit.transitions import transition_of
from filspec.symbolic.footprints import Footprint
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.shapes import Shape, shape_of, shape_of_value
from filspec.symbolic.tables import SymbolicTable
from filspec.symbolic.terms import Term
from filspec.symbolic.values import SymbolicSequence
from filspec.symbolic.worlds import World


class StepDone(BaseException):
    """The path was that of a single step of a loop, and the step is done."""


class Loop(NamedTuple):
    """A kind of loop: which step it makes, and for what.

    Attributes:
        step: the step.
        path: the table whose rows it goes through; empty for a list.
        item: the shape of the key or item that the step is given.
        group: the shape of the group of rows; None for all rows, and for a list.
    """

    step: Callable[..., object]
    path: str
    item: Shape
    group: Shape | None

    @property
    def name(self) -> str:
        """The name of the step."""
        return transition_of(self.step).name


def loop_of(step: Callable[..., object], over: object, group: object) -> Loop:
    """The kind of a loop over a table, one of its groups, or a list."""
    if isinstance(over, SymbolicTable):
        return Loop(step, over.path, over.key, None if group is None else shape_of_value(group))
    assert isinstance(over, SymbolicSequence)
    return Loop(step, "", shape_of(over.items), None)


class Footprints(Protocol):
    """Who knows what steps can write."""

    def of(self, loop: Loop) -> Footprint:
        """What the step of a loop can write."""


class Shown(NamedTuple):
    """What was shown of a step by itself: from any lawful world, for any row that is there, and any arguments.

    Attributes:
        open: the goals that were not shown; they are tried again wherever such a loop stands.
        reasons: why the step is refused, as far as that was not shown to be impossible.
        visits: the laws of visits that hold behind such a loop.
        unwitnessed: the step, and the steps of its loops, if no run of the model goes an accepted path of it.
        failed: the laws of the step, and of the steps of its loops, that were not shown and are tried nowhere else.
    """

    open: frozenset[str]
    reasons: tuple[Enum, ...]
    visits: tuple[Law, ...]
    unwitnessed: tuple[str, ...]
    failed: tuple[str, ...] = ()


class Steps(Protocol):
    """Who knows what steps do by themselves."""

    def shown(self, loop: Loop) -> Shown:
        """What was shown of the step of a loop."""

    def promise(self, loop: Loop) -> frozenset[Enum] | None:
        """The only reasons for which the step may be refused where a loop makes it; None where nothing is promised."""


class Setting:
    """What a proof rests on.

    Attributes:
        laws: laws of worlds, rows and keys, assumed in every world of a path.
        relations: laws of steps that may be composed, assumed over loops.
        bounds: what is known of the scalars of a world (the bounds of parameters).
        example: values of the parameters among which ordinary worlds are looked for first.
    """

    def __init__(
        self,
        laws: Sequence[Law],
        relations: Sequence[Law],
        bounds: Callable[[World], Sequence[Fact]] = lambda _: (),
        example: Callable[[World], Sequence[Term]] = lambda _: (),
    ) -> None:
        self.laws, self.relations, self.bounds, self.example = tuple(laws), tuple(relations), bounds, example


class Turn(NamedTuple):
    """A single step of a loop, looked at for itself.

    Attributes:
        loop: the kind of loop.
        over: the table or list that the loop goes through.
        group: the group of rows; None for all.
        extra: further arguments of the step.
        entry: the world at the beginning of the loop.
        open: the goals to be shown.
        promise: the only reasons for which the step may be refused; None where nothing is promised.
        item: the key or item of this step.
    """

    loop: Loop
    over: object
    group: object
    extra: tuple[object, ...]
    entry: World
    open: frozenset[str]
    promise: frozenset[Enum] | None
    item: object = None

    def wants(self, laws: Sequence[Law]) -> tuple[Law, ...]:
        """Those of the laws that are to be shown here, because the step by itself does not show them."""
        return tuple(law for law in laws if law.name in self.open)
