"""Row loops: the text of a law of rows, written out as one loop over many rows.

A law of rows is asked at many rows of the same two worlds. In the loop its text stands where the call was, what it
reads of the worlds themselves is read once before the first row, and the rows of a table are looked up in the map that
the table holds. The loop says whether the law holds at all of the rows; which one breaks it, and why, the law itself is
asked.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import FunctionType
from typing import Self, cast, get_origin

from filspec.actors.world import World
from filspec.kit.bindings import HOISTED, Bindings, Texts
from filspec.kit.flattening import Flattening, defined, function_of, parameters_of, text_of
from filspec.kit.inlining import without_docstring
from filspec.kit.tables import PairTable
from filspec.kit.worlds import shape_of, type_at
from filspec.laws.row_groups import Groups, with_groups

_SHAPE = shape_of(World)
_PLAIN_TABLES = frozenset(path for path in _SHAPE.tables if get_origin(type_at(World, path)) is not PairTable)

Loop = Callable[..., bool]
"""Given what the law is given, with a column for each argument that differs from row to row."""

_texts = Texts[Loop]()


def loop_over_rows(law: Callable[..., object], worlds: int, columns: int) -> Loop | None:
    """Whether a law holds at all of many rows, as one loop; None if it has more in its text than is known.

    Args:
        law: what decides it at one row.
        worlds: how many worlds it is given, before anything else.
        columns: how many arguments differ from row to row, after the worlds.
    """
    text = text_of(law)
    if text is None:
        return None

    def write(bindings: Bindings) -> Loop:
        return cast(Loop, defined(_definition(text, bindings, worlds, columns), bindings))

    return _texts.of((text, worlds, columns), write)


class _RowLoop(Flattening):
    """Writes out a law as the body of a loop.

    Attributes:
        worlds: the names of the worlds.
        hoisted: the names of what is read before the first row, by where it is read.
    """

    worlds: tuple[str, ...] = ()
    hoisted: dict[str, str]

    def beside(self, function: FunctionType, given: dict[str, ast.expr]) -> Self:
        """A formula reads the same worlds."""
        inner = super().beside(function, given)
        inner.worlds, inner.hoisted = self.worlds, self.hoisted
        return inner

    def answer(self, value: ast.expr) -> list[ast.stmt]:
        """The first row where the law does not hold ends the loop."""
        return [ast.If(ast.UnaryOp(ast.Not(), value), [ast.Return(ast.Constant(False))], []), ast.Continue()]

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:  # noqa: N802 (the name that a visitor looks for)
        """A leaf of a world is read once."""
        world, path = self._place(node)
        if world and path in _SHAPE.known:
            return self._hoist(f"{world}.{path}")
        return super().visit_Attribute(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:  # noqa: N802 (the name that a visitor looks for)
        """A row is looked up in the map of its table."""
        rows = self._rows_of(node.value)
        return ast.Subscript(rows, self.of(node.slice), node.ctx) if rows else cast(ast.expr, self.generic_visit(node))

    def visit_Compare(self, node: ast.Compare) -> ast.expr:  # noqa: N802 (the name that a visitor looks for)
        """Whether there is a row is looked up there as well."""
        match node:
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[table]):
                rows = self._rows_of(table)
                if rows:
                    return ast.Compare(self.of(node.left), node.ops, [rows])
        return super().visit_Compare(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:  # noqa: N802 (the name that a visitor looks for)
        """So is a row that may be absent."""
        match node:
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[key, default], keywords=[]):
                path = self._path_of_table(table)
                if path:
                    return ast.Call(self._hoist(f"{path}.rows.get"), [self.of(key), self.of(default)], [])
        return super().visit_Call(node)

    def _rows_of(self, node: ast.expr) -> ast.expr | None:
        path = self._path_of_table(node)
        return self._hoist(f"{path}.rows") if path else None

    def _path_of_table(self, node: ast.expr) -> str:
        """The path of a table with one-part keys from the name of its world; empty if this is none."""
        world, path = self._place(node)
        return f"{world}.{path}" if world and path in _PLAIN_TABLES else ""

    def _place(self, node: ast.expr) -> tuple[str, str]:
        """The world in which something is, and its path there; no world if it is in none."""
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        # Only a parameter can be a world: another text may have a name of a module that the law's world has as well
        found = self.given.get(node.id) if isinstance(node, ast.Name) else None
        world = found.id if isinstance(found, ast.Name) and found.id in self.worlds else ""
        return world, ".".join(reversed(names))

    def _hoist(self, path: str) -> ast.expr:
        return ast.Name(self.hoisted.setdefault(path, f"{HOISTED}{len(self.hoisted)}"), ast.Load())


def _definition(law: FunctionType, bindings: Bindings, worlds: int, columns: int) -> ast.FunctionDef:
    parameters = parameters_of(law)
    row = parameters[worlds : worlds + columns]
    # What is the same at every row stands for itself: a law that names it anew would name it so at the next row too
    same: dict[str, ast.expr] = {name: ast.Name(name, ast.Load()) for name in parameters if name not in row}
    loop = _RowLoop(law, bindings, same)
    loop.worlds, loop.hoisted = parameters[:worlds], {}
    body, groups = with_groups(loop.statements(without_docstring(bindings.read(law))), row, bindings)
    read = {name: ast.parse(path, mode="eval").body for path, name in loop.hoisted.items()}
    made = {name: ast.Call(bindings.bind(Groups), [], []) for name in groups}
    before_it = [ast.Assign([ast.Name(name, ast.Store())], value) for name, value in (read | made).items()]
    columns_of = [f"{HOISTED}column_{name}" for name in row]
    through = ast.For(
        _one_or_all([ast.Name(name, ast.Store()) for name in row], lambda names: ast.Tuple(names, ast.Store())),
        _one_or_all(
            [ast.Name(name, ast.Load()) for name in columns_of], lambda names: ast.Call(bindings.bind(zip), names, [])
        ),
        [*body, ast.Return(ast.Constant(False))],
        [],
    )
    asked = (*parameters[:worlds], *columns_of, *parameters[worlds + columns :])
    return function_of(law.__name__, asked, [*before_it, through, ast.Return(ast.Constant(True))])


def _one_or_all(names: list[ast.expr], together: Callable[[list[ast.expr]], ast.expr]) -> ast.expr:
    return names[0] if len(names) == 1 else together(names)
