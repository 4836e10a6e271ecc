"""Fields: what a generated world is made of."""

from __future__ import annotations

from typing import NamedTuple

from filspec.fuzz.dice import Dice

NAMES = (
    "item", "item", "key", "key1", "key1", "group", "product", "quotient", "remainder", "total", "other", "answer",
    "row", "a", "luck",
)  # fmt: skip
"""Names that a prover may use for something else."""


class TableField(NamedTuple):
    """A table.

    Attributes:
        path: where it is, from the world.
        key: what kind of values its keys are: int, pair, part, colour, or (for pairs of others) odd.
        row: what kind of values its rows are: row or int.
        declared: its type.
    """

    path: str
    key: str
    row: str
    declared: str

    @property
    def is_paired(self) -> bool:
        """Whether its rows form groups that loops can go through."""
        return self.declared.startswith("PairTable")

    @property
    def key_type(self) -> str:
        """The type of its keys."""
        return {"int": "int", "pair": "tuple[int, int]", "part": "Part", "colour": "Colour"}.get(self.key, _ODD)


_ODD = "tuple[int, Part]"
COMMON = (
    TableField("t", "int", "row", "Table[int, Row]"),
    TableField("p", "pair", "int", "PairTable[int, int, int]"),
)
RARE = (
    TableField("u", "int", "int", "Table[int, int]"),
    TableField("q", "pair", "int", "Table[tuple[int, int], int]"),
    TableField("r", "part", "int", "Table[Part, int]"),
    TableField("e", "colour", "int", "Table[Colour, int]"),
    TableField("g", "odd", "int", "PairTable[int, Part, int]"),
)


class Fields(NamedTuple):
    """The fields of a world.

    Attributes:
        numbers: paths of its numbers.
        others: further scalars, by path, with their kind: bool, part, colour or right.
        tables: its tables, those of the other actor included.
        nested: whether it holds an actor with fields of the same names.
        bounded: the number that is a parameter with bounds; empty for none.
    """

    numbers: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    tables: tuple[TableField, ...]
    nested: bool
    bounded: str

    def of_kind(self, kind: str) -> list[str]:
        """Paths of the other scalars of a kind."""
        return [path for path, found in self.others if found == kind]

    def text(self) -> str:
        """The classes of the world."""
        own = [field for field in self.tables if "." not in field.path]
        lines = [f"    {path}: int" for path in self.numbers if "." not in path]
        lines += [f"    {path}: {_TYPES[kind]}" for path, kind in self.others]
        lines += [f"    {field.path}: {field.declared}" for field in own]
        world = "\n".join(["\n@actor\nclass World:", '    """The world."""\n', *lines])
        if not self.nested:
            return world + "\n"
        inner = "".join(f"    {field.path}: {field.declared}\n" for field in own)
        left = f'\n@actor\nclass Left:\n    """An actor in the world."""\n\n    n: int\n{inner}\n'
        return f"{left}{world}\n    left: Left\n"


_TYPES = {"bool": "bool", "part": "Part", "colour": "Colour", "right": "Right"}


def fields(dice: Dice) -> Fields:
    """The fields of a random world."""
    numbers = ["n", "m", *dice.some([dice.of(NAMES)], 0.35)]
    others = [pair for pair in (("b", "bool"), ("fixed", "part"), ("hue", "colour")) if dice.chance(0.35)]
    others += dice.some([("right", "right")], 0.01)
    if dice.chance(0.04):
        others.append((dice.one("item", "key1"), "part"))
        numbers = numbers[:2]
    tables = dice.some(COMMON, 0.75) or [COMMON[0]]
    tables += dice.some([dice.of(RARE)], 0.35)
    nested = dice.chance(0.12)
    bounded = "limit" if dice.chance(0.08) else ""
    numbers += [bounded] if bounded else []
    if nested:
        numbers.append("left.n")
        tables += [field._replace(path=f"left.{field.path}") for field in tables]
    return Fields(tuple(numbers), tuple(others), tuple(tables), nested, bounded)
