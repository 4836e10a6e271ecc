"""Effects: one is missing, or two are in the wrong order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from filspec.mutants.operators.operator import Change, Operator
from filspec.mutants.operators.scope import Scope

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
    for block in scope.blocks:
        for one, other in pairwise(block):
            if _may_matter(one, other):
                start, middle, end = scope.source.lines_of(one)[0], *scope.source.lines_of(other)
                text = scope.source.text
                yield Change(start, end, text[middle:end] + text[start:middle])


def _may_matter(one: ast.stmt, other: ast.stmt) -> bool:
    """Whether two statements can change places, and may mean something else then; a refusal undoes what came before."""
    simple = ast.Assign | ast.AugAssign | ast.Delete | ast.Expr
    if not all(isinstance(part, simple) and not _is_guard(part) for part in (one, other)):
        return False
    effects = [_is_call(part) or _is_write(part) or isinstance(part, ast.Delete) for part in (one, other)]
    if not any(effects) or _binds(one) & _names_in(other) or _binds(other) & _names_in(one):
        return False
    if any(_is_call(part) for part in (one, other)):
        return True
    return bool(_writes(one) & _reads(other) or _writes(other) & _reads(one) or _writes(one) & _writes(other))


def _binds(statement: ast.stmt) -> set[str]:
    """The local names that a statement gives a value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _names_in(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _writes(statement: ast.stmt) -> set[str]:
    """The tables and scalars of the world that a statement writes."""
    return {_path(node) for node in ast.walk(statement) if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)}


def _reads(statement: ast.stmt) -> set[str]:
    """What a statement reads of the world; a function that is called may read anything that is written."""
    return {_path(node) for node in ast.walk(statement) if isinstance(node, ast.Attribute)}


def _path(node: ast.AST) -> str:
    """The table or scalar, whichever row of it is meant."""
    return ast.unparse(node.value if isinstance(node, ast.Subscript) else node)


EFFECTS = (
    Operator("call_dropped", "a call that is made for its effects is missing", _call_dropped),
    Operator("write_dropped", "a write is missing", _write_dropped),
    Operator("delete_dropped", "a delete is missing", _delete_dropped),
    Operator("branch_dropped", "a case is missing", _branch_dropped),
    Operator("order", "two adjacent effects change places", _order),
)
