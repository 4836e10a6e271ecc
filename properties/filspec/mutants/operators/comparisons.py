"""Comparisons: weakened at the boundary, or the wrong way round."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from filspec.mutants.operators.operator import Change, Operator, rewritten
from filspec.mutants.operators.scope import Scope

_WEAKENED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_FLIPPED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def _with(scope: Scope, others: Mapping[type[ast.cmpop], type[ast.cmpop]]) -> Iterator[Change]:
    for node in scope.expressions:
        if isinstance(node, ast.Compare):
            for place, operation in enumerate(node.ops):
                other = others.get(type(operation))
                if other is not None:
                    changed = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                    yield rewritten(scope, node, ast.Compare(node.left, changed, node.comparators))


COMPARISONS = (
    Operator("boundary", "a comparison takes its boundary in, or leaves it out", lambda scope: _with(scope, _WEAKENED)),
    Operator("flipped", "a comparison is the wrong way round", lambda scope: _with(scope, _FLIPPED)),
)
