"""Imports: the modules of filspec that a module needs to be loaded, however it imports them.

Every import statement counts, wherever it stands (at the top, in a condition, in a function) and however it is written
(relative, of a package, with a star); so does every mention of a module in a text. A module's packages count too, for
Python executes them first.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

from filspec.symbolic.definitions import path_of, text_of

OURS = "filspec."
TRUSTED = ("filspec.kit.", "filspec.symbolic.")
"""The packages of which every proof trusts whole modules."""

_MENTIONED = re.compile(r"\bfilspec(?:\.[A-Za-z_][A-Za-z_0-9]*)+")


def closure_of(starts: Iterable[str], within: tuple[str, ...] = (OURS,)) -> frozenset[str]:
    """These modules, and all within some packages that they import."""
    reached = set(starts)
    waiting = sorted(reached)
    while waiting:
        found = {name for name in imported_by(waiting.pop()) if f"{name}.".startswith(within)} - reached
        reached |= found
        waiting += sorted(found)
    return frozenset(reached)


@cache
def texts_of(module: str) -> str:
    """A hash of the texts of a module and of all of filspec that it imports."""
    return hash_of(closure_of([module]))


def hash_of(modules: Iterable[str]) -> str:
    """A hash of the texts of modules."""
    digest = sha256()
    for module in sorted(modules):
        digest.update(f"{module} {text_of(module)}\n".encode())
    return digest.hexdigest()


@cache
def imported_by(module: str) -> frozenset[str]:
    """The modules of filspec that the text of a module imports or mentions, and their packages."""
    text = text_of(module)
    mentioned = {*_imports(module, text), *_MENTIONED.findall(text)}
    return frozenset(name for found in mentioned for name in _with_packages(found) if path_of(name) is not None)


@cache
def imports_from(module: str) -> tuple[tuple[str, str], ...]:
    """The modules that a module imports from, each with the name that it takes of it: a star, or none for itself."""
    package = module if _is_package(module) else module.rpartition(".")[0]
    found: list[tuple[str, str]] = []
    for node in _statements(ast.parse(text_of(module)).body):
        if isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (base, node.module) if part)
            found += [(source, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
    return tuple(found)


def _statements(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All statements, also those inside others: an import is one, wherever it stands."""
    for node in nodes:
        yield node
        for block in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, block, ())
            yield from _statements(inner if isinstance(inner, list) else ())


def _imports(module: str, text: str) -> Iterator[str]:
    for source, name in imports_from(module) if text else ():
        if source.startswith(OURS) or source == OURS.rstrip("."):
            yield f"{source}.{name}" if name not in ("", "*") else source


def _with_packages(name: str) -> Iterator[str]:
    """A dotted name and all that it stands in, below filspec itself."""
    parts = name.split(".")
    return (".".join(parts[:length]) for length in range(2, len(parts) + 1))


def _is_package(module: str) -> bool:
    path = path_of(module)
    return path is not None and path.name == "__init__.py"
