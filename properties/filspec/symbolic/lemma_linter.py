"""The linter of lemmas: a lemma is run on unknowns, and so are the rules it calls; none may look through values.

The rules of consensus are ordinary Python and no subset of it: they build lists and tuples. What is asked of the values
themselves raises where a proof cannot follow. What asks a value nothing (``is``, ``isinstance``, its class) does not
raise, what swallows errors hides that something did, and what remembers earlier calls answers otherwise in each. So
there is a list of what is allowed, in the lemma and in every function that it names: of constructs, of the objects that
names are bound to, and of attributes, which are the declared fields of the types that occur.
"""

from __future__ import annotations

import ast
import builtins
import dataclasses
import inspect
import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import FunctionType
from typing import NamedTuple, NewType, get_args, get_origin

from filspec.kit.annotations import annotations_of
from filspec.kit.signatures import declared_by_the_kit, signature_of
from filspec.kit.source import globals_named, statement_of
from filspec.kit.value_classes import fault_of
from filspec.kit.value_types import NoType, type_of_constant
from filspec.symbolic.imports import OURS
from filspec.symbolic.law_reading import is_beside
from filspec.symbolic.shapes import RESERVED

_ALLOWED = (
    *(abs, all, any, divmod, enumerate, len, map, max, min, range, reversed, sorted, sum, zip),
    *(bool, dict, frozenset, int, list, set, tuple, dataclasses.replace),
    *(AssertionError, KeyError, ValueError, ZeroDivisionError, itertools.combinations, itertools.permutations),
)
"""What may be named besides what is filspec's: it asks values for what they mean, or raises."""

_METHODS = frozenset({"bit_length", "but", "get"})
"""What may be called of a value: methods of numbers, records and tables."""

_CONSTRUCTS = (
    *(ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.If, ast.For, ast.While, ast.Break, ast.Continue),
    *(ast.Pass, ast.Expr, ast.Assert, ast.Raise, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.IfExp, ast.Compare, ast.Call),
    *(ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Slice, ast.Starred, ast.Tuple, ast.List, ast.Set),
    *(ast.Dict, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr, ast.JoinedStr),
    *(ast.FormattedValue, ast.comprehension, ast.keyword, ast.arguments, ast.arg),
    *(ast.expr_context, ast.boolop, ast.operator, ast.unaryop),
    *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn),
)
"""What a function may be made of. ``in`` asks values whether they are equal, which is true of one and the same."""

_CALLED: dict[type[ast.AST], str] = {ast.Is: "is", ast.IsNot: "is not", ast.Try: "try", ast.TryStar: "try"}
"""What other constructs are called, where it is not the name of their class."""

_OF_EXCEPTIONS = frozenset(vars(type("Plain", (Exception,), {"__doc__": ""})))
"""What is in a class of exceptions that declares nothing."""


class _Read(NamedTuple):
    """What came of reading a function: what no proof can follow, a line each, and the functions that it names."""

    findings: tuple[str, ...]
    named: tuple[FunctionType, ...] = ()


def findings_of(holds: Callable[..., object]) -> tuple[str, ...]:
    """What a lemma, or a function that it names, does that its proof cannot follow, a line each."""
    functions, findings = [holds], [*_parameters(holds)]
    for function in functions:
        read = _read(function)
        findings += read.findings
        functions += [named for named in read.named if named not in functions]
    fields = _fields_of(annotated for function in functions for annotated in _types_in(function)) - RESERVED
    return (*findings, *(finding for function in functions for finding in _attributes(function, fields)))


def _parameters(holds: Callable[..., object]) -> Iterator[str]:
    """Why a lemma's parameters are not each a value of a type that only declares, of which a proof shows all."""
    written = _written(holds)
    if written is not None:
        try:
            signature_of(written)
        except NoType as refusal:
            yield _finding(written, written.__code__.co_firstlineno, refusal.construct)


@cache
def _read(function: Callable[..., object]) -> _Read:
    """Read a function without its attributes, which depend on what is read besides."""
    written = _written(function)
    statement = None if written is None else statement_of(written)
    if written is None or statement is None:
        line = getattr(getattr(function, "__code__", None), "co_firstlineno", 0)
        return _Read((_finding(function, line, "other code than its file has at its top"),))
    found = [_finding(written, line, construct) for line, construct in _constructs(statement)]
    if not all(map(_is_allowed, (*(written.__defaults__ or ()), *(written.__kwdefaults__ or {}).values()))):
        found.append(_finding(written, statement.lineno, "a default that may change"))
    named = list[FunctionType]()
    for name in dict.fromkeys(globals_named(written)):
        value = written.__globals__.get(name, vars(builtins).get(name))
        if isinstance(value, FunctionType) and _is_ours(value, written.__module__):
            named.append(value)
        elif not _is_allowed(value):
            found.append(_finding(written, statement.lineno, name))
    return _Read(tuple(found), tuple(named))


def _written(function: Callable[..., object]) -> FunctionType | None:
    """The function as it was written; None if it is not just what its file, or the kit, makes of it."""
    declared = declared_by_the_kit(function)
    if declared is not None:
        return declared.function if isinstance(declared.function, FunctionType) else None
    return function if isinstance(function, FunctionType) and is_beside(function) else None


def _is_ours(function: FunctionType, module: str) -> bool:
    """Whether a function is read: it stands in filspec, or in the module that names it, and nothing is around it."""
    is_near = function.__module__ == module or function.__module__.startswith(OURS)
    return is_near and _written(function) is not None


def _finding(function: Callable[..., object], line: int, construct: str) -> str:
    code = inspect.unwrap(function).__code__ if isinstance(function, FunctionType) else None
    place = "" if code is None else f"{code.co_filename}:{line}: "
    return f"{place}{getattr(function, '__name__', function)}: {construct}, which a proof cannot follow"


def _is_allowed(value: object) -> bool:
    """Whether a proof knows what a name is bound to: a word, a class that only declares, or a value that stays."""
    if any(value is known for known in _ALLOWED) or isinstance(value, NewType):
        return True
    if isinstance(value, type):
        return _is_plain_exception(value) if issubclass(value, Exception) else fault_of(value) is None
    try:
        type_of_constant(value)
    except NoType:
        return False
    return True


def _is_plain_exception(cls: type) -> bool:
    own = [base for base in cls.__mro__ if base.__module__ != "builtins"]
    return all(set(vars(base)) <= {*_OF_EXCEPTIONS, "__annotations__"} for base in own)


def _constructs(statement: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """The constructs of a function that no proof can follow, each with its line."""
    for node in (node for part in statement.body for node in ast.walk(part)):
        line = getattr(node, "lineno", statement.lineno)
        if not isinstance(node, _CONSTRUCTS):
            yield line, _CALLED.get(type(node), type(node).__name__)
        elif isinstance(node, ast.FormattedValue) and node.conversion >= 0:
            yield line, f"!{chr(node.conversion)}"
        elif isinstance(node, ast.arguments) and (node.defaults or any(node.kw_defaults)):
            yield line, "a default of a lambda"
        elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            yield line, f"a write to {ast.unparse(node)}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr not in _METHODS:
            yield line, f".{node.func.attr}()"


def _attributes(function: Callable[..., object], fields: frozenset[str]) -> Iterator[str]:
    """The attributes that a function reads and no type that occurs declares."""
    written = _written(function)
    statement = None if written is None else statement_of(written)
    known = {*fields, *_METHODS, "__getitem__"}
    for part in () if statement is None else statement.body:
        for node in ast.walk(part):
            if isinstance(node, ast.Attribute) and node.attr not in known:
                yield _finding(function, node.lineno, f".{node.attr}")


def _types_in(function: Callable[..., object]) -> Iterator[object]:
    """The types that a function is annotated with, and those of the constants and classes that it names."""
    written = _written(function)
    if written is not None:
        yield from annotations_of(written).values()
        for name in globals_named(written):
            value = written.__globals__.get(name)
            yield value if isinstance(value, type) else type(value)


def _fields_of(types: Iterable[object]) -> frozenset[str]:
    """The fields of records and actors, and the members of enums, that values of these types have or hold."""
    waiting, seen, fields = list(types), set[object](), set[str]()
    while waiting:
        declared = waiting.pop()
        while isinstance(declared, NewType):
            declared = declared.__supertype__
        waiting += [part for part in get_args(declared) if part not in seen]
        declared = get_origin(declared) or declared
        if isinstance(declared, type) and declared not in seen and fault_of(declared) is None:
            members = annotations_of(declared)
            fields |= {*members, *getattr(declared, "__members__", ())}
            waiting += members.values()
        if isinstance(declared, type):
            seen.add(declared)
    return frozenset(fields)
