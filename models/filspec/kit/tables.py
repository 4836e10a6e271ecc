"""Tables: the only collections in the state of an actor.

A table maps keys to rows and is a value underneath: it holds a persistent map, so an old world costs nothing to keep.
A transition may use exactly ``key in table``, ``table[key]``, ``table.get(key, default)``, ``table[key] = row`` and
``del table[key]``; it goes through rows only by the loops of ``filspec.kit.loops``. Length, truth and iteration raise,
for an answer would depend on how many rows there are, which no proof may assume.

The iteration order of the persistent map depends on the hash seed of the process. Whatever can reach a trace, a hash
or a choice therefore goes through ``keys_in_order``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import Generic, NoReturn, TypeVar

from immutables import Map

from filspec.kit.records import Record

Key = TypeVar("Key")
Row = TypeVar("Row")
Group = TypeVar("Group")
Member = TypeVar("Member")


def in_order(keys: Collection[Key]) -> list[Key]:
    """Keys of one type, ascending: numbers by size, members of an enum as declared, tuples and records by their parts.

    Every key of the subset has its place in this order, so that a loop over a table never fails to sort it.
    """
    try:
        return sorted(keys)  # type: ignore[type-var]
    except TypeError:  # members and records have no order of their own
        return sorted(keys, key=_place)


def _place(key: object) -> tuple[object, ...]:
    if isinstance(key, Enum):
        return (list(type(key)).index(key),)
    if isinstance(key, Record):
        return tuple(_place(getattr(key, name)) for name in key.__struct_fields__)
    return tuple(map(_place, key)) if isinstance(key, tuple) else (key,)


def _outside_the_subset(_table: object, *_: object) -> NoReturn:
    raise TypeError(
        "a table has no length, truth, order or equality inside a transition; use `key in table` and for_each()"
    )


class Table(Generic[Key, Row]):
    """Rows by key. Reading an absent key with ``[]`` is a bug of the transition, not a rejection."""

    __slots__ = ("rows",)

    rows: Map[Key, Row]

    def __init__(self, rows: Mapping[Key, Row] | None = None) -> None:
        self.rows = Map(rows or {})

    def __contains__(self, key: Key) -> bool:
        return key in self.rows

    def __getitem__(self, key: Key) -> Row:
        return self.rows[key]

    def get(self, key: Key, default: Row) -> Row:
        """The row of the key, or the default where there is none."""
        return self.rows.get(key, default)

    def __setitem__(self, key: Key, row: Row) -> None:
        self.rows = self.rows.set(key, row)

    def __delitem__(self, key: Key) -> None:
        self.rows = self.rows.delete(key)

    __bool__ = __len__ = __iter__ = __eq__ = _outside_the_subset
    __hash__ = None  # type: ignore[assignment]

    def keys_in_order(self) -> list[Key]:
        """All keys, ascending (for runners, renderers and searches; not for transitions)."""
        return in_order(self.rows)

    def items_in_order(self) -> Iterator[tuple[Key, Row]]:
        """All keys with their rows, by ascending key."""
        return ((key, self[key]) for key in self.keys_in_order())

    def items(self) -> Iterator[tuple[Key, Row]]:
        """All keys with their rows, in no order: only for sums and other order-free reading."""
        return iter(self.rows.items())


class PairTable(Table[tuple[Group, Member], Row]):
    """A table with two-part keys, which also knows the members of each group without searching.

    The rows of a group (the sectors of a miner, the lanes of a channel) are a map of their own, so that work on one
    group costs what that group holds and not what the network holds.
    """

    __slots__ = ()

    rows: Map[Group, Map[Member, Row]]  # type: ignore[assignment]

    def __init__(self, rows: Mapping[tuple[Group, Member], Row] | None = None) -> None:
        super().__init__()
        for key, row in (rows or {}).items():
            self[key] = row

    def __contains__(self, key: tuple[Group, Member]) -> bool:
        members = self.rows.get(key[0])
        return members is not None and key[1] in members

    def __getitem__(self, key: tuple[Group, Member]) -> Row:
        try:
            return self.rows[key[0]][key[1]]
        except KeyError:
            raise KeyError(key) from None

    def get(self, key: tuple[Group, Member], default: Row) -> Row:
        """The row of the key, or the default where there is none."""
        members = self.rows.get(key[0])
        return default if members is None else members.get(key[1], default)

    def __setitem__(self, key: tuple[Group, Member], row: Row) -> None:
        members: Map[Member, Row] = self.rows.get(key[0], Map())
        self.rows = self.rows.set(key[0], members.set(key[1], row))

    def __delitem__(self, key: tuple[Group, Member]) -> None:
        if key not in self:
            raise KeyError(key)
        members = self.rows[key[0]].delete(key[1])
        self.rows = self.rows.set(key[0], members) if members else self.rows.delete(key[0])

    def keys_in_order(self) -> list[tuple[Group, Member]]:
        """All keys, ascending by group, then by member."""
        return [key for group in in_order(self.rows) for key in self.keys_under(group)]

    def keys_under(self, group: Group) -> list[tuple[Group, Member]]:
        """The keys of one group, ascending by member."""
        members: Map[Member, Row] = self.rows.get(group, Map())
        return [(group, member) for member in in_order(members)]

    def items(self) -> Iterator[tuple[tuple[Group, Member], Row]]:
        """All keys with their rows, in no order: only for sums and other order-free reading."""
        return (((group, member), row) for group, members in self.rows.items() for member, row in members.items())
