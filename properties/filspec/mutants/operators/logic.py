"""Conditions: and for or, a part dropped, ``not`` dropped, the opposite."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from filspec.mutants.operators.operator import Change, Operator, replaced, rewritten
from filspec.mutants.operators.scope import Scope


def _connective(scope: Scope) -> Iterator[Change]:
    for node in scope.expressions:
        if isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield rewritten(scope, node, ast.BoolOp(other, node.values))


def _part_dropped(scope: Scope) -> Iterator[Change]:
    for node in scope.expressions:
        if isinstance(node, ast.BoolOp):
            for dropped in node.values:
                rest = [part for part in node.values if part is not dropped]
                yield rewritten(scope, node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))


def _not_dropped(scope: Scope) -> Iterator[Change]:
    for node in scope.expressions:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield rewritten(scope, node, node.operand)


def _negated(scope: Scope) -> Iterator[Change]:
    """The opposite of a condition; that of a single comparison or of a ``not`` is made by other operators."""
    for node in scope.expressions:
        if _is_condition(scope, node) and not isinstance(node, ast.Compare | ast.UnaryOp | ast.Constant):
            yield replaced(scope, node, f"not ({scope.source.of(node)})")


def _is_condition(scope: Scope, node: ast.expr) -> bool:
    """Whether something is decided by the expression: a branch, a guard, an answer."""
    parent = scope.parents.get(node)
    match parent:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            return node is test
        case ast.Call(func=ast.Name(id="require"), args=[first, *_]):
            return node is first
        case ast.Return():
            return scope.type_of(node) is bool
    return False


LOGIC = (
    Operator("connective", "and for or, or for and", _connective),
    Operator("condition_dropped", "a part of a condition is dropped", _part_dropped),
    Operator("not_dropped", "a not is dropped", _not_dropped),
    Operator("negated", "a condition is replaced by its opposite", _negated),
)
