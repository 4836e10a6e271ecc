"""The top of a module: declarations only, so that its names are bound once, by statements that do nothing else.

What a module executes besides could replace a table's method, a class or a function of any other module after it was
read. So a module that a proof rests on holds imports, constants, classes and functions; constants are made of literals,
records and units; and decorators are those of the kit, by the very object that their names are bound to.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, unique
from functools import cache
from types import MappingProxyType, ModuleType
from typing import NewType, TypeVar

from filspec.kit import laws
from filspec.kit.oracles import oracle
from filspec.kit.records import Record
from filspec.kit.tables import Table
from filspec.kit.transitions import internal, message, pure, query
from filspec.kit.worlds import actor, is_actor

Report = Callable[[ast.AST, str, str], None]

KINDS = (message, internal, query, pure, oracle)
"""The decorators of registered functions."""

OF_LAWS = (
    laws.law,
    laws.law_for_each,
    laws.law_for_every_key,
    laws.step_law,
    laws.step_law_for_each,
    laws.message_law,
    laws.postcondition,
    laws.refused_for,
    laws.frame,
    laws.visit_law,
)
"""The decorators of laws."""

_OF_FUNCTIONS = (*KINDS, *OF_LAWS, laws.formula, cache, property, staticmethod, classmethod)
_OF_CLASSES = (actor, dataclass, unique)
_MAKERS = (NewType, TypeVar, MappingProxyType, dict, frozenset, list, set, tuple)
_KEEP = "keep to imports, constants, classes and functions"
_CONSTANT = "make it of literals, records, units and members"
_PLAIN: tuple[type[ast.AST], ...] = (
    *(ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Starred),
    *(ast.UnaryOp, ast.BinOp, ast.keyword, ast.expr_context, ast.operator, ast.unaryop, ast.Call),
)


_OF_ANNOTATIONS: tuple[type[ast.AST], ...] = (
    *(
        ast.Name,
        ast.Attribute,
        ast.Subscript,
        ast.Tuple,
        ast.List,
        ast.Constant,
        ast.BinOp,
        ast.BitOr,
        ast.expr_context,
    ),
)


def read_top(tree: ast.Module, module: Mapping[str, object], report: Report) -> None:
    """Report every statement at the top of a module that does more than declare."""
    bound: set[str] = set()
    for statement in tree.body:
        _Top(module, report).statement(statement)
        for name in _names_bound(statement):
            if name in bound:
                report(statement, f"{name}, bound again", "give each thing a name of its own")
            bound.add(name)


def read_globals(tree: ast.Module, text: str, report: Report) -> None:
    """Report every function of a module that could bind one of its names later."""
    for node in ast.walk(tree) if "global" in text else ():
        if isinstance(node, ast.Global):
            report(node, "global", "keep what changes in the world")


class _Top:
    def __init__(self, module: Mapping[str, object], report: Report) -> None:
        self._module, self._report = module, report

    def statement(self, node: ast.stmt) -> None:
        """Read one statement."""
        if isinstance(node, ast.Import | ast.ImportFrom) or _is_text(node):
            return
        if isinstance(node, ast.FunctionDef):
            self._function(node)
        elif isinstance(node, ast.ClassDef):
            self._class(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            self._constant(node)
        elif not isinstance(node, ast.AsyncFunctionDef | ast.Pass):
            self._report(node, f"{type(node).__name__} at the top of a module or class", _KEEP)

    def _function(self, node: ast.FunctionDef) -> None:
        for annotation in [
            node.returns,
            *(part.annotation for part in ast.walk(node.args) if isinstance(part, ast.arg)),
        ]:
            self._annotation(annotation)
        for decorator in node.decorator_list:
            self._decorator(decorator, _OF_FUNCTIONS)
        for default in [*node.args.defaults, *(value for value in node.args.kw_defaults if value is not None)]:
            self._value(default)

    def _decorator(self, node: ast.expr, known: tuple[object, ...]) -> None:
        name = node.func if isinstance(node, ast.Call) else node
        found = resolved(name, self._module)
        if not any(found is one for one in known):
            self._report(node, f"the decorator {ast.unparse(name)}", "use those of filspec.kit, imported from there")
        for argument in [*node.args, *(one.value for one in node.keywords)] if isinstance(node, ast.Call) else []:
            self._value(argument)

    def _class(self, node: ast.ClassDef) -> None:
        for keyword in node.keywords:
            self._report(
                keyword.value, f"{keyword.arg}= of a class", "leave it out: it decides what making a class does"
            )
        for decorator in node.decorator_list:
            self._decorator(decorator, _OF_CLASSES)
        for base in node.bases:
            self._value(base)
        for statement in node.body:
            self.statement(statement)
            if isinstance(statement, ast.FunctionDef) and _is_called_by_python(statement.name):
                self._report(statement, f"the method {statement.name}", "leave it out: Python calls it by itself")

    def _constant(self, node: ast.Assign | ast.AnnAssign) -> None:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if not isinstance(target, ast.Name):
                self._report(target, f"assignment to {ast.unparse(target)}", _KEEP)
            elif target.id.startswith("__") and target.id != "__slots__":
                self._report(target, f"assignment to {target.id}", "leave dunder names to Python")
        if isinstance(node, ast.AnnAssign):
            self._annotation(node.annotation)
        if node.value is not None:
            self._value(node.value)

    def _annotation(self, node: ast.expr | None) -> None:
        """Report what an annotation is made of besides names and brackets: Python, or a linter, evaluates it."""
        if node is None:
            return
        written = node
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                written = ast.parse(node.value, mode="eval").body
            except SyntaxError:
                self._report(node, f"the annotation {node.value!r}", "write the name of a type")
        for part in ast.walk(written):
            if not isinstance(part, _OF_ANNOTATIONS):
                self._report(node, f"{type(part).__name__} in an annotation", "write the name of a type")

    def _value(self, node: ast.expr) -> None:
        """Report what a value is made of that could do more than make it."""
        for part in ast.walk(node):
            if not isinstance(part, _PLAIN):
                self._report(_placed(part, node), f"{type(part).__name__} in a constant", _CONSTANT)
            elif isinstance(part, ast.Call) and not self._makes(part.func):
                self._report(part, f"a call of {ast.unparse(part.func)} in a constant", _CONSTANT)

    def _makes(self, called: ast.expr) -> bool:
        """Whether a call only makes a value."""
        if isinstance(called, ast.Attribute) and called.attr == "but":
            return isinstance(resolved(called.value, self._module), Record)
        found = resolved(called, self._module)
        if isinstance(found, type) and (issubclass(found, Record | Enum | Table) or is_actor(found)):
            return True
        return isinstance(found, NewType) or any(found is one for one in _MAKERS)


def resolved(node: ast.expr, module: Mapping[str, object]) -> object:
    """What a name, or a name of a module, is bound to; None if it is no such thing."""
    if isinstance(node, ast.Name):
        return module.get(node.id, vars(builtins).get(node.id))
    if isinstance(node, ast.Subscript):
        return resolved(node.value, module)
    owner = resolved(node.value, module) if isinstance(node, ast.Attribute) else None
    return vars(owner).get(node.attr) if isinstance(node, ast.Attribute) and isinstance(owner, ModuleType) else None


def _is_called_by_python(name: str) -> bool:
    """Whether a method runs where its class is only declared, derived or written in brackets."""
    return name.startswith("__") and name not in ("__init__", "__call__", "__repr__", "__str__")


def _names_bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            if not (isinstance(node, ast.ImportFrom) and node.module == "__future__") and alias.name != "*":
                yield alias.asname or alias.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from (target.id,) if isinstance(target, ast.Name) else ()


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _placed(node: ast.AST, outer: ast.AST) -> ast.AST:
    """The node, or the outer one if it has no line of its own."""
    return node if hasattr(node, "lineno") else outer
