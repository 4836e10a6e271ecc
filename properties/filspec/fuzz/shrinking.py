"""Shrinking: a program in which a claim is broken becomes a small one in which it still is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from filspec.fuzz.case import tried
from filspec.fuzz.program import Program
from filspec.fuzz.runs import Broken

MOST_TRIES = 400
"""How many smaller programs are tried at most."""

Edit = Callable[[], None]
"""A change of a syntax tree that makes it smaller."""


def shrunk(program: Program, seed: str, broken: Broken, most_tries: int = MOST_TRIES) -> tuple[Program, Broken]:
    """The smallest program found in which the claim is broken, and the run that breaks it."""
    tries = 0
    while True:
        for smaller in _smaller(program, broken.claim):
            tries += 1
            if tries > most_tries:
                return program, broken
            found = tried(smaller, seed, broken.claim).broken
            if found is not None:
                program, broken = smaller, found
                break
        else:
            return program, broken


def _smaller(program: Program, claim: str) -> Iterator[Program]:
    """Programs with a law less, or with a part of a module less; large parts first."""
    for law in program.laws:
        if law.name != claim:
            yield program._replace(laws=tuple(other for other in program.laws if other is not law))
    for place, (name, text) in enumerate(program.modules):
        for smaller in _smaller_texts(text):
            modules = (*program.modules[:place], (name, smaller), *program.modules[place + 1 :])
            yield program._replace(modules=modules)
    for head in _smaller_texts(program.law_head):
        yield program._replace(law_head=f"{head}\n")


def _smaller_texts(text: str) -> Iterator[str]:
    count = len(list(_edits(ast.parse(text))))
    for number in range(count):
        tree = ast.parse(text)
        list(_edits(tree))[number]()
        yield ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _edits(tree: ast.Module) -> Iterator[Edit]:
    for node in ast.walk(tree):
        for statements in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(statements, list):
                yield from _edits_of_block(statements)
    for node in ast.walk(tree):
        yield from _edits_of_parts(node)


def _edits_of_block(statements: list[ast.stmt]) -> Iterator[Edit]:
    """Leave a statement out, or put a branch where the condition was."""
    for place, statement in enumerate(statements):
        if _is_needed(statement):
            continue
        yield _replacing(statements, place, [])
        if isinstance(statement, ast.If):
            yield _replacing(statements, place, statement.body)
            yield _replacing(statements, place, statement.orelse)


def _is_needed(statement: ast.stmt) -> bool:
    is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    is_import = isinstance(statement, ast.ImportFrom)
    return is_text or is_import or isinstance(statement, ast.Pass) or getattr(statement, "name", "") == "trap"


def _replacing(statements: list[ast.stmt], place: int, new: list[ast.stmt]) -> Edit:
    def edit() -> None:
        statements[place : place + 1] = new or [ast.Pass()]
        if len(statements) > 1:
            statements[:] = [one for one in statements if not isinstance(one, ast.Pass)] or [ast.Pass()]

    return edit


def _edits_of_parts(node: ast.AST) -> Iterator[Edit]:
    """Put a part of an expression where the whole was."""
    for name, value in ast.iter_fields(node):
        for place, whole in enumerate(value if isinstance(value, list) else [value]):
            for part in _parts(whole):
                yield _putting(node, name, place if isinstance(value, list) else None, part)


def _parts(whole: object) -> list[ast.expr]:
    match whole:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.BoolOp(values=values):
            return values
        case ast.Call(func=ast.Name(id="abs" | "max" | "min"), args=args):
            return args
    return []


def _putting(node: ast.AST, name: str, place: int | None, part: ast.expr) -> Edit:
    def edit() -> None:
        if place is None:
            setattr(node, name, part)
        else:
            getattr(node, name)[place] = part

    return edit
