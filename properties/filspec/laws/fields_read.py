"""Which fields of rows a law can read, from its text.

A field is read by its name, in the law or in a function that it names. That holds as long as rows are used for nothing
but their fields: a row that is compared with another, or given to a function whose text is not followed, is used as a
whole, and then any field may matter. Rows are what is taken out of tables, under whatever names these, and the tuples
that hold rows, are known; and parameters whose declared type is a record. So the answer may hold a field too many, and
never one too few.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import get_args

from filspec.actors.world import World
from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record
from filspec.kit.sums import total, total_by
from filspec.kit.transitions import Kind, Transition
from filspec.kit.worlds import shape_of, type_at
from filspec.laws.reads import names_in, reached_from


@cache
def fields_read(law: Callable[..., object]) -> frozenset[str] | None:
    """Names among which are all fields of rows that the law can read; None if it may use a row as a whole."""
    if any(_uses_a_row_as_a_whole(function) for function in reached_from(law) if not _is_of_the_kit(function)):
        return None
    return frozenset(names_in(law))


def _is_of_the_kit(function: FunctionType) -> bool:
    """Whether it is a sum, or what a sum is made with: rows go from there to the summand, and nowhere else."""
    return function in _reached_from_sums()


@cache
def _reached_from_sums() -> frozenset[FunctionType]:
    return frozenset(reached for summing in (total, total_by) for reached in reached_from(summing))


@cache
def _uses_a_row_as_a_whole(function: FunctionType) -> bool:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        return True
    rows = _row_names(function, tree)
    followed = {name for name, value in function.__globals__.items() if _is_followed(value)}
    return any(_is_row(used, rows) for used in _uses_other_than_of_fields(tree, followed))


def _row_names(function: FunctionType, tree: ast.FunctionDef) -> set[str]:
    """The names that stand for rows, or for something that rows are taken out of: a table, or a tuple."""
    names = {name for name, hint in annotations_of(function).items() if _has_records_in_it(hint)}
    given = [pair for node in ast.walk(tree) for pair in _names_given(node)]
    while True:
        more = {name for name, value in given if value is None or _holds_rows(value, names)} - names
        if not more:
            return names
        names |= more


def _names_given(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that are given to values; of a row that a loop goes through there is no value written out."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _pairs(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield from _pairs(target, value)
        case ast.comprehension(target=ast.Tuple(elts=[*_, ast.Name(id=name)]) | ast.Name(id=name)):
            yield name, None


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple):
        parts = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        for part, of_part in zip(target.elts, parts, strict=True):
            yield from _pairs(part, of_part)


def _holds_rows(value: ast.expr, names: set[str]) -> bool:
    """Whether a value is a row, or something that rows are taken out of."""
    match value:
        case ast.Attribute():
            return _has_records(value)
        case ast.Tuple(elts=parts):
            return any(_holds_rows(part, names) for part in parts)
        case ast.IfExp(body=body, orelse=orelse):
            return _holds_rows(body, names) or _holds_rows(orelse, names)
        case ast.Subscript(value=owner):
            return _is_row(value, names) or _holds_rows(owner, names)
        case _:
            return _is_row(value, names)


def _is_row(expression: ast.expr, rows: set[str]) -> bool:
    match expression:
        case ast.Name(id=name):
            return name in rows
        case ast.Subscript(value=ast.Attribute() as table):
            return _has_records(table)
        case ast.Subscript(value=owner):
            return _holds_rows(owner, rows)
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute() as table)):
            return _has_records(table)
        case ast.Call(func=ast.Attribute(attr="get")):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return _is_row(body, rows) or _is_row(orelse, rows)
        case _:
            return False


def _has_records(table: ast.Attribute) -> bool:
    """Whether this may be a table that holds records, by the last names of its path."""
    path = ast.unparse(table).partition(".")[2]
    tables = [known for known in _TABLES if known == path or known.endswith(f".{path}")]
    return any(map(holds_records, tables))


@cache
def holds_records(path: str) -> bool:
    """Whether the rows of a table of the world are records."""
    return _is_record(get_args(type_at(World, path))[-1])


def _has_records_in_it(declared: object) -> bool:
    """Whether a type is that of records, or of something that has records in it."""
    return _is_record(declared) or any(map(_has_records_in_it, get_args(declared)))


def _is_record(declared: object) -> bool:
    return isinstance(declared, type) and issubclass(declared, Record)


_TABLES = shape_of(World).tables


def _uses_other_than_of_fields(tree: ast.FunctionDef, followed: set[str]) -> Iterator[ast.expr]:
    """The expressions that are used as they are: not for an attribute, and not given to a function that is followed."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, comparators=others):
                yield from (left, *others)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords) if name not in followed:
                yield from (*arguments, *(keyword.value for keyword in keywords))
            case ast.Call(func=ast.Attribute(), args=arguments, keywords=keywords):
                yield from (*arguments, *(keyword.value for keyword in keywords))
            case ast.Attribute(value=owner, attr="but"):
                yield owner
            case ast.Return(value=value) if value is not None:
                yield value
            case ast.Subscript(slice=index):
                yield index
            case ast.Tuple(elts=parts, ctx=ast.Load()) if not _is_assigned(tree, node):
                yield from parts


def _is_assigned(tree: ast.FunctionDef, value: ast.AST) -> bool:
    return any(isinstance(node, ast.Assign) and node.value is value for node in ast.walk(tree))


def _is_followed(value: object) -> bool:
    declared = getattr(value, "transition", None)
    kind = declared.kind if isinstance(declared, Transition) else Kind.PURE
    return isinstance(value, FunctionType) and kind in (Kind.PURE, Kind.QUERY)
