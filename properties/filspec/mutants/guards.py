"""Guards: each ``require`` of the actors, and the mutant without it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from filspec.mutants.definitions import actor_modules
from filspec.mutants.mutant import Edit, Mutant, text_of


@cache
def deleted_guards() -> Mapping[str, Mutant]:
    """A mutant for each guard, by the name ``function/REASON``; a second guard of the same name ends in ``/2``."""
    return {mutant.name: mutant for module in actor_modules() for mutant in guards_in(module, text_of(module))}


def guards_in(module: str, text: str) -> Iterator[Mutant]:
    """The mutants of one module, in the order of their guards."""
    for function in ast.parse(text).body:
        if isinstance(function, ast.FunctionDef):
            seen = Counter[str]()
            for block in _blocks(function):
                for statement in block:
                    reason = _reason_of(statement)
                    if reason:
                        seen[reason] += 1
                        place = "" if seen[reason] == 1 else f"/{seen[reason]}"
                        name = f"{function.name}/{reason}{place}"
                        yield _without(module, text, function, statement, len(block) == 1, name, reason)


def _blocks(function: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    """The lists of statements in a function, its own first."""
    for node in ast.walk(function):
        for _, block in ast.iter_fields(node):
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield block


def _reason_of(statement: ast.stmt) -> str:
    """The reason of a guard; empty for other statements."""
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return ""
    call = statement.value
    if not isinstance(call.func, ast.Name) or call.func.id != "require":
        return ""
    return ast.unparse(call.args[1]).removeprefix("Reason.")


def _without(
    module: str, text: str, function: ast.FunctionDef, guard: ast.stmt, alone: bool, name: str, reason: str
) -> Mutant:
    """The mutant in which a function does not make sure of something."""
    lines = text.splitlines(keepends=True)
    head = "".join(lines[function.lineno - 1 : guard.lineno - 1])  # names the function, so it occurs once
    body = "".join(lines[guard.lineno - 1 : guard.end_lineno])
    rest = " " * guard.col_offset + "pass\n" if alone else ""
    return Mutant(
        name=name,
        title=f"{function.name} goes on where it is to refuse for {reason}",
        source="the guards of today's source",
        breaks=(),
        edits=(Edit(module=module, old=head + body, new=head + rest),),
        reason=reason,
    )
