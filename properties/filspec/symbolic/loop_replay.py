"""Replay of loops: a law of visits is judged by what the whole loop does to an ordinary world.

What refutes such a law is found in a single turn. It is confirmed only where the loop itself, run by the ordinary model
from a lawful world, leaves a row of its beginning otherwise than the law says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filspec.kit import engine
from filspec.kit.laws import Law, Quantifier
from filspec.kit.loops import for_each, for_each_under
from filspec.kit.oracles import answering
from filspec.kit.requirement import Rejected
from filspec.kit.worlds import fork
from filspec.symbolic.computation import CRASHES
from filspec.symbolic.concrete import Instance
from filspec.symbolic.replay import Broken, Replay, broken_laws, judged, replay
from filspec.symbolic.setting import Loop
from filspec.symbolic.worlds import World, at


def replay_loop(loop: Loop, instance: Instance, laws: Sequence[Law]) -> Replay:
    """Run the loop that comes to an item: through the rows of its table, or those of the item's group.

    Args:
        loop: the kind of loop.
        instance: the world, and what the step is given: an item and further arguments.
        laws: what the run is judged by.
    """
    before, after = fork(instance.world), fork(instance.world)
    item, *extra = instance.arguments
    group = None if loop.group is None else item[0]  # type: ignore[index]
    with engine.answered_by(None), answering(instance.answers):
        unlawful = broken_laws(laws, before, before, instance.keys)
        failed: tuple[Broken, ...] = ()
        try:
            if group is None:
                for_each(at(after, loop.path), loop.step, after, *extra)
            else:
                for_each_under(at(after, loop.path), group, loop.step, after, *extra)
            ending = "accepted"
            failed = tuple(_failed(loop, laws, before, after, group, tuple(extra)))
        except Rejected as rejected:
            after, ending = before, f"refused for {rejected.reason.name}"
        except CRASHES as crash:
            after, ending = before, f"crashed with {crash!r}"
    return Replay(instance, loop.step, tuple(laws), after, unlawful, failed, ending, (), loop)


def run_again(found: Replay, instance: Instance) -> Replay:
    """Run what was run, from another world or with other arguments."""
    if found.loop is None:
        return replay(found.transition, instance, found.laws)
    return replay_loop(found.loop, instance, found.laws)


def _failed(
    loop: Loop, laws: Sequence[Law], before: World, after: World, group: object, extra: tuple[object, ...]
) -> Iterator[Broken]:
    table = at(before, loop.path)
    keys = table.keys_in_order() if group is None else table.keys_under(group)
    for law in laws:
        if law.quantifier is Quantifier.VISIT and law.path == loop.name:
            cases = ((before, after, key, *extra) for key in keys)
            found = next((case for case in cases if not judged(law, case)), None)
            if found is not None:
                yield Broken(law, found)
