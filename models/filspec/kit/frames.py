"""Frames: what a message may change, and that all else stays.

Two worlds are compared by value: a row that was written as it was before has not changed. In a run a leaf that is the
same object is known to be equal without a look at it; in a proof the engine is asked, which knows what was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import cast

from filspec.kit import engine
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table, in_order
from filspec.kit.worlds import shape_of


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
    return not any(stray for path in paths for stray in _strays(before, after, path, Rows()))


def changes_only(before: object, after: object, *paths: str) -> bool:
    """Whether all leaves but those at these paths have the same value in both worlds.

    Raises:
        ValueError: the world has no such leaf.
    """
    _require_known(before, paths)
    others = [path for path in shape_of(type(before)).paths if path not in paths]
    return unchanged(before, after, *others)


def confined(before: object, after: object, changes: Changes) -> bool:
    """Whether the worlds differ only in what may change.

    Raises:
        ValueError: the world has no such leaf.
    """
    _require_known(before, tuple(changes))
    if engine.active is not None:
        return cast(bool, engine.active.confined(before, after, changes))
    return next(strays(before, after, changes), None) is None


def strays(before: object, after: object, changes: Changes) -> Iterator[str]:
    """What differs between two ordinary worlds and may not: the path, or the path and the key of the row."""
    for path in shape_of(type(before)).paths:
        allowed = changes.get(path, Rows())
        if not allowed.everything:
            yield from _strays(before, after, path, allowed)


def _require_known(world: object, paths: Sequence[str]) -> None:
    known = shape_of(type(world)).paths
    for path in paths:
        if path not in known:
            raise ValueError(f"the world has no leaf {path!r}; its leaves are {', '.join(known)}")


def _strays(before: object, after: object, path: str, allowed: Rows) -> Iterator[str]:
    old, new = attrgetter(path)(before), attrgetter(path)(after)
    if not isinstance(old, Table):
        if old is not new and old != new:
            yield path
    elif old.rows is not new.rows:
        for key in _differing_keys(old, new):
            grouped = isinstance(old, PairTable) and cast(tuple[object, object], key)[0] in allowed.groups
            if key not in allowed.keys and not grouped:
                yield f"{path}[{key}]"


def _differing_keys(old: Table[object, object], new: Table[object, object]) -> list[object]:
    """The keys whose rows differ, ascending."""
    keys: dict[object, None] = dict.fromkeys((*_keys_that_may_differ(old, new), *_keys_that_may_differ(new, old)))
    return in_order(key for key in keys if _differs(old, new, key))


def _keys_that_may_differ(one: Table[object, object], other: Table[object, object]) -> Iterator[object]:
    """The keys of a table, without those of groups that are the same object in both."""
    if not isinstance(one, PairTable):
        yield from one.rows
        return
    for group, members in one.rows.items():
        if other.rows.get(group) is not members:
            yield from ((group, member) for member in members)


def _differs(old: Table[object, object], new: Table[object, object], key: object) -> bool:
    was, now = old.get(key, None), new.get(key, None)
    return was is not now and was != now
