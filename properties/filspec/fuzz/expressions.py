"""Expressions: random numbers, conditions, keys and records, from what is in scope."""

from __future__ import annotations

from typing import NamedTuple

from filspec.fuzz.dice import Dice
from filspec.fuzz.fields import Fields, TableField
from filspec.fuzz.words import Summand, Words

MISTAKES = (
    "NO_PART",
    "(0, 1)",
    "True",
    "Colour.RED",
    "w.n.term",
    "Colour.RED.enum",
    "NO_ROW.part.length",
    "NO_ROW",
    "7",
)
"""What is written in place of something of another type."""

DEEP = 2
"""How deeply expressions are nested."""


class Scope(NamedTuple):
    """What an expression may speak about.

    Attributes:
        world: the name of the world.
        fields: the fields of that world.
        words: the words of the program.
        local: expressions of each kind that the place offers, such as arguments.
        mistakes: how often a value of another type, or an attribute that no value has, is written.
        is_law: whether it is the expression of a law.
    """

    world: str
    fields: Fields
    words: Words
    local: dict[str, tuple[str, ...]]
    mistakes: float
    is_law: bool = False

    def plus(self, kind: str, *names: str) -> Scope:
        """The same with more of a kind."""
        return self._replace(local={**self.local, kind: (*self.local.get(kind, ()), *names)})

    def at(self, world: str) -> Scope:
        """The same, about another world."""
        return self._replace(world=world)


class Expressions:
    """Writes expressions.

    Args:
        dice: makes the choices.
        scope: what may be spoken about.
    """

    def __init__(self, dice: Dice, scope: Scope) -> None:
        self.dice, self.scope = dice, scope

    def of_kind(self, kind: str, depth: int = 0) -> str:
        """A value of a kind."""
        dice = self.dice
        if dice.chance(self.scope.mistakes):
            return dice.of(MISTAKES)
        known = self.scope.local.get(kind, ())
        if kind == "int":
            return self.number(depth)
        if known and dice.chance(0.7):
            return dice.of(known)
        return self._made(kind, depth)

    def _made(self, kind: str, depth: int) -> str:
        dice = self.dice
        if kind == "part":
            return dice.one(
                "NO_PART", f"Part(size={self.key()}, whole={self.truth(DEEP)})", self._field("part", "NO_PART")
            )
        match kind:
            case "pair":
                return f"({self.key()}, {self.key()})"
            case "colour":
                return self._field("colour", dice.one("Colour.RED", "Colour.BLUE", "Colour.GREEN"))
            case "right":
                return self._field("right", dice.one("Right.READ", "Right.WRITE", "BOTH"))
            case "bool":
                return self.truth(depth)
            case "odd":
                return f"({self.key()}, {self.of_kind('part')})"
            case "deep":
                return f"(({self.key()}, {self.key()}), {self.key()})"
            case "deeper":
                return f"({self.key()}, ({self.key()}, {self.key()}))"
            case "one":
                return f"({self.key()},)"
            case "row":
                return self.row(depth)
        raise AssertionError(f"nothing is made of kind {kind}")

    def _field(self, kind: str, otherwise: str) -> str:
        paths = self.scope.fields.of_kind(kind)
        return f"{self.scope.world}.{self.dice.of(paths)}" if paths and self.dice.chance(0.5) else otherwise

    def key(self) -> str:
        """A number that is likely to be a key."""
        return self.dice.of((*self.scope.local["key"], *self.scope.local["key"], "0", "1", "2"))

    def row(self, depth: int = 0) -> str:
        """A row."""
        dice, table = self.dice, self._table_of("row")
        if table is not None and dice.chance(0.4):
            base = f"{self.scope.world}.{table.path}.get({self.key()}, NO_ROW)"
        else:
            base = dice.of((*self.scope.local.get("row", ()), "NO_ROW"))
        return f"{base}.but({self.change(depth)})" if dice.chance(0.7) else base

    def change(self, depth: int = 0) -> str:
        """New values for a field or two of a row."""
        changes = {
            "x": lambda: self.number(depth + 1), "ok": lambda: self.truth(DEEP), "part": lambda: self.of_kind("part"),
        }  # fmt: skip
        names = dict.fromkeys([self.dice.one("x", "x", "x", "ok", "part") for _ in range(2)])
        return ", ".join(f"{name}={changes[name]()}" for name in list(names)[: self.dice.between(1, 2)])

    def number(self, depth: int = 0) -> str:
        """A number."""
        dice = self.dice
        if dice.chance(self.scope.mistakes):
            return self.of_kind("part")
        if depth >= DEEP or dice.chance(0.35):
            return self._leaf()

        def one() -> str:
            return self.number(depth + 1)

        match dice.weighted(_NUMBERS):
            case "row":
                return self._looked_up()
            case "sum":
                return self.sum()
            case "plus":
                return f"({one()} {dice.one('+', '-')} {one()})"
            case "times":
                return f"({one()} * {dice.one('2', '-1', '3', one())})"
            case "divided":
                return f"({one()} {dice.one('//', '%')} {dice.one('2', '3', '-2', '2', '3', '-2', one())})"
            case "extreme":
                return f"{dice.one('max', 'min')}({one()}, {one()})"
            case "absolute":
                return f"abs({one()})"
            case "call":
                return self._call(depth)
        return f"({one()} if {self.truth(depth + 1)} else {one()})"

    def _leaf(self) -> str:
        world, dice = self.scope.world, self.dice
        own = [f"{world}.{path}" for path in self.scope.fields.numbers]
        local = self.scope.local.get("int", ())
        return dice.one(
            dice.of(own), dice.of(own), dice.of((*local, *own)), dice.of((*local, *own)), str(dice.number())
        )

    def _looked_up(self) -> str:
        table = self.dice.of(self.scope.fields.tables)
        found = f"{self.scope.world}.{table.path}.get({self.key_of(table)}, {'NO_ROW' if table.row == 'row' else '0'})"
        return f"{found}.{self.dice.one('x', 'x', 'x', 'part.size')}" if table.row == "row" else found

    def key_of(self, table: TableField) -> str:
        """A key of a table."""
        known = self.scope.local.get(f"key of {table.path}", ())
        if known and self.dice.chance(0.5):
            return self.dice.of(known)
        return self.key() if table.key == "int" else self.of_kind(table.key)

    def _table_of(self, row: str) -> TableField | None:
        found = [table for table in self.scope.fields.tables if table.row == row]
        return self.dice.of(found) if found else None

    def sum(self) -> str:
        """A sum over a table."""
        pairs = [
            (table, summand)
            for table in self.scope.fields.tables
            for summand in self.scope.words.summands
            if summand.table == (table.key, table.row)
        ]
        if not pairs:
            return self._looked_up()
        return self.sum_of(*self.dice.of(pairs))

    def sum_of(self, table: TableField, summand: Summand) -> str:
        """The sum of a summand over a table, or that of a group."""
        world = self.scope.world
        if not summand.group:
            return f"total({world}.{table.path}, {summand.name})"
        group = summand.group
        if self.dice.chance(0.02):
            group = self.dice.one("int", "pair", "deep", "deeper", "one", "part")
        return f"total_by({world}.{table.path}, {summand.name})[{self.of_kind(group)}]"

    def _call(self, depth: int) -> str:
        words = self.scope.words
        if words.oracles and self.dice.chance(0.7):
            return self.question()
        if words.numbers:
            name, kinds = self.dice.of(words.numbers)
            return f"{name}({', '.join(self.of_kind(kind, depth + 1) for kind in kinds)})"
        return self._looked_up()

    def question(self) -> str:
        """A question to an oracle."""
        oracle = self.dice.of(self.scope.words.oracles)
        given = [self.of_kind(kind, DEEP) for kind in oracle.asked]
        if len(given) == 2 and oracle.asked == ("pair", "int") and self.dice.chance(0.1):
            given = given[::-1]
        return f"{oracle.name}({', '.join([self.scope.world, *given] if oracle.with_world else given)})"

    def truth(self, depth: int = 0) -> str:
        """A condition."""
        dice = self.dice
        match dice.weighted(_TRUTHS):
            case "number":
                return f"{self.number(depth + 1)} {dice.one('<', '<=', '==', '!=', '>=', '>')} {self.number(depth + 1)}"
            case "key":
                table = dice.of(self.scope.fields.tables)
                return f"{self.key_of(table)} {dice.one('in', 'not in')} {self.scope.world}.{table.path}"
            case "field":
                return dice.of((*self.scope.local.get("bool", ()), self._field("bool", "True")))
            case "value":
                kind = dice.one("colour", "part", "right" if self.scope.fields.of_kind("right") else "colour")
                return f"{self.of_kind(kind)} {dice.one('==', '!=')} {self.of_kind(kind)}"
            case "both" if depth < DEEP:
                return f"({self.truth(depth + 1)} {dice.one('and', 'or')} {self.truth(depth + 1)})"
        return f"{self.number(DEEP)} {dice.one('<=', '==')} {self.number(DEEP)}"


_NUMBERS = (
    (20, "row"), (9, "sum"), (24, "plus"), (8, "times"), (5, "divided"), (5, "extreme"), (3, "absolute"), (16, "call"),
    (4, "choice"),
)  # fmt: skip
_TRUTHS = ((40, "number"), (22, "key"), (10, "field"), (8, "value"), (12, "both"))
