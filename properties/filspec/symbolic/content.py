"""Content: the text that something depends on, definition by definition, as one hash.

What a definition reaches is read from its text: every name in it, as its module defines or imports it, and so on from
there. A statement of a module that gives no name (an assertion, a registration) belongs to all of its definitions, and
a name that stands for a module to that whole module. The linter lets transitions and laws reach nothing but by name, so
nothing that a proof saw is missed, and what it did not see may change without making it stale.

Modules of the kit and of the prover count as a whole: whatever is proved trusts all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from filspec.symbolic.definitions import Place, definitions_in, path_of, text_of

OURS = "filspec."
TRUSTED = ("filspec.kit.", "filspec.symbolic.")
"""The packages of which every proof trusts whole modules."""

_MENTIONED = re.compile(r"\bfilspec\.(?:kit|symbolic)(?:\.[a-z_]+)+")
_FROM_A_PACKAGE = re.compile(r"from (filspec\.(?:kit|symbolic)(?:\.[a-z_]+)*) import (\([^)]*\)|.*)")


def content_of(starts: Iterable[Place]) -> str:
    """A hash of all definitions that these can use, themselves included."""
    digest = sha256()
    for place in sorted(reached_from(starts)):
        found = definitions_in(place.module).get(place.name)
        if found is not None:
            digest.update(f"{place.module} {place.name} {found.text}\n".encode())
    return digest.hexdigest()


def reached_from(starts: Iterable[Place]) -> frozenset[Place]:
    """The definitions that these can use, themselves included; the packages that are trusted as a whole left out."""
    reached = {place for place in starts if _is_read(place.module)}
    waiting = sorted(reached)
    while waiting:
        found = {place for place in _used_at(waiting.pop()) if _is_read(place.module)} - reached
        reached |= found
        waiting += sorted(found)
    return frozenset(reached)


def content_of_modules(starts: Iterable[str]) -> str:
    """A hash of these modules, and of all that they import of the packages that are trusted as a whole."""
    reached = set(starts)
    waiting = sorted(reached)
    while waiting:
        found = _imported_by(waiting.pop()) - reached
        reached |= found
        waiting += sorted(found)
    digest = sha256()
    for module in sorted(reached):
        digest.update(f"{module} {text_of(module)}\n".encode())
    return digest.hexdigest()


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


@cache
def _imported_by(module: str) -> frozenset[str]:
    """The modules of the trusted packages that a module imports; what it mentions elsewhere counts too."""
    text = text_of(module)
    mentioned = set(_MENTIONED.findall(text))
    for package, names in _FROM_A_PACKAGE.findall(text):
        mentioned |= {f"{package}.{name}" for name in re.findall(r"\w+", names)}
    return frozenset(name for name in mentioned if path_of(name) is not None)
