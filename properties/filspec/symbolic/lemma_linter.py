"""The linter of lemmas: a lemma is run on unknowns, and so are the rules it calls; none may look through values.

The rules of consensus are ordinary Python and no subset of it: they sort lists and build tuples. What is asked of the
values themselves raises where a proof cannot follow. What asks a value nothing (``is``, ``isinstance``, its class, how
it is shown) does not raise, and what swallows errors hides that something did. Both are refused, in the lemma and in
every function of filspec that it names. Of what is not filspec's only that may be named which is listed here.
"""

from __future__ import annotations

import ast
import builtins
import dataclasses
import inspect
import itertools
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import NewType

from filspec.kit.source import globals_named, statement_of
from filspec.symbolic.imports import OURS, TRUSTED

_ALLOWED = (
    *(abs, all, any, divmod, enumerate, len, map, max, min, range, reversed, sorted, sum, zip),
    *(bool, dict, frozenset, int, list, set, tuple, dataclasses.replace),
    *(AssertionError, KeyError, ValueError, ZeroDivisionError, itertools.combinations, itertools.permutations),
)
"""What may be named besides what is filspec's: it asks values for what they mean, or raises."""

_METHODS = frozenset({"bit_length", "but", "get", "items", "keys", "values"})
"""What may be called of a value: methods of numbers, records, tables and dictionaries."""

_REFUSED: dict[type[ast.AST], str] = {
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.Try: "try",
    ast.TryStar: "try",
    ast.With: "with",
    ast.Match: "match",
}
"""Constructs that ask values nothing, or that may swallow errors."""


def findings_of(holds: Callable[..., object]) -> tuple[str, ...]:
    """What a lemma, or a function that it names, does that its proof cannot follow, a line each."""
    found, waiting, seen = list[str](), [inspect.unwrap(holds)], set[object]()
    while waiting:
        function = waiting.pop(0)
        if isinstance(function, FunctionType) and function not in seen:
            seen.add(function)
            lines, named = _read(function)
            found += lines
            waiting += named
    return tuple(found)


@cache
def _read(function: FunctionType) -> tuple[tuple[str, ...], tuple[Callable[..., object], ...]]:
    """What a function does that no proof can follow, and the functions of filspec that it names."""
    place = f"{function.__code__.co_filename}:{{}}: {function.__name__}: {{}}, which a proof cannot follow"
    statement = statement_of(function)
    if statement is None:
        return (place.format(function.__code__.co_firstlineno, "other code than its file has at its top"),), ()
    found = [place.format(line, construct) for line, construct in _constructs(statement)]
    named = list[Callable[..., object]]()
    for name in dict.fromkeys(globals_named(function)):
        value = function.__globals__.get(name, vars(builtins).get(name))
        if _is_ours(value, function.__module__):
            named += [inspect.unwrap(value)] if isinstance(value, FunctionType) and not _is_trusted(value) else []
        elif (callable(value) or isinstance(value, ModuleType)) and not any(value is known for known in _ALLOWED):
            found.append(place.format(statement.lineno, name))
    return tuple(found), tuple(named)


def _constructs(statement: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """The constructs of a function that ask values nothing, or hide errors, each with its line."""
    for node in ast.walk(statement):
        line = getattr(node, "lineno", statement.lineno)
        match node:
            case ast.Compare(ops=operators):
                yield from ((line, _REFUSED[type(operator)]) for operator in operators if type(operator) in _REFUSED)
            case ast.FormattedValue(conversion=conversion) if conversion >= 0:
                yield line, f"!{chr(conversion)}"
            case ast.Attribute(attr=name) if name.startswith("__") and name != "__getitem__":
                yield line, f".{name}"
            case ast.Call(func=ast.Attribute(attr=name)) if name not in _METHODS:
                yield line, f".{name}()"
            case ast.stmt() if type(node) in _REFUSED:
                yield line, _REFUSED[type(node)]


def _is_ours(value: object, module: str) -> bool:
    """Whether filspec, or the module itself, defines a value, or it is a unit."""
    home = getattr(value, "__module__", None)
    return isinstance(value, NewType) or (isinstance(home, str) and (home == module or home.startswith(OURS)))


def _is_trusted(function: FunctionType) -> bool:
    """Whether a function is one of the kit or of the prover, whose texts are trusted as a whole."""
    return f"{function.__module__}.".startswith(TRUSTED)
