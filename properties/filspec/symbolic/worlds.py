"""Symbolic worlds: instances of the model's own world class whose leaves are unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import partial, reduce
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_origin

from filspec.kit.annotations import annotations_of
from filspec.kit.tables import PairTable
from filspec.kit.worlds import Shape as Paths
from filspec.kit.worlds import is_actor, type_at
from filspec.kit.worlds import shape_of as paths_of
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.shapes import Shape, pair_of, require_free, shape_of
from filspec.symbolic.tables import Change, Keeper, Origin, SymbolicTable, unknown_origin
from filspec.symbolic.terms import Term
from filspec.symbolic.values import OutsideTheSubset

World = Any
"""A world: an instance of the model's own class, whatever model is proved."""

Leaf = Any
"""What stands in a world: a table, a record or a single value."""


class Scalar(NamedTuple):
    """A leaf of the world that is no table."""

    path: str
    shape: Shape


class TableLeaf(NamedTuple):
    """A table of the world."""

    path: str
    key: Shape
    row: Shape
    paired: bool


class Layout(NamedTuple):
    """The leaves of a world class."""

    scalars: tuple[Scalar, ...]
    tables: tuple[TableLeaf, ...]


_layouts: dict[type, Layout] = {}


def layout_of(world_class: type) -> Layout:
    """The leaves of a world class."""
    if world_class not in _layouts:
        _layouts[world_class] = _layout(world_class)
    return _layouts[world_class]


def _layout(world_class: type) -> Layout:
    _require_free(world_class)
    shape: Paths[World] = paths_of(world_class)
    scalars, tables = list[Scalar](), list[TableLeaf]()
    for path in shape.paths:
        declared = type_at(world_class, path)
        if path in shape.tables:
            *keys, row = get_args(declared)
            paired = get_origin(declared) is PairTable
            key = pair_of(shape_of(keys[0]), shape_of(keys[1])) if paired else shape_of(keys[0])
            if not key.leaves:
                raise OutsideTheSubset(f"the keys of {path} have no parts, so it has one row at most: make it a field")
            tables.append(TableLeaf(path, key, shape_of(row), paired))
        else:
            scalars.append(Scalar(path, shape_of(declared)))
    return Layout(tuple(scalars), tuple(tables))


def _require_free(actor_class: type) -> None:
    hints = annotations_of(actor_class)
    require_free(actor_class, hints)
    for declared in hints.values():
        if isinstance(declared, type) and is_actor(declared):
            _require_free(declared)


def at(world: World, path: str) -> Leaf:
    """What stands at a path."""
    return reduce(getattr, path.split("."), world)


def put(world: World, path: str, value: object) -> None:
    """Replace what stands at a path."""
    owner, _, name = path.rpartition(".")
    setattr(at(world, owner) if owner else world, name, value)


def unknown_scalar(path: str, shape: Shape, tag: str) -> object:
    """A leaf that is no table, of which nothing is known."""
    return shape.unknown(name_in(Space.SCALAR, tag, path))


def unknown_world(world_class: type, tag: str, keeper: Keeper) -> World:
    """A world of which nothing is known."""
    layout = layout_of(world_class)
    leaves: dict[str, object] = {path: unknown_scalar(path, shape, tag) for path, shape in layout.scalars}
    for path, key, row, _ in layout.tables:
        leaves[path] = SymbolicTable(path, key, row, unknown_origin(path, key, row, tag), keeper)
    return assembled(world_class, "", leaves)


def assembled(cls: type, prefix: str, leaves: dict[str, object]) -> World:
    """A world made of its leaves, by path."""
    parts = {}
    for name, declared in annotations_of(cls).items():
        if isinstance(declared, type) and is_actor(declared):
            parts[name] = assembled(declared, f"{prefix}{name}.", leaves)
        else:
            parts[name] = leaves[prefix + name]
    return cls(**parts)


def copy_of(world: World, frozen: bool) -> World:
    """A copy with its own tables; a frozen one refuses writes."""

    def copied(value: Leaf) -> Leaf:
        if isinstance(value, SymbolicTable):
            twin = SymbolicTable(value.path, value.key_shape, value.row_shape, value.origin, value.keeper)
            twin.take(value)
            twin.frozen = frozen
            return twin
        return copy_of(value, frozen) if is_actor(type(value)) else value

    return type(world)(**{field.name: copied(getattr(world, field.name)) for field in fields(world)})


def tables_of(world: World) -> list[SymbolicTable]:
    """The tables of a world."""
    return [at(world, table.path) for table in layout_of(type(world)).tables]


def scalar_terms(world: World) -> dict[str, list[Term]]:
    """The terms of each leaf that is no table."""
    return {path: shape.flatten(at(world, path)) for path, shape in layout_of(type(world)).scalars}


_readers: dict[type, Callable[[World], tuple[object, ...]]] = {}


def scalars_of(world: World) -> tuple[object, ...]:
    """The leaves of a world, or of one of its actors, that are no tables."""
    cls = type(world)
    if cls not in _readers:
        paths = [scalar.path for scalar in layout_of(cls).scalars]
        _readers[cls] = attrgetter(*paths) if len(paths) > 1 else partial(_read_few, paths)
    return _readers[cls](world)


def _read_few(paths: Sequence[str], world: World) -> tuple[object, ...]:
    return tuple(at(world, path) for path in paths)


State = tuple[tuple[object, ...], tuple[tuple[Origin, Term, tuple[Term, ...], tuple[Change, ...]], ...]]
"""All leaves of a world, to go back to."""


def state_of(world: World) -> State:
    """The leaves of a world as they are."""
    layout = layout_of(type(world))
    tables = tuple((table.origin, table.present, table.columns, table.log) for table in tables_of(world))
    return tuple(at(world, scalar.path) for scalar in layout.scalars), tables


def restore(world: World, state: State) -> None:
    """Set a world back to a state."""
    for scalar, value in zip(layout_of(type(world)).scalars, state[0], strict=True):
        put(world, scalar.path, value)
    for table, (origin, present, columns, log) in zip(tables_of(world), state[1], strict=True):
        table.origin, table.present, table.columns, table.log = origin, present, columns, log


def restart_table(table: SymbolicTable, origin: Origin) -> None:
    """Let a table start from another state."""
    table.origin, table.present, table.columns, table.log = origin, origin.present, origin.columns, ()


def table_at(world_class: type, path: str) -> TableLeaf:
    """What is declared of a table."""
    return next(table for table in layout_of(world_class).tables if table.path == path)


def structure_of(world: World) -> list[object]:
    """The actors and tables that a world is made of; a transition may write to them, and replaces none."""
    parts = [getattr(world, name) for name in type(world).__dataclass_fields__]
    actors = [part for part in parts if is_actor(type(part))]
    tables = [part for part in parts if isinstance(part, SymbolicTable)]
    return [*tables, *(found for actor in actors for found in (actor, *structure_of(actor)))]
