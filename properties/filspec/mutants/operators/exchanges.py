"""Exchanges: in place of a value another of the same unit, and never one of another unit."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import combinations, islice

from filspec.actors.parameters import Parameters
from filspec.actors.units import ActorID
from filspec.kit.records import Record
from filspec.mutants.operators.operator import Change, Operator, replaced
from filspec.mutants.operators.scope import Scope
from filspec.mutants.operators.types import Type, fields_of, type_of_global

MOST = 2
"""How many other values stand in for one: more of them are found by the same law or test."""

ACCOUNTS = ("SYSTEM", "REWARD", "POWER", "MARKET", "BURNT_FUNDS")
"""The system actors that a module can name without another import."""


def _party(scope: Scope) -> Iterator[Change]:
    yield from _exchanged(scope, lambda unit, is_key: unit is ActorID and not is_key)


def _amount(scope: Scope) -> Iterator[Change]:
    yield from _exchanged(scope, lambda unit, is_key: unit is not ActorID and not is_key)


def _row(scope: Scope) -> Iterator[Change]:
    yield from _exchanged(scope, lambda _, is_key: is_key)


def _exchanged(scope: Scope, wanted: Callable[[Type, bool], bool]) -> Iterator[Change]:
    """The changes of names and fields into others of the same type; of a field's owner nothing is changed."""
    for node in scope.expressions:
        unit = scope.type_of(node) if _is_read_as_a_whole(scope, node) else None
        if _is_exchangeable(unit) and wanted(unit, _is_in_a_key(scope, node)):
            text = scope.source.of(node)
            others = (other for other in dict.fromkeys(_others(scope, node, unit)) if other != text)
            for other in islice(others, MOST):
                yield replaced(scope, node, other)


def _is_exchangeable(unit: Type) -> bool:
    """Whether values of this type are told apart by name only; members of enums and records have operators too."""
    if unit is None or unit in (type(None), str):
        return False
    return not (isinstance(unit, type) and issubclass(unit, Enum | Record))


def _is_read_as_a_whole(scope: Scope, node: ast.expr) -> bool:
    parent = scope.parents.get(node)
    if isinstance(node, ast.Name):
        called = isinstance(parent, ast.Call) and parent.func is node
        return not called and not isinstance(parent, ast.Attribute) and node.id != "w"
    return isinstance(node, ast.Attribute) and not isinstance(parent, ast.Attribute) and not _is_parameter(scope, node)


def _is_parameter(scope: Scope, node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and scope.type_of(node.value) is Parameters


def _is_in_a_key(scope: Scope, node: ast.AST) -> bool:
    """Whether the expression says which row of a table is meant."""
    inner, outer = node, scope.parents.get(node)
    while isinstance(outer, ast.Tuple):
        inner, outer = outer, scope.parents.get(outer)
    match outer:
        case ast.Subscript(slice=key):
            return inner is key
        case ast.Call(func=ast.Attribute(attr="get"), args=[key, *_]):
            return inner is key
    return False


def _others(scope: Scope, node: ast.expr, unit: Type) -> Iterator[str]:
    """The other values of a type: fields beside it, then names, then fields of what has a name, then system actors."""
    if isinstance(node, ast.Attribute):
        owner = scope.source.of(node.value)
        yield from (f"{owner}.{field}" for field, of in fields_of(scope.type_of(node.value)).items() if of == unit)
    names = scope.names_at(node)
    yield from (name for name in names if scope.types.get(name) == unit)
    for name in names[1:] if names[:1] == ["w"] else names:
        for field, of in fields_of(scope.types.get(name)).items():
            if of == unit:
                yield f"{name}.{field}"
            elif isinstance(of, type) and issubclass(of, Record):
                yield from (f"{name}.{field}.{inner}" for inner, kind in fields_of(of).items() if kind == unit)
    if unit is ActorID:
        yield from (name for name in ACCOUNTS if type_of_global(scope.module, name) is ActorID)


def _parameter(scope: Scope) -> Iterator[Change]:
    """In place of a parameter of the network the next ones of its type."""
    for node in scope.expressions:
        if isinstance(node, ast.Attribute) and _is_parameter(scope, node):
            fields = fields_of(Parameters)
            names = list(fields)
            place = names.index(node.attr)
            others = [name for name in names[place + 1 :] + names[:place] if fields[name] == fields[node.attr]]
            for other in others[:MOST]:
                yield replaced(scope, node, f"{scope.source.of(node.value)}.{other}")


def _arguments(scope: Scope) -> Iterator[Change]:
    """Two arguments of the same type change places; of a comparison they are no arguments."""
    for node in scope.expressions:
        if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in ("min", "max")):
            for one, other in combinations(node.args, 2):
                unit = scope.type_of(one)
                if unit is not None and unit == scope.type_of(other) and scope.source.of(one) != scope.source.of(other):
                    start, (first, last) = scope.source.span(one)[0], scope.source.span(other)
                    between = scope.source.text[scope.source.span(one)[1] : first]
                    yield Change(start, last, scope.source.of(other) + between + scope.source.of(one))


EXCHANGES = (
    Operator("wrong_party", "another actor", _party),
    Operator("wrong_value", "another value of the same unit", _amount),
    Operator("wrong_row", "the row of another key", _row),
    Operator("wrong_parameter", "another parameter of the network", _parameter),
    Operator("arguments", "two arguments of the same unit change places", _arguments),
)
