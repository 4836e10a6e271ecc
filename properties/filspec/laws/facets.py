"""Facets: what of a world an answer may rest on, finer than a leaf.

A message changes a balance and leaves the kind of the account as it was. So a table has many facets: the rows that are
there, each field of its rows, its sums. What differs between two worlds is given by facets, with the keys where they
differ; what a law has read is noted in the same terms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Set
from functools import cache
from itertools import compress
from operator import is_not
from typing import cast

from msgspec import structs

from filspec.kit.differences import Columns, Difference
from filspec.kit.records import Record


class Facet:
    """One facet of a leaf; there is one object for each, so that it is found by its identity.

    Attributes:
        path: the path of the leaf.
        aspect: which of its facets: one of those below, a field, or the summand of a sum.
    """

    __slots__ = ("aspect", "path")

    def __init__(self, path: str, aspect: Hashable) -> None:
        self.path, self.aspect = path, aspect

    def __repr__(self) -> str:
        return f"{self.path}: {self.aspect}"


Note = tuple[Facet, Hashable]
"""A facet, and the key where it was read."""

Changes = Mapping[Facet, Set[Hashable]]
"""The facets that changed, and the keys where they did."""

Fields = tuple[object, ...]
"""The fields of a record, in order."""

Summand = Callable[..., object]

NOWHERE = None
"""The key of what has no keys: a scalar, a table as a whole, a sum."""

AT_ALL = frozenset({NOWHERE})
"""Where what has no keys differs."""


@cache
def whole(path: str) -> Facet:
    """All of a leaf."""
    return Facet(path, "whole")


@cache
def presence(path: str) -> Facet:
    """Whether there is a row."""
    return Facet(path, "presence")


@cache
def removal(path: str) -> Facet:
    """Whether rows went; this says more of what kind of change there is, and no law reads it."""
    return Facet(path, "removal")


@cache
def row(path: str) -> Facet:
    """All of a row."""
    return Facet(path, "row")


@cache
def field(path: str, name: str) -> Facet:
    """One field of a row."""
    return Facet(path, ("field", name))


def fields_among(facets: Iterable[Facet]) -> Iterator[str]:
    """The names of the fields among some facets."""
    return (facet.aspect[1] for facet in facets if isinstance(facet.aspect, tuple))


@cache
def sum_of(path: str, summand: Summand) -> Facet:
    """A sum over the table, or one over each group, with the group as the key."""
    return Facet(path, summand)


def changes_of_table(path: str, difference: Difference, gone: Columns, come: Columns) -> dict[Facet, Set[Hashable]]:
    """The facets in which two states of a table differ, but for its sums.

    Args:
        path: the table.
        difference: the keys that differ.
        gone: the rows of the older state that the newer does not have.
        come: the rows of the newer state that the older does not have.
    """
    written, added, removed = difference
    found: dict[Facet, Set[Hashable]] = {whole(path): AT_ALL}
    if not added and not removed:
        (keys, was), now = gone, come[1]
        rewritten = written
    else:
        found[presence(path)] = added | removed
        rewritten = written - added
        keys = [*rewritten]
        old, new = dict(zip(*gone, strict=True)), dict(zip(*come, strict=True))
        was, now = [old[key] for key in keys], [new[key] for key in keys]
    if keys:
        found[row(path)] = rewritten
        first = next(iter(now))
        fields = _fields_of(path, type(first)) if isinstance(first, Record) else ()
        if fields and len(keys) == 1:
            _of_one_row(found, fields, rewritten, *map(_fields, was), *map(_fields, now))
        elif fields:
            _by_column(found, fields, keys, map(_fields, was), map(_fields, now))
    return found


_fields = cast(Callable[[object], Fields], structs.astuple)


@cache
def _fields_of(path: str, record: type[Record]) -> tuple[Facet, ...]:
    """The fields of the rows of a table, in order."""
    return tuple([field(path, name) for name in record.__struct_fields__])


def _of_one_row(
    found: dict[Facet, Set[Hashable]], fields: tuple[Facet, ...], at: frozenset[Hashable], was: Fields, now: Fields
) -> None:
    """Note each field of a row that is not the same object."""
    for facet in compress(fields, map(is_not, was, now)):
        found[facet] = at


def _by_column(
    found: dict[Facet, Set[Hashable]],
    fields: tuple[Facet, ...],
    keys: Collection[Hashable],
    was: Iterable[Fields],
    now: Iterable[Fields],
) -> None:
    """Note each field that is not equal in all of these rows, with the keys where it is not the same object."""
    for facet, old, new in zip(fields, zip(*was, strict=True), zip(*now, strict=True), strict=True):
        if old != new:
            found[facet] = set(compress(keys, map(is_not, old, new)))
