"""The source of what runs: the statement that a function was compiled from, if its file still holds it.

A text says something about a function only if the function was made of it. So the file is compiled again, and what
comes of it is compared with the code that runs: text that was executed from elsewhere, replaced, or edited since it was
imported is no source.
"""

from __future__ import annotations

import ast
import dis
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType


class SourceFile:
    """A file as it is now.

    Attributes:
        path: of the file.
        tree: its statements.
        text: the file itself.
        codes: what its functions and classes are compiled to, by name and first line.
        functions: the statements of its functions, likewise.
    """

    def __init__(self, path: str, text: str, tree: ast.Module, compiled: CodeType) -> None:
        self.path, self.text, self.tree = path, text, tree
        self.codes = {(code.co_name, code.co_firstlineno): code for code in _codes_in(compiled)}
        self.functions = {
            (node.name, min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])): node
            for node in tree.body
            if isinstance(node, ast.FunctionDef)
        }


def source_of(path: str) -> SourceFile | None:
    """The file at a path; None if there is none."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return _read(path, found.st_mtime_ns, found.st_size)


@cache
def _read(path: str, _changed: int, _size: int) -> SourceFile:
    text = Path(path).read_text(encoding="utf-8")
    tree = ast.parse(text)
    return SourceFile(path, text, tree, compile(tree, path, "exec", dont_inherit=True))


def statement_of(function: FunctionType) -> ast.FunctionDef | None:
    """The statement at the top of a file that the function was compiled from; None if there is no such text."""
    code = function.__code__
    source = source_of(code.co_filename)
    place = (code.co_name, code.co_firstlineno)
    if source is None or place not in source.functions or place not in source.codes:
        return None
    return source.functions[place] if anatomy_of(source.codes[place]) == anatomy_of(code) else None


def anatomy_of(code: CodeType) -> tuple[object, ...]:
    """All that decides what a code does: not where it stands, nor what has been run of it."""
    return (
        code.co_name,
        code.co_code,
        tuple(_constant(constant) for constant in code.co_consts),
        (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars),
        (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags),
        code.co_exceptiontable,
    )


def _constant(constant: object) -> object:
    """A constant with its type, for 1, 1.0 and True are equal."""
    if isinstance(constant, CodeType):
        return anatomy_of(constant)
    if isinstance(constant, tuple):
        return tuple(_constant(part) for part in constant)
    if isinstance(constant, frozenset):
        return frozenset(_constant(part) for part in constant)
    return (type(constant).__name__, constant)


def _codes_in(module: CodeType) -> list[CodeType]:
    return [constant for constant in module.co_consts if isinstance(constant, CodeType)]


def codes_within(code: CodeType) -> Iterator[CodeType]:
    """A code, and that of all that is defined inside it: functions, lambdas, generators."""
    yield code
    for inner in _codes_in(code):
        yield from codes_within(inner)


def globals_named(function: FunctionType) -> Iterator[str]:
    """The names of its module, or of Python, that a function reads, in the order in which they stand in its code."""
    for code in codes_within(function.__code__):
        for instruction in dis.get_instructions(code):
            if instruction.opname == "LOAD_GLOBAL":
                yield str(instruction.argval)
