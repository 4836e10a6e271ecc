"""A function as operators see it: its tree, the types in it, and which names are known where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

from filspec.mutants.operators.source import Source
from filspec.mutants.operators.types import Type, parameters_of, type_of

Function = ast.FunctionDef


class Scope:
    """One function of a module.

    Args:
        source: the module's text.
        function: the function in it.
        name: its name, that of its class in front.
    """

    def __init__(self, source: Source, function: Function, name: str) -> None:
        self.source, self.function, self.name = source, function, name
        self.module = source.module
        self.body = function.body[1:] if _is_docstring(function.body[0]) else function.body

    @property
    def span(self) -> tuple[int, int]:
        """Where the function's first line begins, decorators included, and where the line after its last begins."""
        first = self.function.decorator_list[0] if self.function.decorator_list else self.function
        return self.source.start_of_line(first.lineno), self.source.lines_of(self.function)[1]

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the body, in the order of the text."""
        found = [node for statement in self.body for node in _walk(statement)]
        return tuple(found)

    @cached_property
    def expressions(self) -> tuple[ast.expr, ...]:
        """All expressions of the body that are read."""
        written = (ast.Store, ast.Del)
        return tuple(
            node
            for node in self.nodes
            if isinstance(node, ast.expr) and not isinstance(getattr(node, "ctx", None), written)
        )

    @cached_property
    def blocks(self) -> tuple[list[ast.stmt], ...]:
        """The lists of statements, that of the function first."""
        inner = [
            block
            for node in self.nodes
            for _, block in ast.iter_fields(node)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt)
        ]
        return (self.body, *inner)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node in which each node stands."""
        return {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    @cached_property
    def types(self) -> dict[str, Type]:
        """The types of parameters and local names."""
        known = dict(parameters_of(self.function, self.module))
        for node in self.nodes:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                known[node.targets[0].id] = type_of(node.value, known, self.module)
        return known

    def type_of(self, node: ast.expr) -> Type:
        """The type of an expression; None where it is not known."""
        return type_of(node, self.types, self.module)

    def names_at(self, node: ast.AST) -> list[str]:
        """The parameters and local names that have a value where a node stands, in the order they get it."""
        names = [argument.arg for argument in self.function.args.args]
        statement = self.statement_of(node)
        for block in self._blocks_around(statement):
            for earlier in block:
                if earlier.lineno >= statement.lineno:
                    break
                if isinstance(earlier, ast.Assign) and isinstance(earlier.targets[0], ast.Name):
                    names.append(earlier.targets[0].id)
        return list(dict.fromkeys(names))

    def statement_of(self, node: ast.AST) -> ast.stmt:
        """The smallest statement in which a node stands."""
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node

    def needs_parentheses(self, node: ast.expr) -> bool:
        """Whether an operation in place of this expression could mean something else without parentheses."""
        parent, (start, end) = self.parents.get(node), self.source.span(node)
        if self.source.text[start - 1] + self.source.text[end : end + 1] == "()":
            return False
        return isinstance(parent, ast.BinOp | ast.BoolOp | ast.Compare | ast.UnaryOp | ast.IfExp | ast.Attribute)

    def _blocks_around(self, statement: ast.stmt) -> Iterator[list[ast.stmt]]:
        """The blocks that hold a statement, outermost first."""
        around: list[ast.AST] = [statement]
        while around[-1] in self.parents:
            around.append(self.parents[around[-1]])
        for block in self.blocks:
            if any(inner in around for inner in block):
                yield block


def scopes_in(source: Source) -> Iterator[Scope]:
    """The functions of a module and the methods of its classes, in the order of the text."""
    for statement in source.tree.body:
        if isinstance(statement, ast.FunctionDef):
            yield Scope(source, statement, statement.name)
        elif isinstance(statement, ast.ClassDef):
            for inner in statement.body:
                if isinstance(inner, ast.FunctionDef):
                    yield Scope(source, inner, f"{statement.name}.{inner.name}")


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all in it, in the order of the text; annotations are left out."""
    yield node
    for name, field in ast.iter_fields(node):
        if name in ("annotation", "decorator_list", "returns", "ctx"):
            continue
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST):
                yield from _walk(child)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
