"""Worlds: random ordinary worlds of a generated class, made to keep its laws, and random arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, Flag
from types import CodeType, EllipsisType
from typing import Any, get_args, get_origin

from filspec.fuzz.dice import Dice
from filspec.fuzz.program import Program
from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import is_actor
from filspec.symbolic.worlds import World

Declared = Any
"""A declared type."""

ROUNDS = 3
"""How often the repairs of all laws are made: one may undo another."""


class Values:
    """Random values of the types of a world.

    Args:
        dice: makes the choices.
    """

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def of(self, declared: Declared) -> object:
        """A value of a type."""
        dice, parts = self._dice, get_args(declared)
        origin: Declared = get_origin(declared)
        if declared is int:
            return dice.number() if dice.chance(0.9) else dice.between(-40, 40)
        if declared is bool:
            return dice.chance(0.5)
        if origin is tuple and isinstance(parts[-1], EllipsisType):
            return tuple(self.of(parts[0]) for _ in range(dice.between(0, 3)))
        if origin is tuple:
            return tuple(self.of(part) for part in parts)
        if origin in (Table, PairTable):
            return self._table(origin, parts)
        if isinstance(declared, type) and issubclass(declared, Flag):
            return declared(dice.between(0, 3))
        if isinstance(declared, type) and issubclass(declared, Enum):
            return dice.of(tuple(declared))
        assert issubclass(declared, Record) or is_actor(declared), f"no values of {declared} are known"
        return declared(**{name: self.of(part) for name, part in annotations_of(declared).items()})

    def _table(self, declared: Declared, parts: tuple[Any, ...]) -> object:
        *keys, row = parts
        table = declared()
        for _ in range(self._dice.weighted(((2, 0), (3, 1), (4, 2), (3, 3), (1, 5)))):
            key = tuple(map(self._key, keys)) if len(keys) == 2 else self._key(keys[0])
            table[key] = self.of(row)
        return table

    def _key(self, declared: Declared) -> object:
        """A key; a number is as a rule one that a program may write out, so that rows are found."""
        return self._dice.between(-1, 3) if declared is int and self._dice.chance(0.7) else self.of(declared)


def repairs_of(program: Program, claims: frozenset[str]) -> list[CodeType]:
    """The repairs of those laws of a program that are claimed, and of its bounds."""
    texts = [law.repair for law in program.laws if law.repair and law.name in claims]
    if program.bounded:
        texts.append(f"w.{program.bounded} = abs(w.{program.bounded})")
    return [compile(text, "<repair>", "exec") for text in texts]


def lawful_world(
    values: Values,
    world_class: type,
    repairs: Sequence[CodeType],
    names: dict[str, object],
    broken: Callable[[World], list[str]],
) -> World:
    """A random world that keeps the laws; None if the repairs do not make it one.

    Args:
        values: makes the leaves.
        world_class: the class of the world.
        repairs: statements that make it lawful.
        names: what the statements may name.
        broken: the laws that a world breaks.
    """
    world = values.of(world_class)
    for _ in range(ROUNDS):
        for repair in repairs:
            exec(repair, {**names, "w": world})  # noqa: S102 (it is the fuzzer's own text)
        if not broken(world):
            return world
    return None
