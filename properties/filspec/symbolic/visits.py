"""Laws of visits: what a loop does to each row it comes to, shown of a single turn.

A law of visits relates the world at the beginning of a loop to the world behind it, for each row of the beginning. It
follows from four facts about one turn, by induction over the turns: the turn makes it true of its own row; the turns of
other rows neither take a row away before it is visited, nor prepare what its visit would have to find otherwise, nor
undo what it did.
"""

from __future__ import annotations

from collections.abc import Sequence

from filspec.kit.laws import Law
from filspec.symbolic.executor import Executor
from filspec.symbolic.instances import Visit, visit_at
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.outcomes import Goal
from filspec.symbolic.setting import Loop
from filspec.symbolic.tables import Key
from filspec.symbolic.terms import FALSE, Term, all_equal, conjunction, implication
from filspec.symbolic.worlds import World, at, unknown_world


def visits_hold(laws: Sequence[Law], loop: Loop, arguments: Sequence[object], executor: Executor) -> list[Goal]:
    """What has to be shown of the turn that the executor has run with these arguments, for each law of visits."""
    item, *extra = arguments
    key = tuple(loop.item.flatten(item))
    return [goal for law in laws for goal in _goals(law, loop, key, tuple(extra), executor)]


def _goals(law: Law, loop: Loop, key: Key, extra: tuple[object, ...], executor: Executor) -> list[Goal]:
    start, after = executor.start, executor.world
    earlier, later = (unknown_world(executor.world_class, f"#{when}", executor) for when in ("earlier", "later"))
    other = loop.item.unknown_terms(name_in(Space.OTHER_ROW, loop.path))
    executor.touch(loop.path, other)
    differs = implication(all_equal(other, key), FALSE)

    def said(before: World, behind: World, place: Key) -> Term:
        return visit_at(law, Visit(loop.path, (), extra, before, behind), place)

    was, stays = at(start, loop.path).has(other), at(after, loop.path).has(other)
    claims = [
        said(start, after, key),
        implication(conjunction([differs, was]), stays),
        implication(conjunction([differs, was, said(after, later, other)]), said(start, later, other)),
        implication(conjunction([differs, said(earlier, start, other)]), said(earlier, after, other)),
    ]
    return [Goal(law.name, claim) for claim in claims]
