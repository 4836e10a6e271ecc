"""Members: another member of the same enumeration; the state, the kind, the reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import Enum

from filspec.actors.reasons import Reason
from filspec.mutants.operators.operator import Change, Operator, replaced
from filspec.mutants.operators.scope import Scope
from filspec.mutants.operators.types import global_named

MOST = 2
"""How many other members stand in for one."""


def _members(scope: Scope) -> Iterator[tuple[ast.Attribute, type[Enum]]]:
    for node in scope.expressions:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            kind = global_named(scope.module, node.value.id)
            if isinstance(kind, type) and issubclass(kind, Enum):
                yield node, kind


def _member(scope: Scope) -> Iterator[Change]:
    for node, kind in _members(scope):
        if kind is not Reason:
            for other in _next(list(kind.__members__), node.attr)[:MOST]:
                yield replaced(scope, node, f"{kind.__name__}.{other}")


def _reason(scope: Scope) -> Iterator[Change]:
    """Another reason that the same function gives; where it gives no other, the next one there is."""
    given = [node.attr for node, kind in _members(scope) if kind is Reason]
    for node, kind in _members(scope):
        if kind is Reason:
            others = [other for other in _next(given, node.attr) if other != node.attr]
            yield replaced(scope, node, f"Reason.{(others or _next(list(Reason.__members__), node.attr))[0]}")


def _next(names: list[str], name: str) -> list[str]:
    """The names after one, and then those before it."""
    place = names.index(name)
    return names[place + 1 :] + names[:place]


MEMBERS = (
    Operator("wrong_member", "another member of the enumeration", _member),
    Operator("wrong_reason", "another reason of refusal", _reason),
)
