"""What a statement touches of the world: the leaves that it reads and writes, itself and in the functions it names."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from types import FunctionType
from typing import NamedTuple

from filspec.actors.world import World
from filspec.kit.source import statement_of
from filspec.kit.transitions import REGISTRY, Kind
from filspec.kit.worlds import shape_of

_PATHS = shape_of(World).paths
_KIT = "filspec.kit."


class Touches(NamedTuple):
    """What some statements touch.

    Attributes:
        reads: the paths of the leaves that they can read.
        writes: the paths of the leaves that they can write.
        may_refuse: whether one of them is a guard.
        may_fail: whether one of them looks up a row that may be absent.
    """

    reads: frozenset[str]
    writes: frozenset[str]
    may_refuse: bool
    may_fail: bool


def can_change_places(one: Touches, other: Touches) -> bool:
    """Whether two statements do the same in either order.

    Neither writes what the other touches; and if one can refuse, the other can neither refuse nor fail, so that what
    ends them is the same, and everything is undone by it.
    """
    if one.writes & (other.reads | other.writes) or other.writes & one.reads:
        return False
    ends = [(part.may_refuse, part.may_refuse or part.may_fail) for part in (one, other)]
    return not (ends[0][0] and ends[1][1]) and not (ends[1][0] and ends[0][1])


def touches(statement: ast.stmt, module: Callable[[str], object]) -> Touches:
    """What a statement touches, with all that it calls.

    Args:
        statement: it.
        module: what a global name stands for where it stands; None for a name that is none.
    """
    nodes = list(ast.walk(statement))
    seen = [_of_nodes(nodes), *(_of_function(function) for function in _reached(nodes, module))]
    return Touches(
        reads=frozenset().union(*(part.reads for part in seen)),
        writes=frozenset().union(*(part.writes for part in seen)),
        may_refuse=any(part.may_refuse for part in seen),
        may_fail=any(part.may_fail for part in seen),
    )


def _reached(nodes: Iterable[ast.AST], module: Callable[[str], object]) -> Iterator[FunctionType]:
    """The functions that are named there or in one another; those of the kit touch what they are given."""
    found: set[FunctionType] = set()
    waiting = [module(name) for name in _names(nodes)]
    while waiting:
        function = waiting.pop()
        function = inspect.unwrap(function) if callable(function) else function
        if not isinstance(function, FunctionType) or function in found or function.__module__.startswith(_KIT):
            continue
        found.add(function)
        yield function
        waiting += [function.__globals__.get(name) for name in _names(_nodes_of(function))]


def _names(nodes: Iterable[ast.AST]) -> list[str]:
    return [node.id for node in nodes if isinstance(node, ast.Name)]


@cache
def _nodes_of(function: FunctionType) -> tuple[ast.AST, ...]:
    found = statement_of(function)
    if found is None:
        raise ValueError(f"{function.__module__}.{function.__qualname__} has no text, so nobody knows what it touches")
    return tuple(ast.walk(found))


@cache
def _of_function(function: FunctionType) -> Touches:
    declared = REGISTRY.get(function.__name__)
    if declared is not None and declared.function is function and declared.kind is Kind.ORACLE:
        reads = frozenset(_PATHS) if "w" in declared.names else frozenset[str]()
        return Touches(reads=reads, writes=frozenset(), may_refuse=False, may_fail=False)
    return _of_nodes(_nodes_of(function))


def _of_nodes(nodes: Sequence[ast.AST]) -> Touches:
    places = [node for node in nodes if isinstance(node, ast.Attribute | ast.Subscript)]
    inner = {node.value for node in places}
    whole = [node for node in places if node not in inner]
    written = [node for node in whole if isinstance(node.ctx, ast.Store | ast.Del)]
    return Touches(
        reads=frozenset().union(*map(_leaves, whole)),
        writes=frozenset().union(*map(_leaves, written)),
        may_refuse=any(isinstance(node, ast.Name) and node.id == "require" for node in nodes),
        may_fail=any(_is_looked_up(node) and _leaves(node) for node in places),
    )


def _is_looked_up(place: ast.expr) -> bool:
    """Whether a row is read or deleted, which fails where there is none."""
    return isinstance(place, ast.Subscript) and not isinstance(place.ctx, ast.Store)


def _leaves(place: ast.expr) -> frozenset[str]:
    """The leaves that a place may be in, whatever its first name stands for."""
    names: list[str] = []
    while isinstance(place, ast.Attribute | ast.Subscript):
        if isinstance(place, ast.Attribute):
            names.insert(0, place.attr)
        place = place.value
    at = ".".join(names) + "."
    return frozenset(path for path in _PATHS if at.startswith(f"{path}.") or f"{path}.".startswith(at))
