"""Differences: which keys of a table differ between two of its states.

Persistent maps do not tell what two of them share, so all rows are looked at; but each only by identity, in loops that
run inside the interpreter and not in Python (no row is None). A table with two-part keys is compared group by group
first, and a group that is the same map is the same. What was compared last is remembered, for sums and laws ask for the
same difference.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from itertools import chain, compress, filterfalse, repeat
from operator import is_not
from typing import NamedTuple, cast

from immutables import Map

Rows = Map[Hashable, object]

_REMEMBERED = 32


class Difference(NamedTuple):
    """What differs between an older and a newer state of a table.

    Attributes:
        written: keys that have another row in the newer state, or have one for the first time.
        added: those of them that have one for the first time.
        removed: keys that have no row in the newer state.
    """

    written: frozenset[Hashable]
    added: frozenset[Hashable]
    removed: frozenset[Hashable]


Columns = tuple[Collection[Hashable], Collection[object]]
"""Keys of a table, and their rows in the same order."""

_NOTHING = frozenset[Hashable]()
NO_DIFFERENCE = Difference(_NOTHING, _NOTHING, _NOTHING)

_known: dict[tuple[int, int, bool], tuple[Rows, Rows, Difference]] = {}
_moved: dict[tuple[int, int, bool], tuple[Rows, Rows, Columns, Columns]] = {}


def difference(old: Rows, new: Rows, in_groups: bool) -> Difference:
    """What differs between two states of a table; of one with two-part keys, in groups, the keys have both parts."""
    if old is new:
        return NO_DIFFERENCE
    at = (id(old), id(new), in_groups)
    found = _known.get(at)
    if found is None or found[0] is not old or found[1] is not new:
        found = (old, new, _in_groups(old, new) if in_groups else _plain(old, new))
        while len(_known) >= _REMEMBERED:
            del _known[next(iter(_known))]
        _known[at] = found
    return found[2]


def moved_rows(old: Rows, new: Rows, in_groups: bool) -> tuple[Columns, Columns]:
    """The rows of the older state that the newer does not have, and those of the newer that the older does not have."""
    at = (id(old), id(new), in_groups)
    found = _moved.get(at)
    if found is None or found[0] is not old or found[1] is not new:
        written, added, removed = difference(old, new, in_groups)
        gone = (written - added) | removed if added or removed else written
        found = (old, new, columns_at(old, gone, in_groups), columns_at(new, written, in_groups))
        while len(_moved) >= _REMEMBERED:
            del _moved[next(iter(_moved))]
        _moved[at] = found
    return found[2:]


def columns_at(rows: Rows, keys: Collection[Hashable], in_groups: bool) -> Columns:
    """These keys of a state of a table, and their rows."""
    if not in_groups:
        return keys, list(map(rows.__getitem__, keys))
    pairs = cast("Collection[tuple[Hashable, Hashable]]", keys)
    return keys, [cast(Rows, rows[group])[member] for group, member in pairs]


def count_of(rows: Rows, in_groups: bool) -> int:
    """How many rows a state of a table has."""
    return sum(map(len, cast("Iterable[Rows]", rows.values()))) if in_groups else len(rows)


def _plain(old: Rows, new: Rows) -> Difference:
    was = list(map(old.get, new))
    written = frozenset(compress(new, map(is_not, new.values(), was)))
    added = frozenset(filterfalse(old.__contains__, written)) if None in was else _NOTHING
    if len(new) - len(added) == len(old):
        return Difference(written, added, _NOTHING)
    return Difference(written, added, frozenset(filterfalse(new.__contains__, old)))


def _in_groups(old: Rows, new: Rows) -> Difference:
    groups = _plain(old, new)
    at = list(groups.written | groups.removed)
    found = [_plain(_members(old, group), _members(new, group)) for group in at]
    return Difference(
        written=_whole_keys(at, [of_group.written for of_group in found]),
        added=_whole_keys(at, [of_group.added for of_group in found]),
        removed=_whole_keys(at, [of_group.removed for of_group in found]),
    )


def _whole_keys(groups: Iterable[Hashable], members: Iterable[frozenset[Hashable]]) -> frozenset[Hashable]:
    """The keys with both parts."""
    return frozenset(chain.from_iterable(map(zip, map(repeat, groups), members)))


def _members(rows: Rows, group: Hashable) -> Rows:
    return cast(Rows, rows.get(group, Map()))
