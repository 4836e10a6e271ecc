"""Arithmetic: a term or factor dropped, a sign, a division rounded the other way, the other bound."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from filspec.mutants.operators.operator import Change, Operator, replaced, rewritten
from filspec.mutants.operators.scope import Scope


def _operations(scope: Scope, *kinds: type[ast.operator]) -> Iterator[ast.BinOp]:
    for node in scope.expressions:
        if isinstance(node, ast.BinOp) and isinstance(node.op, kinds):
            yield node


def _term_dropped(scope: Scope) -> Iterator[Change]:
    for node in _operations(scope, ast.Add, ast.Sub):
        yield rewritten(scope, node, node.left)
        if isinstance(node.op, ast.Add):
            yield rewritten(scope, node, node.right)


def _factor_dropped(scope: Scope) -> Iterator[Change]:
    for node in _operations(scope, ast.Mult, ast.FloorDiv):
        yield rewritten(scope, node, node.left)
        if isinstance(node.op, ast.Mult):
            yield rewritten(scope, node, node.right)


def _sign(scope: Scope) -> Iterator[Change]:
    for node in _operations(scope, ast.Add, ast.Sub):
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield rewritten(scope, node, ast.BinOp(node.left, other, node.right))


def _rounded_up(scope: Scope) -> Iterator[Change]:
    for node in _operations(scope, ast.FloorDiv):
        above, below = scope.source.of(node.left), scope.source.of(node.right)
        up = f"-(-({above}) // {below})"
        yield replaced(scope, node, f"({up})" if scope.needs_parentheses(node) else up)


def _bound(scope: Scope) -> Iterator[Change]:
    for node in scope.expressions:
        if isinstance(node, ast.Name) and node.id in ("min", "max"):
            yield replaced(scope, node, "max" if node.id == "min" else "min")


AMOUNTS = (
    Operator("term_dropped", "a term of a sum is dropped", _term_dropped),
    Operator("factor_dropped", "a factor, or a divisor, is dropped", _factor_dropped),
    Operator("sign", "added for taken away, taken away for added", _sign),
    Operator("rounded_up", "a division is rounded up", _rounded_up),
    Operator("bound", "the smaller for the larger, the larger for the smaller", _bound),
)
