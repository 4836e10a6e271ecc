"""Content: the text that something depends on, definition by definition, as one hash.

What a definition reaches is read from its text: every name in it, as its module defines or imports it, and so on from
there. A statement of a module that gives no name (an assertion, a registration) belongs to all of its definitions, and
a name that stands for a module to that whole module. The linter lets transitions and laws reach nothing but by name, so
nothing that a proof saw is missed, and what it did not see may change without making it stale.

Modules of the kit and of the prover count as a whole: whatever is proved trusts all of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

OURS = "filspec."
TRUSTED = ("filspec.kit.", "filspec.symbolic.")
"""The packages of which every proof trusts whole modules."""

_NAMING = frozenset({"postcondition", "visit_law"})
"""Decorators that are given a transition for its name only, as is ``transition_of`` in ``transition_of(...).name``."""


_MENTIONED = re.compile(r"\bfilspec\.(?:kit|symbolic)(?:\.[a-z_]+)+")
_FROM_A_PACKAGE = re.compile(r"from (filspec\.(?:kit|symbolic)(?:\.[a-z_]+)*) import (\([^)]*\)|.*)")


class Place(NamedTuple):
    """A definition at the top of a module; without a name, all of the module."""

    module: str
    name: str


class _Definition(NamedTuple):
    text: str
    uses: frozenset[Place]


def content_of(starts: Iterable[Place]) -> str:
    """A hash of all definitions that these can use, themselves included."""
    digest = sha256()
    for place in sorted(reached_from(starts)):
        found = _definitions_in(place.module).get(place.name)
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
        digest.update(f"{module} {_text_of(module)}\n".encode())
    return digest.hexdigest()


def _is_read(module: str) -> bool:
    return module.startswith(OURS) and not f"{module}.".startswith(TRUSTED)


def _used_at(place: Place) -> frozenset[Place]:
    """What a definition names; a name that its module does not define may be a module."""
    definitions = _definitions_in(place.module)
    if place.name in definitions:
        rest = definitions.get("")
        return definitions[place.name].uses | ({Place(place.module, "")} if rest is not None else frozenset())
    inner = f"{place.module}.{place.name}"
    if place.name and _path_of(inner) is not None:
        return frozenset(Place(inner, name) for name in _definitions_in(inner))
    return frozenset()


@cache
def _definitions_in(module: str) -> Mapping[str, _Definition]:
    """The definitions at the top of a module, by name; under no name, the statements that define nothing."""
    text = _text_of(module)
    lines, statements = text.splitlines(), ast.parse(text).body
    imported = dict(pair for statement in statements for pair in _imports(statement))
    named = [(name, statement) for statement in statements for name in _names_given(statement)]
    known = {**imported, **{name: Place(module, name) for name, _ in named if name}}
    found: dict[str, _Definition] = {}
    for name, statement in named:
        earlier = found.get(name, _Definition("", frozenset()))
        uses = {known[used] for used in _names_in(statement) if used in known}
        first = min([statement.lineno, *(decorator.lineno for decorator in getattr(statement, "decorator_list", []))])
        own = "\n".join(lines[first - 1 : statement.end_lineno])
        found[name] = _Definition(f"{earlier.text}{own}\n", earlier.uses | uses)
    return found


def _names_in(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement uses for what they stand for, and not for what that is called."""
    nodes = list(ast.walk(statement))
    called = [node for node in nodes if isinstance(node, ast.Attribute) and _only_names(node)]
    called += [one for one in getattr(statement, "decorator_list", []) if _function_of(one) in _NAMING]
    unread = {id(node) for naming in called for node in ast.walk(naming)}
    return (node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in unread)


def _only_names(node: ast.Attribute) -> bool:
    return node.attr == "name" and _function_of(node.value) == "transition_of"


def _function_of(call: ast.expr) -> str:
    return call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""


def _names_given(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    if isinstance(statement, ast.Import | ast.ImportFrom) or _is_text(statement):
        return []
    return [""]


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _imports(statement: ast.stmt) -> Iterator[tuple[str, Place]]:
    if isinstance(statement, ast.ImportFrom) and statement.module:
        for alias in statement.names:
            yield alias.asname or alias.name, Place(statement.module, alias.name)
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            package, _, name = alias.name.rpartition(".")
            yield alias.asname or alias.name.partition(".")[0], Place(package or alias.name, name if package else "")


@cache
def _imported_by(module: str) -> frozenset[str]:
    """The modules of the trusted packages that a module imports; what it mentions elsewhere counts too."""
    text = _text_of(module)
    mentioned = set(_MENTIONED.findall(text))
    for package, names in _FROM_A_PACKAGE.findall(text):
        mentioned |= {f"{package}.{name}" for name in re.findall(r"\w+", names)}
    return frozenset(name for name in mentioned if _path_of(name) is not None)


@cache
def _path_of(module: str) -> Path | None:
    try:
        found = find_spec(module)
    except ModuleNotFoundError:
        return None
    return None if found is None or found.origin is None else Path(found.origin)


@cache
def _text_of(module: str) -> str:
    path = _path_of(module)
    return "" if path is None else path.read_text(encoding="utf-8")
