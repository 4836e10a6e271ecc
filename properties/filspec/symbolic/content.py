"""Content: which definitions something can use, read from the text, to choose what to prove first and how much it is.

What a definition reaches is read from its text: every name in it, as its module defines or imports it, and so on from
there. A statement of a module that gives no name (an assertion, a registration) belongs to all of its definitions, and
a name that stands for a module to that whole module.

Mutants, weights and the loops that a ledger expects rest on this. No stored result does: its key is made of the objects
that are loaded (``filspec.symbolic.dependencies``).
"""

from __future__ import annotations

from collections.abc import Iterable

from filspec.symbolic.definitions import Place, definitions_in, path_of
from filspec.symbolic.imports import OURS, TRUSTED


def reached_from(starts: Iterable[Place]) -> frozenset[Place]:
    """The definitions that these can use, themselves included; the packages that are trusted as a whole left out."""
    reached = {place for place in starts if _is_read(place.module)}
    waiting = sorted(reached)
    while waiting:
        found = {place for place in _used_at(waiting.pop()) if _is_read(place.module)} - reached
        reached |= found
        waiting += sorted(found)
    return frozenset(reached)


def _is_read(module: str) -> bool:
    return module.startswith(OURS) and not f"{module}.".startswith(TRUSTED)


def _used_at(place: Place) -> frozenset[Place]:
    """What a definition names; a name that its module does not define may be a module."""
    definitions = definitions_in(place.module)
    if place.name in definitions:
        rest = definitions.get("")
        return definitions[place.name].uses | ({Place(place.module, "")} if rest is not None else frozenset())
    inner = f"{place.module}.{place.name}"
    if place.name and path_of(inner) is not None:
        return frozenset(Place(inner, name) for name in definitions_in(inner))
    return frozenset()
