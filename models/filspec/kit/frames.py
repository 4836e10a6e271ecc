"""Frames: what a message may change, and that all else stays.

Two worlds are compared by value: a row that was written as it was before has not changed. In a run a leaf that is the
same object is known to be equal without a look at it; in a proof the engine is asked, which knows what was written.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import compress
from operator import is_not
from typing import TypeVar, cast

from immutables import Map

from filspec.kit import engine
from filspec.kit.differences import moved_rows
from filspec.kit.records import Record
from filspec.kit.tables import in_order
from filspec.kit.worlds import Leaves, Shape, shape_of

W = TypeVar("W")


class Rows(Record):
    """The rows of a table that may change, or all of a leaf.

    Attributes:
        keys: the keys of single rows.
        groups: the groups of a table with two-part keys all of whose rows may change.
        everything: whether the whole leaf may change.
    """

    keys: tuple[object, ...] = ()
    groups: tuple[object, ...] = ()
    everything: bool = False


Changes = Mapping[str, Rows]
"""What may change, by the dotted path of the leaf from the world."""

NO_ROWS = Rows()
"""Nothing of the leaf."""

Leaf = tuple[str, bool | None, object, object]
"""A leaf that was written: its path, whether its keys have two parts (None if it is no table), before and after."""

ANYTHING = Rows(everything=True)
"""The whole leaf: a value that is no table, or a table whose rows a loop writes."""

NOTHING_CHANGES: Changes = {}
"""A frame in which nothing may change."""


def rows(*keys: object) -> Rows:
    """Single rows, by their keys."""
    return Rows(keys=keys)


def rows_under(*groups: object) -> Rows:
    """All rows of some groups."""
    return Rows(groups=groups)


def unchanged(before: object, after: object, *paths: str) -> bool:
    """Whether the leaves at these paths have the same value in both worlds.

    Raises:
        ValueError: the world has no such leaf.
    """
    _require_known(before, paths)
    if engine.active is not None:
        return cast(bool, engine.active.unchanged(before, after, paths))
    return confined(before, after, {path: ANYTHING for path in shape_of(type(before)).paths if path not in paths})


def changes_only(before: object, after: object, *paths: str) -> bool:
    """Whether all leaves but those at these paths have the same value in both worlds.

    Raises:
        ValueError: the world has no such leaf.
    """
    if engine.active is not None:
        _require_known(before, paths)
        others = [path for path in shape_of(type(before)).paths if path not in paths]
        return unchanged(before, after, *others)
    return confined(before, after, dict.fromkeys(paths, ANYTHING))


def confined(before: object, after: object, changes: Changes) -> bool:
    """Whether the worlds differ only in what may change.

    Raises:
        ValueError: the world has no such leaf.
    """
    _require_known(before, changes)
    if engine.active is not None:
        return cast(bool, engine.active.confined(before, after, changes))
    return next(strays(before, after, changes), None) is None


def confined_between(shape: Shape[W], before: Leaves, after: Leaves, changes: Changes) -> bool:
    """The same of two states of an ordinary world, which need not be looked at as worlds for that.

    Raises:
        ValueError: the world has no such leaf.
    """
    shape.require_known(changes)
    return next(_strays_between(shape, before, after, changes), None) is None


def strays(before: object, after: object, changes: Changes) -> Iterator[str]:
    """What differs between two ordinary worlds and may not: the path, or the path and the key of the row."""
    shape = shape_of(type(before))
    return _strays_between(shape, shape.leaves(before), shape.leaves(after), changes)


def _strays_between(shape: Shape[W], before: Leaves, after: Leaves, changes: Changes) -> Iterator[str]:
    for path, in_groups, old, new in _rewritten(shape, before, after):
        allowed = changes.get(path, NO_ROWS)
        if not allowed.everything:
            yield from _strays(path, in_groups, old, new, allowed)


def _require_known(world: object, paths: Iterable[str]) -> None:
    shape_of(type(world)).require_known(paths)


def _rewritten(shape: Shape[W], before: Leaves, after: Leaves) -> Iterator[Leaf]:
    """The leaves that are not the same object in both states; all others are equal without a look at them."""
    return compress(zip(shape.paths, shape.in_groups, before, after, strict=True), map(is_not, before, after))


def _strays(path: str, in_groups: bool | None, old: object, new: object, allowed: Rows) -> list[str]:
    """What of a leaf differs and may not."""
    if in_groups is None:
        return [path] if old != new else []
    was, now = cast("Map[Hashable, object]", old), cast("Map[Hashable, object]", new)
    (gone, old_rows), (come, new_rows) = moved_rows(was, now, in_groups)
    found = [key for key in (come if gone is come else {*gone, *come}) if key not in allowed.keys]
    if found and allowed.groups:
        found = [key for key in found if cast("tuple[object, object]", key)[0] not in allowed.groups]
    if found:
        old_by_key, new_by_key = dict(zip(gone, old_rows, strict=True)), dict(zip(come, new_rows, strict=True))
        found = [key for key in found if key not in old_by_key or old_by_key[key] != new_by_key.get(key)]
    return [f"{path}[{key}]" for key in in_order(found)] if found else []
