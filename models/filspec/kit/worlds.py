"""Actors and worlds: the mutable frame around tables and scalars, and how a whole world becomes a value.

An actor is a slotted dataclass of scalars, records, tables and other actors; a world is an actor that holds all
others. ``Shape`` flattens a world class once into its leaves, so that the state of a world is one tuple read by one
call: saving, undoing, comparing and forking a world are then cheap enough to do for every message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, fields, is_dataclass
from functools import reduce
from itertools import compress
from operator import attrgetter, is_not
from typing import Generic, TypeVar, cast, dataclass_transform, get_origin

from filspec.kit.annotations import annotations_of
from filspec.kit.tables import PairTable, Table

W = TypeVar("W")
Leaves = tuple[object, ...]
"""The state of a world as a value: its scalars, records and persistent maps, in the order of its shape."""


@dataclass_transform()
def actor(cls: type[W]) -> type[W]:
    """Declare the state of an actor, or of the world."""
    return dataclass(slots=True, eq=False)(cls)


class Part(Generic[W]):
    """Some leaves of a world class, which are read by one call.

    Attributes:
        world_class: the class.
        paths: dotted path of each leaf; that of a table names the table.
        leaves: the state of this part of a world, as a value.
        owners: how to reach the actor that holds each leaf, and the name of the leaf there.
    """

    def __init__(self, world_class: type[W], paths: tuple[str, ...]) -> None:
        self.world_class, self.paths = world_class, paths
        slots = [f"{path}.rows" if _is_table(type_at(world_class, path)) else path for path in paths]
        self.leaves: Callable[[W], Leaves] = attrgetter(*slots) if len(slots) > 1 else _reader_of_few(slots)
        self.owners = [(_owner_of(path), path.rpartition(".")[2]) for path in slots]


class Shape(Part[W]):
    """Where the leaves of a world class are: all of them.

    Attributes:
        known: their paths, to look one up.
        tables: the paths that are tables.
        in_groups: of each leaf, whether it is a table with two-part keys; None if it is no table.
    """

    def __init__(self, world_class: type[W]) -> None:
        super().__init__(world_class, tuple(_paths(world_class, "")))
        self.known = frozenset(self.paths)
        self.tables = frozenset(path for path in self.paths if _is_table(type_at(world_class, path)))
        declared = [get_origin(type_at(world_class, path)) for path in self.paths]
        self.in_groups = tuple(
            issubclass(cast(type, of), PairTable) if path in self.tables else None
            for path, of in zip(self.paths, declared, strict=True)
        )
        self._parts: dict[frozenset[str], Part[W]] = {}

    def part(self, paths: Set[str]) -> Part[W]:
        """The leaves at these paths, in the order of all leaves.

        Raises:
            ValueError: there is no such leaf.
        """
        self.require_known(paths)
        asked = frozenset(paths)
        if asked not in self._parts:
            self._parts[asked] = Part(self.world_class, tuple(path for path in self.paths if path in asked))
        return self._parts[asked]

    def require_known(self, paths: Iterable[str]) -> None:
        """Refuse paths at which there is no leaf.

        Raises:
            ValueError: one of them is such a path.
        """
        for path in paths:
            if path not in self.known:
                raise ValueError(f"the world has no leaf {path!r}; its leaves are {', '.join(self.paths)}")

    def restore(self, world: W, leaves: Leaves) -> None:
        """Set the world back to a state read before."""
        differ = map(is_not, leaves, self.leaves(world))
        for (owner, name), leaf in compress(zip(self.owners, leaves, strict=True), differ):
            setattr(owner(world), name, leaf)

    def world_of(self, world: W, leaves: Leaves) -> W:
        """A new world of the same shape in the given state."""
        new = fork(world)
        self.restore(new, leaves)
        return new


_shapes: dict[type, Shape[object]] = {}


def shape_of(world_class: type[W]) -> Shape[W]:
    """The shape of a world class, made once."""
    found = _shapes.get(world_class)
    if found is None:
        found = _shapes[world_class] = cast("Shape[object]", Shape(world_class))
    return cast("Shape[W]", found)


def fork(original: W) -> W:
    """An independent copy of a world or an actor. Tables share their rows, which never change."""
    copied: dict[str, object] = {}
    for field in fields(original):  # type: ignore[arg-type]
        value = getattr(original, field.name)
        if isinstance(value, Table):
            twin = object.__new__(type(value))
            twin.rows = value.rows
            copied[field.name] = twin
        else:
            copied[field.name] = fork(value) if is_actor(type(value)) else value
    return type(original)(**copied)


def is_actor(cls: type) -> bool:
    """Whether instances of the class are actors (and not records or scalars)."""
    return is_dataclass(cls)


def type_at(world_class: type, path: str) -> object:
    """The declared type of the field at a dotted path."""
    return reduce(lambda owner, name: annotations_of(owner)[name], path.split("."), cast(object, world_class))


def _owner_of(path: str) -> Callable[[object], object]:
    """How to reach the actor that a slot belongs to, from the world."""
    owner = path.rpartition(".")[0]
    return attrgetter(owner) if owner else lambda world: world


def _reader_of_few(slots: list[str]) -> Callable[[W], Leaves]:
    """``attrgetter`` of one name gives no tuple, and of none it does not exist."""
    return lambda world: tuple(attrgetter(slot)(world) for slot in slots)


def _is_table(declared: object) -> bool:
    origin = get_origin(declared) or declared
    return isinstance(origin, type) and issubclass(origin, Table)


def _paths(owner: type, prefix: str) -> list[str]:
    found: list[str] = []
    for name, declared in annotations_of(owner).items():
        if isinstance(declared, type) and is_actor(declared):
            found += _paths(declared, f"{prefix}{name}.")
        else:
            found.append(prefix + name)
    return found
