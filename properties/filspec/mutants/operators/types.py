"""Types of expressions, as far as a mutant that mixes no units needs them.

Units do not exist at run time, so they are read from the annotations: of parameters, of records' fields, of what
functions return.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import NewType, get_args, get_origin, get_type_hints

from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import is_actor
from filspec.symbolic.definitions import definitions_in

Type = object
"""A class, a unit or a generic alias; None where nothing is known."""


def type_of(node: ast.expr, known: Mapping[str, Type], module: str) -> Type:
    """The type of an expression.

    Args:
        node: the expression.
        known: types of parameters and local names.
        module: where it stands.
    """
    match node:
        case ast.Constant(value=value):
            return type(value)
        case ast.Name(id=name):
            return known[name] if name in known else type_of_global(module, name)
        case ast.Attribute(value=ast.Name(id=name), attr=_) if name not in known and _is_enum(module, name):
            return global_named(module, name)
        case ast.Attribute(value=owner, attr=field):
            return fields_of(type_of(owner, known, module)).get(field)
        case ast.Subscript(value=table, slice=key):
            return _type_of_part(type_of(table, known, module), key)
        case ast.Call():
            return _type_of_call(node, known, module)
        case ast.IfExp(body=body):
            return type_of(body, known, module)
        case ast.BinOp():
            return int
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return bool
        case ast.UnaryOp(operand=operand):
            return type_of(operand, known, module)
        case ast.Tuple(elts=parts):
            return tuple[tuple(type_of(part, known, module) for part in parts)]  # type: ignore[misc]
    return None


def global_named(module: str, name: str) -> object:
    """What a name stands for at the top of a module; None for nothing."""
    return vars(sys.modules[module]).get(name)


@cache
def type_of_global(module: str, name: str) -> Type:
    """The type of a constant, or of one that is imported: units are read from the call that makes it."""
    value = global_named(module, name)
    if isinstance(value, bool) or not isinstance(value, int):
        return type(value) if isinstance(value, Record | bool) else None
    for place in _places(module, name):
        for statement in ast.parse(definitions_in(place)[name].text).body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
                return type_of(statement.value, {}, place)
    return int


def _places(module: str, name: str) -> list[str]:
    """The modules of the actors that define a name, the module itself first."""
    homes = [module, *sorted(other for other in sys.modules if other.startswith("filspec.actors."))]
    return [home for home in homes if name in definitions_in(home)]


@cache
def fields_of(owner: Type) -> Mapping[str, Type]:
    """The fields of a record, an actor or a world, with their types."""
    if isinstance(owner, type) and (issubclass(owner, Record) or is_actor(owner) or owner.__name__ == "World"):
        return get_type_hints(owner)
    return {}


def returned_by(function: Callable[..., object]) -> Type:
    """What a function returns."""
    return get_type_hints(function).get("return")


def parameters_of(function: ast.FunctionDef, module: str) -> Mapping[str, Type]:
    """The annotated parameters of a function in the text of a module, with their types."""
    written = {one.arg: ast.unparse(one.annotation) for one in function.args.args if one.annotation is not None}
    return get_type_hints(SimpleNamespace(__annotations__=written), globalns=vars(sys.modules[module]))


def unit_named(unit: Type, module: str) -> str:
    """The name by which a module can wrap a number in a unit; empty for plain numbers, and where it imports none."""
    if not isinstance(unit, NewType):
        return ""
    return unit.__name__ if global_named(module, unit.__name__) is unit else ""


def _type_of_part(table: Type, key: ast.expr) -> Type:
    if get_origin(table) in (Table, PairTable):
        return get_args(table)[-1]
    if get_origin(table) is tuple and isinstance(key, ast.Constant) and isinstance(key.value, int):
        parts = get_args(table)
        return parts[key.value] if key.value < len(parts) and Ellipsis not in parts else None
    return None


def _type_of_call(call: ast.Call, known: Mapping[str, Type], module: str) -> Type:
    if isinstance(call.func, ast.Attribute):
        owner = type_of(call.func.value, known, module)
        if call.func.attr == "but":
            return owner
        return get_args(owner)[-1] if call.func.attr == "get" and get_args(owner) else None
    if not isinstance(call.func, ast.Name):
        return None
    if call.func.id in ("min", "max"):
        types = [type_of(argument, known, module) for argument in call.args]
        return next((one for one in types if isinstance(one, NewType)), int)
    called = global_named(module, call.func.id)
    if isinstance(called, NewType | type):
        return called
    return returned_by(called) if isinstance(called, FunctionType) else None


def _is_enum(module: str, name: str) -> bool:
    found = global_named(module, name)
    return isinstance(found, type) and issubclass(found, Enum)
