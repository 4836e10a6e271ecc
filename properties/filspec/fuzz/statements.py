"""Statements: random bodies of messages and steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from filspec.fuzz.dice import Dice
from filspec.fuzz.expressions import Expressions, Scope
from filspec.fuzz.fields import TableField

Lines = list[str]


OTHER_SHAPES: tuple[Callable[[str], str], ...] = (
    lambda text: re.sub(r"\(\(([^()]*), ([^()]*)\), ([^()]*)\)", r"(\1, \2, \3)", text),
    lambda text: re.sub(r"\bpart\b(?!=)", "Whole(size=part.size, whole=part.whole)", text),
    lambda text: re.sub(r"\[([^()\[\]]*)\]", r"[(\1,)]", text) if "total_by(" in text else text,
)
"""The same numbers in a value of another type, which is another question to an oracle and another group of a sum."""


class Calls(Protocol):
    """Who writes the steps that a body calls."""

    def loop(self, scope: Scope, level: int) -> Lines:
        """A loop, whose step is written as well."""

    def attempt(self, scope: Scope, level: int) -> str:
        """The condition that an attempt succeeds, whose step is written as well."""


class Statements:
    """Writes statements.

    Args:
        dice: makes the choices.
        scope: what may be spoken about.
        calls: writes steps.
        level: how many steps this body stands in.
    """

    def __init__(self, dice: Dice, scope: Scope, calls: Calls, level: int) -> None:
        self.dice, self.scope, self._calls, self._level = dice, scope, calls, level
        self.write = Expressions(dice, scope)

    def block(self, count: int, depth: int = 0) -> Lines:
        """So many statements, in order."""
        return [line for _ in range(count) for line in self.statement(depth)]

    def statement(self, depth: int) -> Lines:
        """One statement, in one line or more."""
        dice = self.dice
        match dice.weighted(_KINDS):
            case "guard":
                return [f"require({self.write.truth()}, Reason.NO)"]
            case "number":
                return [f"{self._number()} {dice.one('=', '=', '+=', '-=')} {self.write.number()}"]
            case "scalar":
                return self._scalar()
            case "row":
                return self._row(dice.of(self.scope.fields.tables))
            case "branch" if depth < 2:
                return self._branch(depth)
            case "loop" if self._level < 2:
                return self._calls.loop(self.scope, self._level + 1)
            case "attempt" if self._level < 2:
                condition = self._calls.attempt(self.scope, self._level + 1)
                return [f"if {dice.one('', 'not ')}{condition}:", *_indented(self.block(1, depth + 1))]
            case "assertion" if dice.chance(0.5):
                return [f"assert {self.write.truth()}"]
        return self._difference()

    def _number(self) -> str:
        numbers = self.scope.fields.numbers
        return f"w.{self.dice.of((*numbers[:2], *numbers[:2], *numbers))}"

    def _difference(self) -> Lines:
        """A number that is nothing unless two expressions differ that are alike."""
        one = self.write.number()
        other = self._alike(one)
        number = self._number()
        return (
            [f"{number} = 0 if {one} == {other} else -1"] if self.dice.chance(0.5) else [f"{number} = {one} - {other}"]
        )

    def _alike(self, one: str) -> str:
        """An expression of the same form; by chance the same."""
        if self.dice.chance(0.3) and self.scope.words.oracles:
            return self.write.question()
        if self.dice.chance(0.05):
            return self.dice.of(OTHER_SHAPES)(one)
        if self.dice.chance(0.4):
            return re.sub(r"\ba\b", "b", one) if self.dice.chance(0.2) and "b" in self.scope.local["key"] else one
        return self.write.number()

    def _scalar(self) -> Lines:
        if not self.scope.fields.others:
            return [f"{self._number()} += {self.write.number(1)}"]
        path, kind = self.dice.of(self.scope.fields.others)
        if kind == "part" and self.dice.chance(0.4):
            return [f"w.{path} = w.{path}.but(size={self.write.number(1)})"]
        return [f"w.{path} = {self.write.of_kind(kind)}"]

    def _row(self, table: TableField) -> Lines:
        """A write to a table: a row entered, changed, moved or deleted."""
        dice, path, key = self.dice, f"w.{table.path}", self.write.key_of(table)
        match dice.weighted(_WRITES):
            case "enter":
                guard = [f"require({key} not in {path}, Reason.NO)"] if dice.chance(0.5) else []
                return [*guard, *self._entered(table, path, key)]
            case "change":
                return [f"if {key} in {path}:", f"    {path}[{key}] = {self._changed(table, path, key)}"]
            case "delete":
                return [f"require({key} in {path}, Reason.NO)", *self._deleted(table, path, key)]
            case "move":
                return self._moved(table, path, key, self.write.key_of(table))
            case "read":
                field = ".x" if table.row == "row" else ""
                return [f"require({key} in {path}, Reason.NO)", f"{self._number()} = {path}[{key}]{field}"]
        return [f"{path}[{key}] = {self._value(table)}"]

    def _value(self, table: TableField) -> str:
        return self.write.row() if table.row == "row" else self.write.number()

    def _entered(self, table: TableField, path: str, key: str) -> Lines:
        """A row is entered; as a rule, what it adds to a sum is added to a number."""
        if self.dice.chance(0.5):
            return [f"{path}[{key}] = {self._value(table)}"]
        amount = self.write.number(1)
        row = "NO_ROW.but(x=v)" if table.row == "row" else "v"
        old = f"{path}.get({key}, {'NO_ROW' if table.row == 'row' else '0'}){'.x' if table.row == 'row' else ''}"
        return [f"v = {amount}", f"{self._number()} += v - {old}", f"{path}[{key}] = {row}"]

    def _changed(self, table: TableField, path: str, key: str) -> str:
        return (
            f"{path}[{key}].but({self.write.change()})"
            if table.row == "row"
            else f"{path}[{key}] + {self.write.number(1)}"
        )

    def _deleted(self, table: TableField, path: str, key: str) -> Lines:
        amount = f"{path}[{key}]{'.x' if table.row == 'row' else ''}"
        counted = [f"{self._number()} -= {amount}"] if self.dice.chance(0.5) else []
        again = [f"{path}[{self.write.key_of(table)}] = {self._value(table)}"] if self.dice.chance(0.3) else []
        return [*counted, f"del {path}[{key}]", *again]

    def _moved(self, table: TableField, path: str, key: str, other: str) -> Lines:
        """Something moves between two rows, which may be one."""
        guard = f"require({key} in {path} and {other} in {path}, Reason.NO)"
        different = [f"require({key} != {other}, Reason.NO)"] if self.dice.chance(0.4) else []
        if self.dice.chance(0.3):
            return [guard, *different, f"old = {path}[{key}]", f"del {path}[{key}]", f"{path}[{other}] = old"]
        if table.row != "row":
            taken, given = f"{path}[{key}] - v", f"{path}[{other}] + v"
        else:
            taken, given = (
                f"{path}[{where}].but(x={path}[{where}].x {sign} v)" for where, sign in ((key, "-"), (other, "+"))
            )
        v = [f"v = {self.write.number(1)}"]
        if self.dice.chance(0.4):
            writes = [f"first = {taken}", f"second = {given}", f"{path}[{key}] = first", f"{path}[{other}] = second"]
        else:
            writes = [f"{path}[{key}] = {taken}", f"{path}[{other}] = {given}"]
        return [guard, *different, *v, *writes]

    def _branch(self, depth: int) -> Lines:
        lines = [f"if {self.write.truth()}:", *_indented(self.block(self.dice.between(1, 2), depth + 1))]
        return [*lines, "else:", *_indented(self.block(1, depth + 1))] if self.dice.chance(0.5) else lines


def _indented(lines: Lines) -> Lines:
    return [f"    {line}" for line in lines or ["pass"]]


_KINDS = (
    (16, "guard"), (14, "number"), (4, "scalar"), (32, "row"), (9, "branch"), (12, "loop"), (5, "attempt"),
    (3, "assertion"), (10, "difference"),
)  # fmt: skip
_WRITES = ((24, "enter"), (18, "change"), (16, "delete"), (16, "move"), (6, "read"), (20, "write"))
