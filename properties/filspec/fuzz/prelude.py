"""The prelude of every generated program: records, members and constants, and all words of the kit."""

from __future__ import annotations

from enum import Enum

from filspec.kit.records import Record


class Reason(Enum):
    """Why a generated message is refused."""

    NO = "no"


class Colour(Enum):
    """Members without an order."""

    RED = 0
    BLUE = 1
    GREEN = 2


class Part(Record):
    """A record in a record, and a key."""

    size: int
    whole: bool


class Whole(Record):
    """Another record with the fields of a part."""

    size: int
    whole: bool


class Row(Record):
    """A row of a table."""

    x: int
    ok: bool
    part: Part


NO_PART = Part(size=0, whole=False)
NO_ROW = Row(x=0, ok=False, part=NO_PART)
