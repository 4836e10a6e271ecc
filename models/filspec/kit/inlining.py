"""Inlining: where the text of a formula may stand in the place of its call.

The text has to be one expression without names of its own, and what is put in the place of its parameters has to be
evaluated without any effect, however often the text reads them.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence


def only_expression(statement: ast.FunctionDef) -> ast.expr | None:
    """The expression that a function is; None if it is more than one, or has names of its own."""
    body = without_docstring(statement)
    if len(body) != 1 or not isinstance(body[0], ast.Return):
        return None
    return None if any(isinstance(part, ast.GeneratorExp) for part in ast.walk(body[0])) else body[0].value


def may_stand_in(value: ast.expr, parameters: Sequence[str], arguments: Sequence[ast.expr]) -> bool:
    """Whether arguments may stand in an expression in the place of its parameters.

    To read a field can fail, as that of None does, so it stands only where it is read whatever the others are.
    """
    if len(parameters) != len(arguments) or not all(map(is_plain, arguments)):
        return False
    always = _always_read_in(value)
    return all(
        parameter in always or not isinstance(argument, ast.Attribute)
        for parameter, argument in zip(parameters, arguments, strict=True)
    )


def is_plain(expression: ast.expr) -> bool:
    """Whether it can be evaluated once or more than once, and it is all the same."""
    if isinstance(expression, ast.Attribute):
        return is_plain(expression.value)
    return isinstance(expression, ast.Name | ast.Constant)


def _always_read_in(expression: ast.AST) -> frozenset[str]:
    """The names that are read wherever the expression has a value."""
    match expression:
        case ast.Name(id=name):
            return frozenset({name})
        case ast.BoolOp(values=[first, *_]):
            return _always_read_in(first)
        case ast.Compare(left=left, comparators=[first, *_]):
            return _always_read_in(left) | _always_read_in(first)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _always_read_in(test) | _always_read_in(body) & _always_read_in(orelse)
    return frozenset[str]().union(*map(_always_read_in, ast.iter_child_nodes(expression)))


def without_docstring(statement: ast.FunctionDef) -> list[ast.stmt]:
    """What a function does."""
    is_documented = ast.get_docstring(statement, clean=False) is not None
    return statement.body[1:] if is_documented else statement.body
