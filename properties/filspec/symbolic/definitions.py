"""Definitions: which function, class or value of a module names which others, read from its text.

Names are what the module defines or imports. A statement that gives no name (an assertion, a registration) stands under
no name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_NAMING = frozenset({"postcondition", "visit_law"})
"""Decorators that are given a transition for its name only, as is ``transition_of`` in ``transition_of(...).name``."""


class Place(NamedTuple):
    """A definition at the top of a module; without a name, all of the module."""

    module: str
    name: str


class Definition(NamedTuple):
    """What stands under a name.

    Attributes:
        text: of its statements, decorators included.
        spans: their first and last lines.
        uses: the places they name.
    """

    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    uses: frozenset[Place] = frozenset()


@cache
def definitions_in(module: str) -> Mapping[str, Definition]:
    """The definitions at the top of a module, by name."""
    return definitions_of(module, text_of(module))


def definitions_of(module: str, text: str) -> Mapping[str, Definition]:
    """The definitions of a text, as if it were that of the module."""
    lines, statements = text.splitlines(), ast.parse(text).body
    imported = dict(pair for statement in statements for pair in _imports(statement))
    named = [(name, statement) for statement in statements for name in _names_given(statement)]
    known = {**imported, **{name: Place(module, name) for name, _ in named if name}}
    found: dict[str, Definition] = {}
    for name, statement in named:
        earlier = found.get(name, Definition())
        first = min([statement.lineno, *(decorator.lineno for decorator in getattr(statement, "decorator_list", []))])
        last = statement.end_lineno or statement.lineno
        own = "\n".join(lines[first - 1 : last])
        uses = {known[used] for used in _names_in(statement) if used in known}
        found[name] = Definition(f"{earlier.text}{own}\n", (*earlier.spans, (first, last)), earlier.uses | uses)
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
def path_of(module: str) -> Path | None:
    """The file that holds the text of a module; None if there is none."""
    try:
        found = find_spec(module)
    except ModuleNotFoundError:
        return None
    origin = None if found is None else found.origin
    return Path(origin) if origin is not None and origin.endswith(".py") else None


@cache
def text_of(module: str) -> str:
    """The text of a module; empty if there is none."""
    path = path_of(module)
    return "" if path is None else path.read_text(encoding="utf-8")
