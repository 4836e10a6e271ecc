"""Effects: one is missing, or two are in the wrong order."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from itertools import pairwise

from filspec.mutants.operators.operator import Change, Operator
from filspec.mutants.operators.scope import Scope
from filspec.mutants.operators.touches import can_change_places, touches

_LOOPS = frozenset({"for_each", "for_each_in", "for_each_under"})


def _is_call(statement: ast.stmt) -> bool:
    """Whether the statement is a call that is made for its effects; guards have operators of their own."""
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    called = statement.value.func
    return isinstance(called, ast.Name) and called.id != "require"


def _is_guard(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and ast.unparse(statement).startswith("require(")


def _is_write(statement: ast.stmt) -> bool:
    """Whether the statement replaces a row or a scalar of the world."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AugAssign) else targets
    return any(not isinstance(target, ast.Name) for target in targets)


def _dropped(scope: Scope, statement: ast.stmt, block: list[ast.stmt]) -> Change:
    start, end = scope.source.lines_of(statement)
    return Change(start, end, " " * statement.col_offset + "pass\n" if len(block) == 1 else "")


def _call_dropped(scope: Scope) -> Iterator[Change]:
    yield from (_dropped(scope, one, block) for block in scope.blocks for one in block if _is_call(one))


def _write_dropped(scope: Scope) -> Iterator[Change]:
    yield from (_dropped(scope, one, block) for block in scope.blocks for one in block if _is_write(one))


def _delete_dropped(scope: Scope) -> Iterator[Change]:
    yield from (_dropped(scope, one, block) for block in scope.blocks for one in block if isinstance(one, ast.Delete))


def _branch_dropped(scope: Scope) -> Iterator[Change]:
    """An early answer or a branch without an alternative is not taken any more."""
    for block in scope.blocks:
        for statement in block:
            if isinstance(statement, ast.If) and not statement.orelse and len(block) > 1:
                yield _dropped(scope, statement, block)


def _order(scope: Scope) -> Iterator[Change]:
    known = vars(sys.modules[scope.module]).get
    for block in scope.blocks:
        for one, other in pairwise(block):
            if _can_move(one, other) and not can_change_places(touches(one, known), touches(other, known)):
                start, middle, end = scope.source.lines_of(one)[0], *scope.source.lines_of(other)
                text = scope.source.text
                yield Change(start, end, text[middle:end] + text[start:middle])


def _can_move(one: ast.stmt, other: ast.stmt) -> bool:
    """Whether two statements, one of them with an effect, each have the names that they use in the other order too."""
    simple = ast.Assign | ast.AugAssign | ast.Delete | ast.Expr
    if not all(isinstance(part, simple) and not _is_guard(part) for part in (one, other)):
        return False
    has_effect = any(_is_call(part) or _is_write(part) or isinstance(part, ast.Delete) for part in (one, other))
    return has_effect and not _binds(one) & _names_in(other) and not _binds(other) & _names_in(one)


def _binds(statement: ast.stmt) -> set[str]:
    """The local names that a statement gives a value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _names_in(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


EFFECTS = (
    Operator("call_dropped", "a call that is made for its effects is missing", _call_dropped),
    Operator("write_dropped", "a write is missing", _write_dropped),
    Operator("delete_dropped", "a delete is missing", _delete_dropped),
    Operator("branch_dropped", "a case is missing", _branch_dropped),
    Operator("order", "two adjacent effects change places", _order),
)
