"""Visits: what the loops of a message did, for observers that ask for it.

A loop that ran to its end is noted with the worlds at both of its ends. A refusal undoes what a loop did, and its note
with it: nothing that was undone is ever judged. With no observer that asks, a loop costs one test more.
"""

from __future__ import annotations

from collections.abc import Callable

from filspec.kit.records import Record
from filspec.kit.transitions import Transition, transition_of
from filspec.kit.worlds import Leaves, shape_of


class Loop(Record):
    """One loop over rows, as it stands at the end of its message.

    Attributes:
        step: what it called for each row.
        keys: the rows there were at its beginning, in order, whether their turn came or not.
        extra: what the step is given besides world and key.
        before: the leaves of the world at its beginning.
        after: the leaves of the world at its end.
    """

    step: Transition
    keys: tuple[object, ...]
    extra: tuple[object, ...]
    before: Leaves
    after: Leaves


class Notes:
    """The loops of one message, in the order in which they ended.

    Args:
        world: the world of the message; loops over any other are not noted.
        steps: names of the steps whose loops are asked for.
    """

    def __init__(self, world: object, steps: frozenset[str]) -> None:
        self.world, self.steps = world, steps
        self.loops: list[Loop] = []

    def wants(self, step: Callable[..., object], world: object) -> bool:
        """Whether a loop of this step over this world is asked for."""
        return world is self.world and transition_of(step).name in self.steps

    def add(self, step: Callable[..., object], keys: list[object], extra: tuple[object, ...], before: Leaves) -> None:
        """Note a loop that ends now."""
        after = shape_of(type(self.world)).leaves(self.world)
        self.loops.append(Loop(step=transition_of(step), keys=tuple(keys), extra=extra, before=before, after=after))


active: Notes | None = None


def install(notes: Notes | None) -> Notes | None:
    """Note loops here from now on; where they were noted so far."""
    global active
    before, active = active, notes
    return before


def mark() -> int:
    """How many loops are noted by now."""
    return len(active.loops) if active is not None else 0


def forget_after(noted: int) -> None:
    """Forget the loops noted since this mark: what they did is undone."""
    if active is not None:
        del active.loops[noted:]
