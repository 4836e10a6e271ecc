"""Tracing: the footprint of a step, from running it once on unknown values on all its paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from filspec.kit.annotations import annotations_of
from filspec.kit.transitions import transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.footprints import Footprint, Pattern, pattern_of
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.setting import Loop, Setting
from filspec.symbolic.shapes import shape_of, terms_of
from filspec.symbolic.terms import Term, all_equal, known_truth
from filspec.symbolic.values import OutsideTheSubset
from filspec.symbolic.worlds import scalar_terms


class Tracer:
    """Finds and remembers what steps can write.

    Args:
        world_class: the model's world.
    """

    def __init__(self, world_class: type) -> None:
        self._world_class = world_class
        self._found: dict[Loop, Footprint] = {}
        self._being_traced: list[Loop] = []

    def of(self, loop: Loop) -> Footprint:
        """What the step of such a loop can write."""
        if loop not in self._found:
            if loop in self._being_traced:
                raise OutsideTheSubset(f"the step {loop.name} loops over itself")
            self._being_traced.append(loop)
            try:
                self._found[loop] = self._trace(loop)
            finally:
                self._being_traced.pop()
        return self._found[loop]

    @property
    def traced(self) -> tuple[Loop, ...]:
        """The kinds of loops that were traced, those in the step of a loop before it."""
        return tuple(self._found)

    def _trace(self, loop: Loop) -> Footprint:
        step, item = loop.step, loop.item
        extra = unknown_arguments(step)[1:]
        of_group = [] if loop.group is None else loop.group.flatten(loop.group.unknown(name_in(Space.GROUP)))
        rest = item.flatten(unknown_item(loop))[len(of_group) :]
        given = [*of_group, *terms_of(extra)]
        value = item.symbolic([*of_group, *rest])
        columns: set[tuple[str, int, Pattern]] = set()
        scalars: set[str] = set()
        executor = _unassuming(self._world_class, self)
        with executor.installed():
            for outcome in executor.explore(lambda world: step(world, value, *extra)):
                if outcome.ending is Ending.ACCEPTED:
                    columns |= {(path, column, pattern_of(key, given)) for path, column, key in executor.writes}
                    scalars |= _changed(scalar_terms(executor.before), scalar_terms(executor.world))
        return Footprint(_widest(columns), frozenset(scalars))


def loops_of(transition: Callable[..., object], world_class: type) -> tuple[Loop, ...]:
    """The kinds of loops on all paths of a transition, possible or not; those in the step of a loop before it."""
    tracer, declared = Tracer(world_class), transition_of(transition)
    executor = _unassuming(world_class, tracer)
    arguments = unknown_arguments(transition)
    with executor.installed():
        for _ in executor.explore(lambda world: declared.function(world, *arguments)):
            pass
    return tracer.traced


def unknown_item(loop: Loop) -> object:
    """The key or item that a step by itself is given."""
    return loop.item.unknown(name_in(Space.ITEM))


def unknown_arguments(transition: Callable[..., object]) -> list[object]:
    """What a transition is given besides the world: unknowns that are named like none of a world."""
    declared = transition_of(transition)
    hints = annotations_of(declared.function)
    return [shape_of(hints[name]).unknown(name_in(Space.ARGUMENT, name)) for name in declared.parameters]


def _unassuming(world_class: type, tracer: Tracer) -> Executor:
    """An executor that goes all paths and assumes nothing."""
    return Executor(world_class, Setting((), ()), tracer, None, lambda _: True, lambda _: [])


def _changed(before: dict[str, list[Term]], after: dict[str, list[Term]]) -> set[str]:
    return {path for path, terms in before.items() if known_truth(all_equal(terms, after[path])) is not True}


def _widest(columns: set[tuple[str, int, Pattern]]) -> frozenset[tuple[str, int, Pattern]]:
    """The patterns that no wider pattern of the same column contains."""
    return frozenset(
        (path, column, pattern)
        for path, column, pattern in columns
        if not any(
            other != pattern and (path, column) == (table, place) and _contains(other, pattern)
            for table, place, other in columns
        )
    )


def _contains(wide: Sequence[object], narrow: Sequence[object]) -> bool:
    return all(part is None or part == other for part, other in zip(wide, narrow, strict=True))
