"""Visits: what the loops of a message did, for observers that ask for it.

A loop that ran to its end is noted with what observers look at of the worlds at both of its ends. A refusal undoes what
a loop did, and its note with it: nothing that was undone is ever judged. With no observer that asks, a loop costs one
test more.
"""

from __future__ import annotations

from collections.abc import Mapping

from filspec.kit.records import Record
from filspec.kit.transitions import Transition
from filspec.kit.worlds import Leaves, Part

LoopsAsked = Mapping[str, frozenset[str]]
"""The names of the steps whose loops an observer asks for, and the paths of the leaves that it looks at in each."""


class Loop(Record):
    """One loop over rows, as it stands at the end of its message.

    Attributes:
        step: what it called for each row.
        keys: the rows there were at its beginning, in order, whether their turn came or not.
        extra: what the step is given besides world and key.
        part: the leaves that observers look at.
        before: these leaves at its beginning.
        after: these leaves at its end.
    """

    step: Transition
    keys: tuple[object, ...]
    extra: tuple[object, ...]
    part: Part[object]
    before: Leaves
    after: Leaves


class Notes:
    """The loops of one message, in the order in which they ended.

    Args:
        world: the world of the message; loops over any other are not noted.
        asked: the names of the steps whose loops are asked for, and what is read of the world at both ends.
    """

    def __init__(self, world: object, asked: Mapping[str, Part[object]]) -> None:
        self.world, self.asked = world, asked
        self.loops: list[Loop] = []

    def part_for(self, step: Transition, world: object) -> Part[object] | None:
        """What is read at the ends of a loop of this step over this world; None if nobody asks for it."""
        return self.asked.get(step.name) if world is self.world else None

    def add(
        self,
        step: Transition,
        keys: tuple[object, ...],
        extra: tuple[object, ...],
        part: Part[object],
        before: Leaves,
    ) -> None:
        """Note a loop that ends now."""
        after = part.leaves(self.world)
        self.loops.append(Loop(step=step, keys=keys, extra=extra, part=part, before=before, after=after))


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
