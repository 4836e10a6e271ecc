"""Fields and answers: one is not changed, another is changed in its place, the branches of a choice change places."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice

from filspec.mutants.operators.operator import Change, Operator, replaced
from filspec.mutants.operators.scope import Scope
from filspec.mutants.operators.types import fields_of

MOST = 2
"""How many other fields stand in for one."""


def _changed_records(scope: Scope) -> Iterator[ast.Call]:
    for node in scope.expressions:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "but":
            yield node


def _field_dropped(scope: Scope) -> Iterator[Change]:
    for call in _changed_records(scope):
        for dropped in call.keywords if len(call.keywords) > 1 else []:
            kept = [scope.source.text[slice(*scope.source.span(one))] for one in call.keywords if one is not dropped]
            assert isinstance(call.func, ast.Attribute)
            yield replaced(scope, call, f"{scope.source.of(call.func.value)}.but({', '.join(kept)})")


def _wrong_field(scope: Scope) -> Iterator[Change]:
    for call in _changed_records(scope):
        fields = fields_of(scope.type_of(call))
        given = {one.arg for one in call.keywords}
        for one in call.keywords:
            others = (name for name, of in fields.items() if of == fields[one.arg or ""] and name not in given)
            for other in islice(others, MOST):
                start, _ = scope.source.span(one)
                yield Change(start, start + len(one.arg or ""), other)


def _branches(scope: Scope) -> Iterator[Change]:
    for node in scope.expressions:
        if isinstance(node, ast.IfExp):
            body, test, other = (scope.source.of(part) for part in (node.body, node.test, node.orelse))
            yield replaced(scope, node, f"{other} if {test} else {body}")


FIELDS = (
    Operator("field_dropped", "a field is not changed", _field_dropped),
    Operator("wrong_field", "another field is changed", _wrong_field),
    Operator("branches", "the branches of a choice change places", _branches),
)
