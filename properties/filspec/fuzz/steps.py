"""Steps: the transitions that loops and attempts of a generated message call."""

from __future__ import annotations

from typing import NamedTuple

from filspec.fuzz.dice import Dice
from filspec.fuzz.expressions import Expressions, Scope
from filspec.fuzz.fields import Fields, TableField
from filspec.fuzz.statements import Lines, Statements


class Visit(NamedTuple):
    """A step that goes through the rows of a table of the world."""

    step: str
    table: TableField


class Steps:
    """Writes steps, and the loops and attempts that call them.

    Args:
        dice: makes the choices.
        mistakes: how often a call is not what a type checker would accept.

    Attributes:
        texts: the steps, in the order of their definition.
        visits: those that go through a table.
    """

    def __init__(self, dice: Dice, mistakes: float) -> None:
        self._dice, self._mistakes = dice, mistakes
        self.texts: list[str] = []
        self.visits: list[Visit] = []
        self._count = 0

    def loop(self, scope: Scope, level: int) -> Lines:
        """A loop, whose step is written as well."""
        dice, write = self._dice, Expressions(self._dice, scope)
        table, extra = dice.of(scope.fields.tables), write.number(1)
        actor, given = ("World", "w")
        if scope.fields.nested and dice.chance(0.05):
            actor, given = "Left", "w.left"
        if "many" in scope.local and dice.chance(0.25):
            name = self._step(scope, actor, level, "int", None)
            return [f"for_each_in({dice.of(scope.local['many'])}, {name}, {given}, {self._extra(extra)})"]
        name = self._step(scope, actor, level, table.key_type, table)
        if actor == "World":
            self.visits.append(Visit(name, table))
        over = f"w.{table.path}"
        grouped = (table.is_paired and dice.chance(0.5)) or dice.chance(self._mistakes)
        if grouped:
            group = write.of_kind("pair" if dice.chance(self._mistakes) else "int")
            return [f"for_each_under({over}, {group}, {name}, {given}, {self._extra(extra)})"]
        return [f"for_each({over}, {name}, {given}, {self._extra(extra)})"]

    def attempt(self, scope: Scope, level: int) -> str:
        """The condition that an attempt succeeds, whose step is written as well."""
        write = Expressions(self._dice, scope)
        name = self._step(scope, "World", level, "int", None)
        return f"attempt({name}, w, {write.key()}, {self._extra(write.number(1))})"

    def _extra(self, argument: str) -> str:
        if self._dice.chance(self._mistakes):
            return self._dice.one(f"{argument}, z=0", f"{argument}, 1", f"y={argument}")
        return f"z={argument}" if self._dice.chance(0.2) else argument

    def _step(self, scope: Scope, actor: str, level: int, key_type: str, table: TableField | None) -> str:
        self._count += 1
        name = f"step{self._count}"
        body = Statements(self._dice, _scope_of_step(scope, actor, table), self, level)
        lines = body.block(self._dice.between(1, 2), 1)
        if self._dice.chance(0.2):
            lines.append(f"require({body.write.truth()}, Reason.NO)")
        head = f'\n\n@internal()\ndef {name}(w: {actor}, key: {key_type}, z: int) -> None:\n    """A step."""\n'
        self.texts.append(head + "".join(f"    {line}\n" for line in lines or ["w.n += 0"]))
        return name


def _scope_of_step(scope: Scope, actor: str, table: TableField | None) -> Scope:
    keys: dict[str, tuple[str, ...]] = {"key": ("z",), "int": ("z",)}
    kind = "int" if table is None else table.key
    if kind == "int":
        keys = {"key": ("key", "key", "z"), "int": ("z", "key")}
    elif kind == "pair":
        keys = {"key": ("key[0]", "key[1]", "z"), "int": ("z", "key[0]"), "pair": ("key",)}
    elif kind == "odd":
        keys = {"key": ("key[0]", "z"), "int": ("z",), "part": ("key[1]",), "odd": ("key",)}
    else:
        keys |= {kind: ("key",)}
    if table is not None:
        keys |= {f"key of {found.path}": ("key",) for found in scope.fields.tables if found.key == table.key}
    scope = scope._replace(local=keys)
    return scope._replace(fields=fields_of_the_left(scope.fields)) if actor == "Left" else scope


def fields_of_the_left(fields: Fields) -> Fields:
    """The fields of the actor in the world, seen from itself."""
    own = tuple(field for field in fields.tables if "." not in field.path)
    return Fields(("n",), (), own, False, "")
