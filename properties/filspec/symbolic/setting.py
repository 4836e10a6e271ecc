"""The setting of a proof: what it rests on, and how it looks at a loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from filspec.kit.laws import Law
from filspec.symbolic.footprints import Footprint
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.terms import Term
from filspec.symbolic.worlds import World


class StepDone(BaseException):
    """The path was that of a single step of a loop, and the step is done."""


class Footprints(Protocol):
    """Who knows what steps can write."""

    def of(self, step: Callable[..., object], over: object, group: object) -> Footprint:
        """What the step of a loop over these rows or items can write."""


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
        step: the step.
        over: the table or list that the loop goes through.
        group: the group of rows; None for all.
        extra: further arguments of the step.
        entry: the world at the beginning of the loop.
        item: the key or item of this step.
    """

    step: Callable[..., object]
    over: object
    group: object
    extra: tuple[object, ...]
    entry: World
    item: object = None
