"""Records: the immutable values of the model (rows, message bodies, parameters).

A record is never changed: read one, build a changed one with ``but``, store it. Records are msgspec Structs because
replacing a field of one takes a tenth of a microsecond, a fiftieth of what a frozen dataclass takes, and replacing
fields is most of what a transition does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True)
class RecordMeta(msgspec.StructMeta):
    """Makes every record frozen, keyword-only and free of garbage-collector tracking."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]) -> RecordMeta:
        """Make a record class."""
        return super().__new__(cls, name, bases, namespace, frozen=True, kw_only=True, gc=False)


class Record(msgspec.Struct, metaclass=RecordMeta):
    """Base of all records. Fields are ints, bools, enum members, other records, or tuples of these.

    ``record.but(field=value, ...)`` is the same record with some fields changed. It raises TypeError where a keyword
    names no field of the record.
    """

    if TYPE_CHECKING:

        def but(self, **changes: object) -> Self:
            """The same record with some fields changed."""

    else:
        but = (
            msgspec.Struct.__replace__
        )  # a method of C called as it is: a call through Python takes five times as long
