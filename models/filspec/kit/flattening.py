"""Flattening: the text of a law without the calls of its formulas.

A law is short because it names formulas. In a run each of them is a call, and most of what a law costs. So the text of
a function is written out once: a formula that is one expression is put in its place, another one is called without the
test whether a prover is there, and what the names of a module are bound to is looked up once. All of it is derived from
the text that runs (``filspec.kit.source``); a function that has more in its text than is known here stays as it is.

What is put in the place of a formula's parameter is a name or a constant, or, where the formula reads that parameter
whatever the others are, a field of one. So nothing that could raise is left out. No name that is made here is in any
text, and every other name stands for what it stands for in its own text. So a flattened function says of ordinary
values what the function says.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from copy import deepcopy
from enum import Enum
from types import FunctionType
from typing import NewType, Self, cast

from filspec.kit.bindings import Bindings, CannotFlattenError
from filspec.kit.inlining import may_stand_in, only_expression, without_docstring
from filspec.kit.laws import formula
from filspec.kit.transitions import Transition

Function = Callable[..., object]

_READ = (
    ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Tuple, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.IfExp,
    ast.Compare, ast.Call, ast.Dict, ast.GeneratorExp, ast.comprehension, ast.keyword, ast.operator, ast.unaryop,
    ast.boolop, ast.cmpop, ast.expr_context,
)  # fmt: skip
"""What expressions may have in them."""

_KIT = __name__.rpartition(".")[0] + "."


def _nothing() -> None:
    """A formula that says nothing, to see what is put around one."""


_COMPUTED = cast(FunctionType, formula(_nothing)).__code__


class Flattening(ast.NodeTransformer):
    """Writes out one function.

    Args:
        function: the function.
        bindings: what names stand for in the text that is made.
        given: what stands for its parameters; themselves if there is nothing.
    """

    def __init__(self, function: FunctionType, bindings: Bindings, given: dict[str, ast.expr] | None = None) -> None:
        code = function.__code__
        self.bindings, self.given = bindings, given or {}
        self._module = function.__globals__
        # A local that a generator reads is a cell, and no variable of the code
        self._locals = frozenset((*code.co_varnames, *code.co_cellvars))
        self._known = frozenset(code.co_varnames[: code.co_argcount])

    def beside(self, function: FunctionType, given: dict[str, ast.expr]) -> Self:
        """Writes out a function that is put into this one."""
        return type(self)(function, self.bindings, given)

    def statements(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        """A block; what is assigned in it has a value until its end."""
        outer = self._known
        found = [made for statement in body for made in self._statement(deepcopy(statement))]
        self._known = outer
        return found

    def _statement(self, statement: ast.stmt) -> list[ast.stmt]:
        match statement:
            case ast.Return(value=value):
                return self.answer(ast.Constant(None) if value is None else self.of(value))
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                found = ast.Assign([target], self.of(value))
                self._assign(target)
                return [found]
            case ast.If(test=test, body=body, orelse=orelse):
                return [ast.If(self.of(test), self.statements(body), self.statements(orelse))]
        raise CannotFlattenError(f"the statement {type(statement).__name__}")

    def answer(self, value: ast.expr) -> list[ast.stmt]:
        """What is written in the place of an answer."""
        return [ast.Return(value)]

    def of(self, expression: ast.expr) -> ast.expr:
        """An expression, written out."""
        return cast(ast.expr, self.visit(expression))

    def visit(self, node: ast.AST) -> ast.AST:
        """A part of an expression, written out."""
        if not isinstance(node, _READ):
            raise CannotFlattenError(f"the construct {type(node).__name__}")
        return cast(ast.AST, super().visit(node))

    def is_local(self, name: str) -> bool:
        """Whether a name stands for a parameter or a local value."""
        if name in self._locals and name not in self._known:
            raise CannotFlattenError(f"{name}, which may have no value yet")
        return name in self._known

    def _assign(self, target: ast.expr) -> None:
        for part in target.elts if isinstance(target, ast.Tuple) else [target]:
            if not isinstance(part, ast.Name) or part.id in self.given:
                raise CannotFlattenError(f"an assignment to {ast.unparse(part)}")
            self._known |= {part.id}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """What stands for a name."""
        if node.id in self.given:
            return deepcopy(self.given[node.id])
        if isinstance(node.ctx, ast.Store) or self.is_local(node.id):
            return node
        return self.bindings.bind(self.bindings.look_up(self._module, node.id))

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """A field; a member of an enum is looked up once."""
        owner = self.global_at(node.value)
        if isinstance(owner, type) and issubclass(owner, Enum) and node.attr in owner.__members__:
            return self.bindings.bind(owner.__members__[node.attr])
        return cast(ast.expr, self.generic_visit(node))

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """A comparison; a member of an enum is equal to itself only, so that to look at its identity is enough."""
        found = cast(ast.Compare, self.generic_visit(node))
        match found:
            case ast.Compare(ops=[ast.Eq() | ast.NotEq() as op], comparators=[ast.Name(id=name)]):
                member = self.bindings.values.get(name)
                if isinstance(member, Enum) and _is_equal_to_itself_only(type(member)):
                    return ast.Compare(
                        found.left, [ast.Is() if isinstance(op, ast.Eq) else ast.IsNot()], found.comparators
                    )
        return found

    def global_at(self, node: ast.expr) -> object:
        """What a name of the module is bound to; None if this is no such name."""
        if not isinstance(node, ast.Name) or node.id in self.given or self.is_local(node.id):
            return None
        return self.bindings.look_up(self._module, node.id)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        """What goes through a table has names of its own; the table itself is named outside."""
        outer, first = self._known, node.generators[0]
        over, first.iter = self.of(first.iter), ast.Constant(None)
        for part in node.generators:
            self._assign(part.target)
        found = self.generic_visit(node)
        self._known, first.iter = outer, over
        return cast(ast.expr, found)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A call; that of a formula is written out."""
        called = self.global_at(node.func)
        if called is None:
            return cast(ast.expr, self.generic_visit(node))
        arguments = list(map(self.of, node.args))
        keywords = [cast(ast.keyword, self.visit(keyword)) for keyword in node.keywords]
        if isinstance(called, NewType) and len(arguments) == 1 and not keywords:
            return arguments[0]
        return called_with(called, arguments, keywords, self.bindings, self.beside)


def called_with(
    called: object,
    arguments: list[ast.expr],
    keywords: list[ast.keyword],
    bindings: Bindings,
    writer: Callable[[FunctionType, dict[str, ast.expr]], Flattening],
) -> ast.expr:
    """The call of a function, written out as far as it can be.

    Args:
        called: the function.
        arguments: its arguments, written out.
        keywords: those given by name.
        bindings: what names stand for.
        writer: what writes out a text in which these stand for parameters.
    """
    text = text_of(called)
    if text is None:
        return ast.Call(bindings.bind(called), arguments, keywords)
    parameters = parameters_of(text)
    try:
        value = only_expression(bindings.read(text))
        if value is None or keywords or not may_stand_in(value, parameters, arguments):
            return ast.Call(_defined(text, bindings), arguments, keywords)
        with bindings.writing(text):
            return writer(text, dict(zip(parameters, arguments, strict=True))).of(deepcopy(value))
    except CannotFlattenError:
        return ast.Call(bindings.bind(called), arguments, keywords)


def flattened(function: Function) -> Function:
    """A function that says of ordinary values what this one says; itself if it has more in it than is known here."""
    text = text_of(function)
    if text is None:
        return function
    bindings = Bindings()
    try:
        return defined(_definition(text, bindings, text.__name__), bindings)
    except CannotFlattenError:
        return function


def text_of(function: object) -> FunctionType | None:
    """The function that a formula is, or a plain one; None for what the kit or an actor has more to do with."""
    if not isinstance(function, FunctionType) or function.__module__.startswith(_KIT):
        return None
    if function.__code__ is _COMPUTED:
        return _declared_by(function)
    is_declared = isinstance(function.__dict__.get("transition"), Transition)
    return None if is_declared or "__wrapped__" in function.__dict__ else function


def _declared_by(computed: FunctionType) -> FunctionType:
    """The function that a formula calls, whatever its attributes say."""
    cells = dict(zip(computed.__code__.co_freevars, computed.__closure__ or (), strict=True))
    return cast(FunctionType, cells["function"].cell_contents)


def defined(definition: ast.FunctionDef, bindings: Bindings) -> Function:
    """The function that a text defines."""
    module = ast.fix_missing_locations(ast.Module([definition], []))
    names = dict(bindings.values)
    exec(compile(module, f"<{definition.name}, written out>", "exec"), names)  # noqa: S102 (the law's own text)
    return cast(Function, names[definition.name])


def function_of(name: str, parameters: Sequence[str], body: list[ast.stmt]) -> ast.FunctionDef:
    """A definition of a function."""
    arguments = ast.arguments([], [ast.arg(parameter) for parameter in parameters], None, [], [], None, [])
    return ast.FunctionDef(name, arguments, body, [])


def _definition(function: FunctionType, bindings: Bindings, name: str) -> ast.FunctionDef:
    body = Flattening(function, bindings).statements(without_docstring(bindings.read(function)))
    return function_of(name, parameters_of(function), body)


def _defined(function: FunctionType, bindings: Bindings) -> ast.Name:
    """A name for a function that is written out and called."""
    name = bindings.name_written_out(function)
    if name not in bindings.values:
        bindings.values[name] = function
        bindings.values[name] = defined(_definition(function, bindings, name), bindings)
    return ast.Name(name, ast.Load())


def parameters_of(function: FunctionType) -> tuple[str, ...]:
    """The names of a function's parameters."""
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def _is_equal_to_itself_only(enum: type[Enum]) -> bool:
    return enum.__eq__ is object.__eq__ and enum.__ne__ is object.__ne__
