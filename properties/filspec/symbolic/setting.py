"""The setting of a proof: what it rests on, and how it looks at a loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple, Protocol

from filspec.kit.annotations import annotations_of
from filspec.kit.engine import Over
from filspec.kit.laws import Law
from filspec.kit.transitions import transition_of
from filspec.symbolic.footprints import Footprint
from filspec.symbolic.knowledge import Fact, Spoken
from filspec.symbolic.shapes import Shape, shape_of
from filspec.symbolic.steps_in_line import StepLaws
from filspec.symbolic.tables import SymbolicTable, shape_of_group
from filspec.symbolic.terms import Term
from filspec.symbolic.values import OutsideTheSubset, SymbolicSequence
from filspec.symbolic.worlds import World, table_at


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

    @property
    def kind(self) -> str:
        """The step, what it is made for, and of which parts an item and the group consist; no other loop has it."""
        group = "" if self.group is None else f", the group being {_parts(self.group)}"
        return f"{self.name} of {self.path or 'a list'}, for each {_parts(self.item)}{group}"


def _parts(shape: Shape) -> str:
    return " ".join(leaf.removeprefix(".") or "value" for leaf, _ in shape.leaves) or "value"


def loop_of(step: Callable[..., object], over: object, group: object, world_class: type) -> Loop:
    """The kind of a loop over a table, one of its groups, or a list.

    Raises:
        OutsideTheSubset: a run does not go through it in this way.
    """
    loop = _loop_of(step, over, group, world_class)
    if _shapes_of_step(step)[0] is not loop.item:
        raise OutsideTheSubset(f"{loop.name} takes another key or item than the loop through {_called(over)} gives it")
    return loop


def _loop_of(step: Callable[..., object], over: object, group: object, world_class: type) -> Loop:
    if group is Over.ITEMS:
        if not isinstance(over, SymbolicSequence):
            raise OutsideTheSubset(f"for_each_in goes through {_called(over)}: it is for lists, for_each for tables")
        return Loop(step, "", shape_of(over.items), None)
    if not isinstance(over, SymbolicTable):
        raise OutsideTheSubset(f"for_each goes through {_called(over)}: it is for tables, for_each_in for lists")
    if group is Over.ROWS:
        return Loop(step, over.path, over.key_shape, None)
    if not table_at(world_class, over.path).paired:
        raise OutsideTheSubset(f"for_each_under goes through {over.path}, which has no groups: make it a PairTable")
    return Loop(step, over.path, over.key_shape, shape_of_group(over, group))


def _called(over: object) -> str:
    return f"the table {over.path}" if isinstance(over, SymbolicTable) else f"a value of type {type(over).__name__}"


def terms_given(step: Callable[..., object], extra: Sequence[object]) -> list[Term]:
    """What a loop gives to each step besides world and item, in the form that the step declares.

    Raises:
        OutsideTheSubset: these are other arguments than the step has.
    """
    _, *shapes = _shapes_of_step(step)
    if len(shapes) != len(extra):
        raise OutsideTheSubset(
            f"{transition_of(step).name} is given {len(extra)} arguments besides its key or item, and has {len(shapes)}"
        )
    return [term for shape, value in zip(shapes, extra, strict=True) for term in shape.flatten(value)]


@cache
def _shapes_of_step(step: Callable[..., object]) -> tuple[Shape, ...]:
    declared = transition_of(step)
    hints = annotations_of(declared.function)
    return tuple(shape_of(hints[name]) for name in declared.parameters)


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
    """

    open: frozenset[str]
    reasons: tuple[Enum, ...]
    visits: tuple[Law, ...]
    unwitnessed: tuple[str, ...]


class Steps(Protocol):
    """Who knows what steps do by themselves."""

    def shown(self, loop: Loop) -> Shown:
        """What was shown of the step of a loop."""

    def promise(self, loop: Loop) -> frozenset[Enum] | None:
        """The only reasons for which the step may be refused where a loop makes it; None where nothing is promised."""


NO_STEP_LAWS = StepLaws(())


class Setting:
    """What a proof rests on.

    Attributes:
        laws: laws of worlds, rows and keys, assumed in every world of a path.
        relations: laws of steps that may be composed, assumed over loops.
        bounds: what is known of the scalars of a world (the bounds of parameters).
        example: values of the parameters among which ordinary worlds are looked for first.
        step_laws: the laws of steps, which are shown where a loop makes the step.
        spoken: the leaves that the answer of a law depends on; None where no use is made of that, as before it is
            shown that the relations are reflexive.
    """

    def __init__(
        self,
        laws: Sequence[Law],
        relations: Sequence[Law],
        bounds: Callable[[World], Sequence[Fact]] = lambda _: (),
        example: Callable[[World], Sequence[Term]] = lambda _: (),
        step_laws: StepLaws = NO_STEP_LAWS,
        spoken: Spoken | None = None,
    ) -> None:
        self.laws, self.relations, self.bounds, self.example = tuple(laws), tuple(relations), bounds, example
        self.step_laws, self.spoken = step_laws, spoken


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
        attempts: how many attempts go on where it begins; one that begins later is undone without refusing the step.
    """

    loop: Loop
    over: object
    group: object
    extra: tuple[object, ...]
    entry: World
    open: frozenset[str]
    promise: frozenset[Enum] | None
    item: object = None
    attempts: int = 0

    def wants(self, laws: Sequence[Law]) -> tuple[Law, ...]:
        """Those of the laws that are to be shown here, because the step by itself does not show them."""
        return tuple(law for law in laws if law.name in self.open)
