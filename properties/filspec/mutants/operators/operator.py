"""An operator: a kind of small mistake, and where a function has room for it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from filspec.mutants.operators.scope import Scope


class Change(NamedTuple):
    """One replacement of text.

    Attributes:
        start: the first character that is replaced.
        end: the first character after it.
        new: what is written in its place.
    """

    start: int
    end: int
    new: str


class Operator(NamedTuple):
    """A kind of mistake.

    Attributes:
        name: one word, part of the names of its mutants.
        sentence: what the mistake is.
        changes: where a function has room for it, in the order of the text.
    """

    name: str
    sentence: str
    changes: Callable[[Scope], Iterator[Change]]


def replaced(scope: Scope, node: ast.expr, new: str) -> Change:
    """The change of one expression into a text."""
    return Change(*scope.source.span(node), new)


def rewritten(scope: Scope, node: ast.expr, new: ast.expr) -> Change:
    """The change of one expression into another; parentheses keep it together where it stands."""
    text = ast.unparse(new)
    atom = isinstance(new, ast.Name | ast.Attribute | ast.Call | ast.Constant | ast.Subscript | ast.Tuple)
    return replaced(scope, node, text if atom or not scope.needs_parentheses(node) else f"({text})")
