"""Differences: which keys of a table differ between two of its states.

Persistent maps do not tell what two of them share, so all rows are looked at; but each only by identity (no row is
None). A table with two-part keys is compared group by group
first, and a group that is the same map is the same. What was compared last is remembered, for sums and laws ask for the
same difference.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from itertools import chain, filterfalse, repeat
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


class Compared(NamedTuple):
    """Two states of a table, and all that differs between them.

    Attributes:
        old: the older state.
        new: the newer state.
        difference: the keys that differ.
        gone: the rows of the older state that the newer does not have.
        come: the rows of the newer state that the older does not have.
    """

    old: Rows
    new: Rows
    difference: Difference
    gone: Columns
    come: Columns


_known: dict[tuple[int, int, bool], Compared] = {}


def difference(old: Rows, new: Rows, in_groups: bool) -> Difference:
    """What differs between two states of a table; of one with two-part keys, in groups, the keys have both parts."""
    return NO_DIFFERENCE if old is new else compared(old, new, in_groups).difference


def moved_rows(old: Rows, new: Rows, in_groups: bool) -> tuple[Columns, Columns]:
    """The rows of the older state that the newer does not have, and those of the newer that the older does not have."""
    found = compared(old, new, in_groups)
    return found.gone, found.come


def compared(old: Rows, new: Rows, in_groups: bool) -> Compared:
    """Two states of a table, and all that differs between them."""
    at = (id(old), id(new), in_groups)
    found = _known.get(at)
    if found is None or found.old is not old or found.new is not new:
        found = Compared(old, new, *(_in_groups(old, new) if in_groups else _plain(old, new)))
        if len(_known) == _REMEMBERED:
            _known.clear()
        _known[at] = found
    return found


def columns_at(rows: Rows, keys: Collection[Hashable], in_groups: bool) -> Columns:
    """These keys of a state of a table, and their rows."""
    if not in_groups:
        return keys, list(map(rows.__getitem__, keys))
    pairs, groups = cast("Collection[tuple[Hashable, Hashable]]", keys), cast("Map[Hashable, Rows]", rows)
    return keys, [groups[group][member] for group, member in pairs]


def count_of(rows: Rows, in_groups: bool) -> int:
    """How many rows a state of a table has."""
    return sum(map(len, cast("Iterable[Rows]", rows.values()))) if in_groups else len(rows)


def _plain(old: Rows, new: Rows) -> tuple[Difference, Columns, Columns]:
    keys: list[Hashable] = []
    before: list[object] = []
    after: list[object] = []
    row_before = old.get
    for key, row in new.items():
        was = row_before(key)
        if was is not row:
            keys.append(key)
            before.append(was)
            after.append(row)
    if len(new) == len(old) and None not in before:
        return Difference(frozenset(keys), _NOTHING, _NOTHING), (keys, before), (keys, after)
    written = frozenset(keys)
    added = frozenset(filterfalse(old.__contains__, keys))
    removed = frozenset(filterfalse(new.__contains__, old)) if len(new) - len(added) < len(old) else _NOTHING
    gone = [*filterfalse(added.__contains__, keys), *removed]
    return Difference(written, added, removed), columns_at(old, gone, False), (keys, after)


def _in_groups(old: Rows, new: Rows) -> tuple[Difference, Columns, Columns]:
    groups = _plain(old, new)[0]
    at = list(groups.written | groups.removed)
    found = [_plain(_members(old, group), _members(new, group)) for group in at]
    differences = [of_group[0] for of_group in found]
    whole = Difference(
        written=_whole_keys(at, [of_group.written for of_group in differences]),
        added=_whole_keys(at, [of_group.added for of_group in differences]),
        removed=_whole_keys(at, [of_group.removed for of_group in differences]),
    )
    return whole, _whole_columns(at, [gone for _, gone, _ in found]), _whole_columns(at, [come for *_, come in found])


def _whole_keys(groups: Iterable[Hashable], members: Iterable[frozenset[Hashable]]) -> frozenset[Hashable]:
    """The keys with both parts."""
    return frozenset(chain.from_iterable(map(zip, map(repeat, groups), members)))


def _whole_columns(groups: Iterable[Hashable], members: Sequence[Columns]) -> Columns:
    """The rows of all groups, under keys with both parts."""
    keys = chain.from_iterable(map(zip, map(repeat, groups), [keys for keys, _ in members]))
    return list(keys), list(chain.from_iterable([rows for _, rows in members]))


def _members(rows: Rows, group: Hashable) -> Rows:
    return cast(Rows, rows.get(group, Map()))
