"""Shrinking: a world in which something goes wrong, without the rows that have nothing to do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from filspec.kit.worlds import fork
from filspec.symbolic.loop_replay import run_again
from filspec.symbolic.replay import Replay
from filspec.symbolic.worlds import World, at, layout_of


def smaller(found: Replay, goes_wrong: Callable[[Replay], bool]) -> Replay:
    """The same failure from a lawful world of as few rows as possible, one being left out at a time.

    Args:
        found: a run that goes wrong.
        goes_wrong: whether another run, from a lawful world, does so in the same way.
    """
    for path, key in _rows_of(found.instance.world):
        world = fork(found.instance.world)
        del at(world, path)[key]
        again = run_again(found, found.instance._replace(world=world, foreseen={}))
        if not again.unlawful and goes_wrong(again):
            found = again
    return found


def _rows_of(world: World) -> Iterator[tuple[str, object]]:
    """All rows of all tables, by path and key."""
    for table in layout_of(type(world)).tables:
        for key in at(world, table.path).keys_in_order():
            yield table.path, key
