"""Leaves: the parts of a world as terms, and which of them differ between two worlds."""

from __future__ import annotations

from filspec.symbolic.tables import PRESENCE
from filspec.symbolic.terms import Term
from filspec.symbolic.worlds import World, scalar_terms, tables_of

Place = tuple[str, int]
"""A leaf: a column of a table, by its number, or a part of a value that is no table; by the path from the world."""


def leaves_of(world: World) -> dict[Place, Term]:
    """The term of each leaf of a world."""
    found = {(path, place): term for path, terms in scalar_terms(world).items() for place, term in enumerate(terms)}
    for table in tables_of(world):
        found[table.path, PRESENCE] = table.present
        found |= {(table.path, place): column for place, column in enumerate(table.columns)}
    return found


def differing(one: dict[Place, Term], other: dict[Place, Term]) -> frozenset[Place]:
    """The leaves that are not written alike."""
    return frozenset(place for place, term in one.items() if term is not other[place])
