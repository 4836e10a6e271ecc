"""Watching a law: what of the world its answer rests on.

A law is run on a view of a world, which notes each scalar and each row that is asked for, and whether a key was only
looked for. An answer rests on nothing else: as long as all of that stays as it is, a run of the law would go the same
way and say the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import cast

from immutables import Map

from filspec.kit.differences import Difference
from filspec.kit.runner import Step
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import is_actor

Part = tuple[str, str, Hashable]
"""What an answer may rest on: a leaf as a whole, one row of a table, or whether a table has a key."""

WHOLE, ROW, PRESENCE = "whole", "row", "presence"

AnyTable = Table[Hashable, object]


def whole(path: str) -> Part:
    """All of a leaf."""
    return path, WHOLE, None


def parts_changed(path: str, difference: Difference) -> set[Part]:
    """The parts of a table that two of its states do not share."""
    rows = {(path, ROW, key) for key in difference.written | difference.removed}
    return {whole(path)} | rows | {(path, PRESENCE, key) for key in difference.added | difference.removed}


class View:
    """A world, or an actor in it, that notes what is read of it.

    Args:
        owner: the world or actor.
        prefix: its path with a dot behind it; empty for the world.
        notes: where to note it.
    """

    def __init__(self, owner: object, prefix: str, notes: set[Part]) -> None:
        self._owner, self._prefix, self._notes = owner, prefix, notes
        self._inner: dict[str, object] = {}

    def __getattr__(self, name: str) -> object:
        inner = self._inner.get(name)
        if inner is not None:
            return inner
        value: object = getattr(self._owner, name)
        path = f"{self._prefix}{name}"
        if isinstance(value, PairTable):
            inner = self._inner[name] = _WatchedPairTable.__new__(_WatchedPairTable)
        elif isinstance(value, Table):
            inner = self._inner[name] = _WatchedTable.__new__(_WatchedTable)
        elif is_actor(type(value)):
            inner = self._inner[name] = View(value, f"{path}.", self._notes)
        else:
            self._notes.add(whole(path))
            return value
        if isinstance(inner, _WatchedTable | _WatchedPairTable):
            inner.watch(cast(AnyTable, value), path, self._notes)
        return inner


class _Watched(Table[Hashable, object]):
    """What a table and one with two-part keys have in common when they are watched."""

    def watch(self, table: AnyTable, path: str, notes: set[Part]) -> None:
        """Note here what is read of this table."""
        self._table, self._path, self._notes = table, path, notes

    @property
    def rows(self) -> Map[Hashable, object]:  # type: ignore[override]
        """The map underneath: all of the table."""
        self._notes.add(whole(self._path))
        return self._table.rows

    def __contains__(self, key: Hashable) -> bool:
        self._notes.add((self._path, PRESENCE, key))
        return key in self._table

    def __getitem__(self, key: Hashable) -> object:
        self._notes.add((self._path, ROW, key))
        return self._table[key]

    def get(self, key: Hashable, default: object) -> object:
        """The row of the key, or the default where there is none."""
        self._notes.add((self._path, ROW, key))
        return self._table.get(key, default)

    def items(self) -> Iterator[tuple[Hashable, object]]:
        """All keys with their rows, in no order."""
        self._notes.add(whole(self._path))
        return self._table.items()


class _WatchedTable(_Watched):
    pass


class _WatchedPairTable(_Watched, PairTable[Hashable, Hashable, object]):  # type: ignore[misc]
    pass


class SeenStep:
    """A step as a law sees it, with a note whether it asked for what is this message's own.

    Attributes:
        own: whether it asked for more than the name and whether it was accepted.
    """

    def __init__(self, step: Step) -> None:
        self._step, self.own = step, False

    def __getattr__(self, name: str) -> object:
        if name == "receipt":
            return _SeenReceipt(self)
        self.own = self.own or name != "transition"
        return getattr(self._step, name)


class _SeenReceipt:
    def __init__(self, seen: SeenStep) -> None:
        self._seen = seen

    def __getattr__(self, name: str) -> object:
        seen = self._seen
        seen.own = seen.own or name != "accepted"
        return getattr(seen._step.receipt, name)
