"""A situation: what a sample says of the unknowns of a proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import chain
from typing import NamedTuple, cast, get_origin

from filspec.kit.annotations import annotations_of
from filspec.kit.transitions import REGISTRY, Transition, transition_of
from filspec.symbolic.contexts import remembered
from filspec.symbolic.evaluation import UNKNOWN, Value
from filspec.symbolic.members import members_of
from filspec.symbolic.names import Space, function_called, name_in, parts_of_name
from filspec.symbolic.samples import Sample
from filspec.symbolic.shapes import Leaf, Product, Shape, shape_of, shape_of_value
from filspec.symbolic.sums import Summand
from filspec.symbolic.tables import PRESENCE
from filspec.symbolic.terms import name_of
from filspec.symbolic.worlds import World, at, layout_of

Values = tuple[Value, ...]


class Place(NamedTuple):
    """Where a leaf of the world stands, of which shape it or its rows are, and which of the terms is meant."""

    path: str
    shape: Shape
    number: int


class Places(NamedTuple):
    """What the names of unknowns stand for in a world of one class."""

    scalars: dict[str, Place]
    columns: dict[str, Place]


_known_places: dict[type, Places] = {}


def _places(world_class: type) -> Places:
    if world_class not in _known_places:
        _known_places[world_class] = _places_of(world_class)
    return _known_places[world_class]


def _places_of(world_class: type) -> Places:
    scalars, columns = dict[str, Place](), dict[str, Place]()
    for path, shape in layout_of(world_class).scalars:
        scalars |= {path + leaf: Place(path, shape, number) for number, (leaf, _) in enumerate(shape.leaves)}
    for path, _, row, _ in layout_of(world_class).tables:
        columns[f"{path}?"] = Place(path, row, PRESENCE)
        columns |= {path + leaf: Place(path, row, number) for number, (leaf, _) in enumerate(row.leaves)}
    return Places(scalars, columns)


@remembered
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


Rows = Mapping[Values, Values]
"""The rows of a table of ordinary values, term by term, by their keys."""


class Tables:
    """The rows of tables of ordinary values; as maps never change, those of a map are read once."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], tuple[object, Rows]] = {}

    def rows(self, world: World, path: str) -> Rows:
        """The rows of a table."""
        table = at(world, path)
        place = (id(table.rows), path)
        if place not in self._found:
            key, row = next((key, row) for other, key, row, _ in layout_of(type(world)).tables if other == path)
            rows = {tuple(values_of(key, place)): tuple(values_of(row, value)) for place, value in table.items()}
            self._found[place] = (table.rows, rows)
        return self._found[place][1]


class Column(NamedTuple):
    """One column of a table; the row of an absent key means nothing."""

    rows: Rows
    number: int

    def at(self, key: Values) -> Value:
        """The value at a key."""
        row = self.rows.get(key)
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
        tables: where rows are kept.
        rows: values for the keys of arbitrary rows.
    """

    def __init__(
        self, sample: Sample, in_turn: Mapping[str, Sequence[str]], tables: Tables, rows: Mapping[str, Value]
    ) -> None:
        self._sample, self._places, self._tables = sample, _places(type(sample.before)), tables
        self._known = {**_arguments(sample), **_answers_in_turn(sample, in_turn), **rows}

    def value(self, name: str) -> Value:
        """The value of an unknown; ``UNKNOWN`` of one that the sample says nothing of."""
        if name not in self._known:
            self._known[name] = self._of_world(name)
        return self._known[name]

    def answer(self, name: str, arguments: Values) -> Value:
        """What the oracle answers whose function is called so."""
        oracle = parts_of_name(name)[1][1].rpartition(".")[2]
        leaves = iter(arguments)
        asked = [_built(shape, leaves) for shape in _shapes_of_question(REGISTRY[oracle])]
        answer = self._sample.answers[oracle](*asked)
        return next(values_of(shape_of_value(answer), answer))

    def rewritten(self, name: str, key: Values) -> Value:
        """The value that a loop left at a key of a column."""
        tag, column_of, _ = parts_of_name(name)[1]
        column = self.value(name_in(Space.COLUMN, tag, column_of))
        return UNKNOWN if column is UNKNOWN else column.at(key)  # type: ignore[attr-defined]

    def _of_world(self, name: str) -> Value:
        space, parts = parts_of_name(name)
        if space is Space.EMPTY_LIST:
            return ()
        if space not in (Space.SCALAR, Space.COLUMN, Space.SUM):
            return UNKNOWN
        world = self._world(parts[0])
        if world is None:
            return UNKNOWN
        if space is Space.SUM:
            return _sums(world, parts[1], function_called(*parts[2:]))
        if space is Space.SCALAR:
            path, shape, number = self._places.scalars[parts[1]]
            values = list(values_of(shape, at(world, path)))
            whole = name_in(Space.SCALAR, parts[0], path)
            self._known |= {whole + leaf: value for (leaf, _), value in zip(shape.leaves, values, strict=True)}
            return values[number]
        path, _, number = self._places.columns[parts[1]]
        return Column(self._tables.rows(world, path), number)

    def _world(self, tag: str) -> World | None:
        """The world that a tag speaks of: the one before, or that after a loop; None for a world of no run."""
        if not tag:
            return self._sample.before
        era, behind = tag.removeprefix("#"), self._sample.behind
        return behind[int(era) - 1] if era.isdecimal() and int(era) <= len(behind) else None


@cache
def _shapes_of_question(oracle: Transition) -> list[Shape]:
    hints = annotations_of(oracle.function)
    return [shape_of(hints[name]) for name in oracle.parameters]


def _built(shape: Shape, leaves: Iterator[Value]) -> object:
    """A value of a shape, made of the next values of its terms."""
    if isinstance(shape, Product):
        parts = {name: _built(part, leaves) for name, part in shape.parts}
        return tuple(parts.values()) if shape.cls is tuple else shape.cls(**parts)
    value = next(leaves)
    return members_of(_enum_of(shape)).member_of[value] if isinstance(value, str) else value


def _enum_of(shape: Shape) -> type[Enum]:
    assert isinstance(shape, Leaf)
    return cast(type[Enum], shape.declared)


def _flat(values: Sequence[object]) -> Values:
    return tuple(leaf for value in values for leaf in values_of(shape_of_value(value), value))


def _arguments(sample: Sample) -> dict[str, Value]:
    """The arguments by the names of their unknowns: those of a message, and those of a step."""
    declared = transition_of(sample.transition)
    hints, known = annotations_of(declared.function), dict[str, Value]()
    for place, (name, value) in enumerate(zip(declared.parameters, sample.arguments, strict=True)):
        shape = shape_of(hints[name])
        leaves = list(values_of(shape, value))
        for unknown in (name_in(Space.ARGUMENT, name), *([] if place else [name_in(Space.ITEM)])):
            known |= dict(zip([unknown + suffix for suffix, _ in shape.leaves], leaves, strict=True))
    return known


def _answers_in_turn(sample: Sample, in_turn: Mapping[str, Sequence[str]]) -> dict[str, Value]:
    known = dict[str, Value]()
    for oracle, names in in_turn.items():
        answers = [seen.answer for seen in sample.seen if seen.oracle == oracle]
        known |= dict(zip(names, answers, strict=False))
    return known


def _sums(world: World, path: str, summand: Summand) -> Value:
    """The sum of a summand over a table; of one with groups, each group's."""
    found = sums_of(world, path, summand)
    return found[None] if None in found else Groups({_flat((group,)): amount for group, amount in found.items()})


def sums_of(world: World, path: str, summand: Summand) -> dict[object, int]:
    """The sums of a summand over a table of ordinary values, by group; of one without groups that of None."""
    shares = [summand(key, row) for key, row in at(world, path).items()]
    if get_origin(annotations_of(summand)["return"]) is not tuple:
        return {None: sum(cast(list[int], shares))}
    found: dict[object, int] = {}
    for group, part in chain.from_iterable(cast(list[tuple[tuple[object, int], ...]], shares)):
        found[group] = found.get(group, 0) + part
    return found
