"""A situation: what a sample says of the unknowns of a proof."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import chain
from typing import NamedTuple, cast, get_origin, get_type_hints

from filspec.kit.transitions import REGISTRY, transition_of
from filspec.symbolic.evaluation import UNKNOWN, Value
from filspec.symbolic.samples import Sample
from filspec.symbolic.shapes import Leaf, Product, Shape, shape_of, shape_of_value
from filspec.symbolic.sums import Summand
from filspec.symbolic.tables import PRESENCE
from filspec.symbolic.terms import members_of, name_of
from filspec.symbolic.worlds import World, at, layout_of

Values = tuple[Value, ...]


class Place(NamedTuple):
    """Where a leaf of the world stands, and which of its terms, or columns, is meant."""

    path: str
    number: int


class Places(NamedTuple):
    """What the names of unknowns stand for in a world of one class."""

    scalars: dict[str, Place]
    columns: dict[str, Place]


@cache
def _places(world_class: type) -> Places:
    scalars, columns = dict[str, Place](), dict[str, Place]()
    for path, shape in layout_of(world_class).scalars:
        scalars |= {path + leaf: Place(path, number) for number, (leaf, _) in enumerate(shape.leaves)}
    for path, _, row in layout_of(world_class).tables:
        columns[f"{path}?"] = Place(path, PRESENCE)
        columns |= {path + leaf: Place(path, number) for number, (leaf, _) in enumerate(row.leaves)}
    return Places(scalars, columns)


@cache
def _name_of_member(member: Enum) -> str:
    return name_of(members_of(type(member)).term_of[member])


def values_of(shape: Shape, value: object) -> Iterator[Value]:
    """A value of a shape, term by term."""
    if isinstance(shape, Product):
        parts = value if isinstance(value, tuple) else [getattr(value, name) for name, _ in shape.parts]
        for (_, part), item in zip(shape.parts, parts, strict=True):
            yield from values_of(part, item)
    else:
        yield _name_of_member(value) if isinstance(value, Enum) else value


class Rows:
    """The rows of a table of ordinary values, term by term."""

    def __init__(self, world: World, path: str) -> None:
        key, row = next((key, row) for other, key, row in layout_of(type(world)).tables if other == path)
        items = at(world, path).items()
        self.found: dict[Values, Values] = {
            tuple(values_of(key, place)): tuple(values_of(row, value)) for place, value in items
        }


class RowsColumn(NamedTuple):
    """One column of a table; the row of an absent key means nothing."""

    rows: Rows
    number: int

    def at(self, key: Values) -> Value:
        """The value at a key."""
        row = self.rows.found.get(key)
        if self.number == PRESENCE:
            return row is not None
        return UNKNOWN if row is None else row[self.number]


class Groups(NamedTuple):
    """The sums of a table by group."""

    found: dict[Values, int]

    def at(self, key: Values) -> Value:
        """The sum of a group."""
        return self.found.get(key, 0)


class Situation:
    """The values that a sample gives to the unknowns of a proof of its transition.

    Args:
        sample: the sample.
        in_turn: the unknowns that stand for answers of oracles that were given the world, by oracle.
    """

    def __init__(self, sample: Sample, in_turn: Mapping[str, Sequence[str]]) -> None:
        self._sample, self._places = sample, _places(type(sample.before))
        self._rows: dict[tuple[int, str], Rows] = {}
        self._known = {**_arguments(sample), **_answers_in_turn(sample, in_turn)}

    def value(self, name: str) -> Value:
        """The value of an unknown; ``UNKNOWN`` of one that the sample says nothing of."""
        if name not in self._known:
            self._known[name] = self._of_world(name)
        return self._known[name]

    def answer(self, oracle: str, arguments: Values) -> Value:
        """What the oracle answers."""
        leaves = iter(arguments)
        asked = [shape.build(leaves, _ordinary) for shape in _shapes_of_question(oracle)]  # type: ignore[arg-type]
        answer = self._sample.answers[oracle](*asked)
        return _name_of_member(answer) if isinstance(answer, Enum) else answer

    def rewritten(self, name: str, key: Values) -> Value:
        """The value that a loop left at a key of a column."""
        column = self.value(name.partition(" row ")[0])
        return UNKNOWN if column is UNKNOWN else column.at(key)  # type: ignore[attr-defined]

    def _of_world(self, name: str) -> Value:
        name, _, era = name.partition("#")
        world = self._world(era)
        if world is None:
            return UNKNOWN
        if name == EMPTY:
            return ()
        if name.startswith(SUM):
            return _sums(world, name)
        if name in self._places.scalars:
            path, number = self._places.scalars[name]
            return list(values_of(_shape_at(type(world), path), at(world, path)))[number]
        if name in self._places.columns:
            path, number = self._places.columns[name]
            return RowsColumn(self.rows(world, path), number)
        return UNKNOWN

    def _world(self, era: str) -> World | None:
        """The world that a tag speaks of: the one before, or that behind a loop."""
        if not era:
            return self._sample.before
        behind = self._sample.behind
        return behind[int(era) - 1] if era.isdecimal() and int(era) <= len(behind) else None

    def rows(self, world: World, path: str) -> Rows:
        """The rows of a table of one of the sample's worlds."""
        place = (id(at(world, path).rows), path)
        if place not in self._rows:
            self._rows[place] = Rows(world, path)
        return self._rows[place]


EMPTY, SUM = "()", "sum of "


@cache
def _shapes_of_question(oracle: str) -> list[Shape]:
    declared = REGISTRY[oracle]
    hints = get_type_hints(declared.function)
    return [shape_of(hints[name]) for name in declared.parameters]


def _ordinary(leaf: Leaf, value: Value) -> object:
    """An ordinary value of a value of a term."""
    return members_of(leaf.declared).member_of[value] if isinstance(value, str) else value  # type: ignore[arg-type]


def _flat(values: Sequence[object]) -> Values:
    return tuple(leaf for value in values for leaf in values_of(shape_of_value(value), value))


def _arguments(sample: Sample) -> dict[str, Value]:
    """The arguments by the names of their unknowns: those of a message, and those of a step."""
    declared = transition_of(sample.transition)
    hints, known = get_type_hints(declared.function), dict[str, Value]()
    for place, (name, value) in enumerate(zip(declared.parameters, sample.arguments, strict=True)):
        shape = shape_of(hints[name])
        leaves = list(values_of(shape, value))
        for unknown in (name, f"argument {name}" if place else "item"):
            known |= dict(zip([unknown + suffix for suffix, _ in shape.leaves], leaves, strict=True))
    return known


def _answers_in_turn(sample: Sample, in_turn: Mapping[str, Sequence[str]]) -> dict[str, Value]:
    known = dict[str, Value]()
    for oracle, names in in_turn.items():
        answers = [seen.answer for seen in sample.seen if seen.oracle == oracle]
        known |= dict(zip(names, answers, strict=False))
    return known


@cache
def _shape_at(world_class: type, path: str) -> Shape:
    return next(shape for other, shape in layout_of(world_class).scalars if other == path)


def _sums(world: World, name: str) -> Value:
    """The sum of a summand over a table; of one with groups, each group's."""
    summand, _, path = name.removeprefix(SUM).partition(" over ")
    module, _, function = summand.rpartition(".")
    found = sums_of(world, path, vars(sys.modules[module])[function])
    return found[None] if None in found else Groups({_flat((group,)): amount for group, amount in found.items()})


def sums_of(world: World, path: str, summand: Summand) -> dict[object, int]:
    """The sums of a summand over a table of ordinary values, by group; of one without groups that of None."""
    shares = [summand(key, row) for key, row in at(world, path).items()]
    if get_origin(get_type_hints(summand)["return"]) is not tuple:
        return {None: sum(cast(list[int], shares))}
    found: dict[object, int] = {}
    for group, part in chain.from_iterable(cast(list[tuple[tuple[object, int], ...]], shares)):
        found[group] = found.get(group, 0) + part
    return found
