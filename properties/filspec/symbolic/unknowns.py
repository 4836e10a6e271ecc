"""Unknowns: the parameters of a lemma as symbolic values, and as ordinary ones where the solver has found some.

A parameter may be a world. Nothing is known of it but that its constants are within their declared bounds. Found by the
solver, it has just those rows that the lemma looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from inspect import signature
from typing import NoReturn, cast, get_origin

from filspec.kit.annotations import annotations_of
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import is_actor, type_at
from filspec.symbolic.bounds import parameters_within_bounds, smallest_preset
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.shapes import ReadLeaf, shape_of
from filspec.symbolic.tables import Key, SymbolicTable
from filspec.symbolic.terms import INT, SEQUENCE, Term, sort_of
from filspec.symbolic.values import OutsideTheSubset
from filspec.symbolic.worlds import World, assembled, layout_of, scalar_terms, tables_of, unknown_world

CONSTANTS = "parameters"
"""Where a world keeps the constants of its network."""


class UnknownValue:
    """A parameter that is a number, a truth value, an enum member, a record or a tuple.

    Attributes:
        value: the symbolic value.
        facts: what its bounds say: nothing.
        example: what else may be assumed when ordinary values are looked for: nothing.
    """

    def __init__(self, name: str, declared: object) -> None:
        self._shape = shape_of(declared)
        self.value = self._shape.unknown(name_in(Space.PARAMETER, name))
        self.facts, self.example = list[Term](), list[Term]()

    def terms(self) -> list[Term]:
        """The terms it consists of."""
        return self._shape.flatten(self.value)

    def read(self, read: ReadLeaf) -> object:
        """The ordinary value."""
        return self._shape.build(iter(self._shape.flatten(self.value)), read)


class UnknownWorld:
    """A parameter that is a world; it keeps account of the rows that are looked at.

    Attributes:
        value: the symbolic world.
        facts: its constants are within their bounds.
        example: its constants are those of the smallest preset.
        computing: a lemma may only read.
    """

    computing = 1
    _presence = shape_of(bool)

    def __init__(self, name: str, declared: type) -> None:
        self._touched: dict[str, dict[Key, None]] = {}
        self._class = declared
        self.value = _uncompared(unknown_world(declared, f" of {name}", self))
        self.facts = [fact.term for fact in parameters_within_bounds(self.value)]
        self.example = list(smallest_preset(self.value)) if hasattr(self.value, CONSTANTS) else []

    def touch(self, table: str, key: Key) -> None:
        """A key was looked at."""
        self._touched.setdefault(table, {})[key] = None

    def wrote(self, table: str, column: int, key: Key) -> None:
        """Nothing is written by what only reads."""
        raise OutsideTheSubset(f"a lemma writes to {table}")

    def row_of_all(self, table: str) -> Key:
        """A lemma speaks of the rows that it names."""
        raise OutsideTheSubset(f"a lemma goes through all rows of {table}: make it a law")

    def terms(self) -> list[Term]:
        """The terms of the state and of the rows looked at; the constants of a network are what they are."""
        terms = [term for path, leaf in scalar_terms(self.value).items() if path != CONSTANTS for term in leaf]
        terms += [
            term
            for table in tables_of(self.value)
            for key in self._keys(table)
            for term in (*key, *table.terms_at(key))
        ]
        return terms

    def read(self, read: ReadLeaf) -> object:
        """The ordinary world."""
        scalars = scalar_terms(self.value)
        leaves: dict[str, object] = {
            path: shape.build(iter(scalars[path]), read) for path, shape in layout_of(self._class).scalars
        }
        return assembled(
            self._class, "", leaves | {table.path: self._rows(table, read) for table in tables_of(self.value)}
        )

    def _keys(self, table: SymbolicTable) -> list[Key]:
        return list(self._touched.get(table.path, ()))

    def _rows(self, table: SymbolicTable, read: ReadLeaf) -> object:
        rows = {
            table.key_shape.build(iter(key), read): table.row_shape.build(iter(table.terms_at(key)), read)
            for key in self._keys(table)
            if self._presence.build(iter([table.has(key)]), read)
        }
        paired = get_origin(type_at(self._class, table.path)) is PairTable
        return PairTable(rows) if paired else Table(rows)  # type: ignore[arg-type]


def _uncompared(world: World) -> World:
    """The world, and each actor in it, as a place that cannot be compared.

    Python asks whether two actors are one and the same. Two parameters may be that in a run, and are not in a proof.
    """
    parts = {field.name: getattr(world, field.name) for field in fields(world)}
    found = {name: _uncompared(part) if is_actor(type(part)) else part for name, part in parts.items()}
    actor_class: object = type(world)
    return cast(World, _uncompared_class(actor_class)(**found))


@cache
def _uncompared_class(actor_class: object) -> type:
    """An actor's class, but comparing or hashing its actors raises, so that there is no proof."""
    base = cast(type, actor_class)
    return type(base.__name__, (base,), {"__slots__": (), "__eq__": _compare, "__hash__": _compare})


def _compare(world: object, *_: object) -> NoReturn:
    raise OutsideTheSubset(f"an actor of class {type(world).__name__} is compared: compare its rows and scalars")


Unknown = UnknownValue | UnknownWorld


def numbers_of(unknown: Unknown) -> list[Term]:
    """The numbers that an unknown consists of."""
    return [term for term in unknown.terms() if sort_of(term) == INT]


def lists_of(unknown: Unknown) -> list[Term]:
    """The lists that an unknown consists of."""
    return [term for term in unknown.terms() if sort_of(term) == SEQUENCE]


def unknowns_of(function: Callable[..., object]) -> dict[str, Unknown]:
    """The parameters of a function, by name.

    Raises:
        OutsideTheSubset: one of them is of a type that a proof knows nothing of.
    """
    hints = annotations_of(function)
    return {name: _unknown(name, hints[name]) for name in signature(function).parameters}


def _unknown(name: str, declared: object) -> Unknown:
    if isinstance(declared, type) and is_actor(declared):
        return UnknownWorld(name, declared)
    return UnknownValue(name, declared)
