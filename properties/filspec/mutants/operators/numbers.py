"""Numbers: one too many, and another constant."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from filspec.actors.units import Bytes, DealID, Epoch, Nonce, TokenAmount
from filspec.mutants.operators.operator import Change, Operator, replaced
from filspec.mutants.operators.scope import Scope
from filspec.mutants.operators.types import unit_named

COUNTED = frozenset({Epoch, TokenAmount, Bytes, Nonce, DealID, int})
"""Units of which one more is a mistake that somebody makes; others are only names."""


def _one_too_many(scope: Scope) -> Iterator[Change]:
    for node in scope.expressions:
        unit = scope.type_of(node)
        if isinstance(node, ast.Constant) or unit not in COUNTED or not _is_used_as_a_whole(scope, node):
            continue
        text = scope.source.of(node)
        yield replaced(scope, node, _more(scope, node, text))


def _more(scope: Scope, node: ast.expr, text: str) -> str:
    """One more than an expression, in its unit."""
    name = unit_named(scope.type_of(node), scope.module)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
        return f"{name}({scope.source.of(node.args[0])} + 1)"
    whole = f"({text})" if isinstance(node, ast.IfExp | ast.Compare) else text
    return f"{name}({whole} + 1)" if name else f"{whole} + 1"


def _is_used_as_a_whole(scope: Scope, node: ast.expr) -> bool:
    """Whether a value ends in this expression: it is stored, passed on, answered or compared for equality."""
    match scope.parents.get(node):
        case ast.Assign() | ast.Return() | ast.AugAssign() | ast.keyword():
            return True
        case ast.IfExp(body=body, orelse=other):
            return node in (body, other)
        case ast.Call(args=arguments, func=ast.Name(id=name)):
            return node in arguments and unit_named(scope.type_of(scope.parents[node]), scope.module) != name  # type: ignore[arg-type]
    return False


def _another_constant(scope: Scope) -> Iterator[Change]:
    for node in scope.expressions:
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield replaced(scope, node, str(not node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, int) and not _is_place(scope, node):
            for other in {0: [1], 1: [0, 2]}.get(node.value, [node.value - 1, node.value + 1]):
                yield replaced(scope, node, str(other))


def _is_place(scope: Scope, node: ast.expr) -> bool:
    """Whether the constant says which part of a tuple is meant: of another type, the other part is no mutant."""
    return isinstance(scope.parents.get(node), ast.Subscript)


NUMBERS = (
    Operator("off_by_one", "a number is one too large", _one_too_many),
    Operator("constant", "a constant is another", _another_constant),
)
