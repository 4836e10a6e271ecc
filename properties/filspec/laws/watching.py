"""Watching a law: what of the world its answer rests on.

A law is run on a view of a world, which notes each facet that is asked for. An answer rests on nothing else: as long as
all of that stays as it is, a run of the law would go the same way and say the same. What a view cannot follow (a world
shown to an oracle, a function that needs a real world) raises, and such a run counts as not watched.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from filspec.kit.records import Record
from filspec.kit.runner import Step
from filspec.kit.tables import Table
from filspec.kit.worlds import is_actor
from filspec.laws.facets import NOWHERE, Note, field, presence, row, whole

AnyTable = Table[Hashable, object]


class View:
    """A world, or an actor in it, that notes what is read of it.

    Args:
        owner: the world or actor.
        prefix: its path with a dot after it; empty for the world.
        notes: where to note it.
    """

    def __init__(self, owner: object, prefix: str, notes: set[Note]) -> None:
        self._owner, self._prefix, self._notes = owner, prefix, notes
        self._inner: dict[str, object] = {}

    def __getattr__(self, name: str) -> object:
        inner = self._inner.get(name)
        if inner is not None:
            return inner
        value: object = getattr(self._owner, name)
        path = f"{self._prefix}{name}"
        if isinstance(value, Table):
            inner = self._inner[name] = WatchedTable(value, path, self._notes)
        elif is_actor(type(value)):
            inner = self._inner[name] = View(value, f"{path}.", self._notes)
        else:
            self._notes.add((whole(path), NOWHERE))
            inner = value
        return inner


class WatchedTable:
    """A table that notes what is read of it.

    Attributes:
        table: the table.
        path: its path.
    """

    def __init__(self, table: AnyTable, path: str, notes: set[Note]) -> None:
        self.table, self.path, self._notes = table, path, notes

    def __contains__(self, key: Hashable) -> bool:
        self._notes.add((presence(self.path), key))
        return key in self.table

    def __getitem__(self, key: Hashable) -> object:
        self._notes.add((presence(self.path), key))
        return watched_row(self.table[key], self.path, key, self._notes)

    def get(self, key: Hashable, default: object) -> object:
        """The row of the key, or the default where there is none."""
        self._notes.add((presence(self.path), key))
        return watched_row(self.table[key], self.path, key, self._notes) if key in self.table else default

    def items(self) -> Iterator[tuple[Hashable, object]]:
        """All keys with their rows, in no order."""
        self._notes.add((whole(self.path), NOWHERE))
        return self.table.items()


def watched_row(found: object, path: str, key: Hashable, notes: set[Note]) -> object:
    """A row that notes what is read of it; one that is no record is noted at once."""
    if isinstance(found, Record):
        return WatchedRow(found, path, key, notes)
    notes.add((row(path), key))
    return found


class WatchedRow:
    """A record in a table that notes which of its fields are read, or that it is used as a whole.

    What it has of its own begins with an underscore, as no field of a record may.
    """

    def __init__(self, record: Record, path: str, key: Hashable, notes: set[Note]) -> None:
        self._record, self._path, self._key, self._notes = record, path, key, notes

    def _whole(self) -> Record:
        """The record, used as a whole."""
        self._notes.add((row(self._path), self._key))
        return self._record

    def __getattr__(self, name: str) -> object:
        if name in self._record.__struct_fields__:
            self._notes.add((field(self._path, name), self._key))
            return getattr(self._record, name)
        return getattr(self._whole(), name)

    def __eq__(self, other: object) -> bool:
        return self._whole() == unwatched(other)

    def __hash__(self) -> int:
        return hash(self._whole())


class CannotBeWatchedError(Exception):
    """A law does something that no view can follow."""


def unwatched(value: object) -> object:
    """The value behind a watched row.

    Raises:
        CannotBeWatchedError: it is a view of a world, which has more behind it than a note could say.
    """
    if isinstance(value, View | WatchedTable):
        raise CannotBeWatchedError(f"{type(value).__name__} is no value")
    return value._whole() if isinstance(value, WatchedRow) else value  # noqa: SLF001 (fields have all other names)


class SeenStep:
    """A step as a law sees it, with a note whether it asked for what is this message's own.

    Attributes:
        step: the step.
        own: whether it asked for more than the name, and whether the message was accepted.
    """

    def __init__(self, step: Step) -> None:
        self.step, self.own = step, False

    def __getattr__(self, name: str) -> object:
        if name == "receipt":
            return _SeenReceipt(self)
        self.own = self.own or name != "transition"
        return getattr(self.step, name)


class _SeenReceipt:
    def __init__(self, seen: SeenStep) -> None:
        self._seen = seen

    def __getattr__(self, name: str) -> object:
        self._seen.own = self._seen.own or name != "accepted"
        return getattr(self._seen.step.receipt, name)
