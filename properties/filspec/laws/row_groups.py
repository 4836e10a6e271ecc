"""Row groups: where a law goes through a table at each of many rows, and looks only at what belongs to the row.

``all(part.whole != whole or ... for part in parts)``, asked of every whole, goes through all parts for each of them. In
the loop over the wholes the parts are grouped once, when the first whole is asked, and each whole is asked of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from typing import Generic, TypeVar, cast

from filspec.kit.bindings import BOUND, HOISTED, WRITTEN_OUT, Bindings

T = TypeVar("T")


class Groups(Generic[T]):
    """Items by what they belong to, found when they are first asked for."""

    def __init__(self) -> None:
        self._found: dict[Hashable, list[T]] | None = None

    def of(self, group: Hashable, items: Callable[[], Iterable[tuple[Hashable, T]]]) -> Sequence[T]:
        """What belongs to a group, in order.

        Args:
            group: the group.
            items: all items, each with its group; called at most once.
        """
        if self._found is None:
            found: dict[Hashable, list[T]] = {}
            for belongs_to, item in items():
                found.setdefault(belongs_to, []).append(item)
            self._found = found
        return self._found.get(group, ())


def with_groups(body: Sequence[ast.stmt], row: Sequence[str], bindings: Bindings) -> tuple[list[ast.stmt], list[str]]:
    """The body of a loop over rows, in which parts are grouped by the row that they belong to.

    Args:
        body: what is done for each row.
        row: the names that stand for another value at each row.
        bindings: what names stand for.

    Returns:
        the body, and the names of the groups, each of which has to be made before the loop.
    """
    grouping = _Grouping(row, _stored_in(body), bindings)
    return [cast(ast.stmt, grouping.visit(statement)) for statement in body], grouping.names


NO_PARAMETERS = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])


class _Grouping(ast.NodeTransformer):
    """Puts groups in the place of tables."""

    def __init__(self, row: Sequence[str], stored: Set[str], bindings: Bindings) -> None:
        self._row, self._bindings = frozenset(row) - stored, bindings
        self._changes = stored | frozenset(row)
        self.names: list[str] = []

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Whether all parts of a table that belong to the row keep something."""
        match node:
            case ast.Call(
                func=ast.Name(id=called),
                args=[
                    ast.GeneratorExp(
                        elt=ast.BoolOp(
                            op=ast.Or(),
                            values=[
                                ast.Compare(left=group, ops=[ast.NotEq()], comparators=[ast.Name(id=of)]),
                                *others,
                            ],
                        ),
                        generators=[ast.comprehension(target=item, iter=parts, ifs=[], is_async=0)],
                    )
                ],
                keywords=[],
            ) if self._bindings.values.get(called) is all and of in self._row:
                alike = self._is_the_same_at_every_row(parts) and self._is_the_same_at_every_row(group, item)
                if alike and _is_a_part(group):
                    return self._of_group(node, item, parts, group, of, others)
        return cast(ast.expr, self.generic_visit(node))

    def _is_the_same_at_every_row(self, value: ast.expr, item: ast.expr | None = None) -> bool:
        """Whether a value depends on nothing that the loop changes, but for the item that it is a value of."""
        own = _stored_in([item] if item is not None else [])
        return not (_read_in(value) - own) & self._changes

    def _of_group(
        self, node: ast.Call, item: ast.expr, parts: ast.expr, group: ast.expr, of: str, others: list[ast.expr]
    ) -> ast.expr:
        name = f"{HOISTED}group_{len(self.names)}"
        self.names.append(name)
        pair = ast.Tuple([group, ast.parse(ast.unparse(item), mode="eval").body], ast.Load())
        pairs = ast.Lambda(NO_PARAMETERS, ast.ListComp(pair, [ast.comprehension(item, parts, [], 0)]))
        groups = ast.Attribute(ast.Name(name, ast.Load()), "of", ast.Load())
        own = ast.Call(groups, [ast.Name(of, ast.Load()), pairs], [])
        rest = others[0] if len(others) == 1 else ast.BoolOp(ast.Or(), others)
        return ast.Call(node.func, [ast.GeneratorExp(rest, [ast.comprehension(item, own, [], 0)])], [])


def _is_a_part(group: ast.expr) -> bool:
    """Whether a group is an item, a part of one, or a row of a table, so that all items can be asked for theirs."""
    match group:
        case ast.Attribute(value=whole):
            return _is_a_part(whole)
        case ast.Subscript(value=whole, slice=place):
            return _is_a_part(whole) and _is_a_part(place)
    return isinstance(group, ast.Name | ast.Constant)


def _stored_in(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The names that are bound somewhere in some nodes, as by a comprehension."""
    named = (inner for node in nodes for inner in ast.walk(node))
    return frozenset(inner.id for inner in named if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store))


def _read_in(node: ast.AST) -> frozenset[str]:
    """The names that a node reads, but for those that the translation made."""
    names = (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))
    return frozenset(name for name in names if not name.startswith((BOUND, WRITTEN_OUT)))
