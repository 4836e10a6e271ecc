"""Words: the computations, summands and oracles of a generated program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from filspec.fuzz.dice import Dice
from filspec.fuzz.fields import Fields, TableField

ROW_AMOUNTS = (
    "row.x", "row.x", "row.x + 1", "row.x if row.ok else 0", "1", "-row.x", "row.x * row.part.size", "key",
    "row.part.size",
)  # fmt: skip
INT_AMOUNTS = ("row", "row", "row + 1", "1", "-row", "row * row")
PAIR_SHARES = (
    "(key[0], row),", "(key[0], row),", "(key[1], row), (key[0], 1)", "(key, row),", "((row, key), 1),",
    "((key[0],), row),",
)  # fmt: skip
ROW_SHARES = (
    "(row.x, 1),", "((row.x, key), row.x),", "(((row.x, row.x), key), 1),", "(row.part, row.x),",
    "(row.part.size, row.x), (key, 1)",
)  # fmt: skip
GROUPS = {
    "(row.x": "int", "((row.x": "pair", "(((row.x": "deep", "(row.part,": "part", "(row.part.size": "int",
    "(key[": "int", "(key,": "pair", "((row, key)": "deeper", "((key[0],)": "one",
}  # fmt: skip
"""What kind of values the groups of a sum are, by how its shares begin."""


class Summand(NamedTuple):
    """A function that says what a row contributes.

    Attributes:
        name: its name where it is used.
        table: key and row of the tables it is made for.
        group: the kind of its groups; empty for a sum without groups.
    """

    name: str
    table: tuple[str, str]
    group: str


class Oracle(NamedTuple):
    """An oracle, with the kinds of what it is asked; it may be given the world as well."""

    name: str
    asked: tuple[str, ...]
    with_world: bool


class Words(NamedTuple):
    """What a program may use in its expressions.

    Attributes:
        text: their definitions.
        summands: functions that sums are made of.
        oracles: its oracles.
        numbers: computations of numbers, each with the kinds of its arguments.
    """

    text: str
    summands: tuple[Summand, ...]
    oracles: tuple[Oracle, ...]
    numbers: tuple[tuple[str, tuple[str, ...]], ...]


TYPES = {
    "int": "int", "pair": "tuple[int, int]", "part": "Part", "colour": "Colour",
    "bool": "bool", "row": "Row", "many": "tuple[int, ...]", "odd": "tuple[int, Part]", "right": "Right",
    "deep": "tuple[tuple[int, int], int]", "deeper": "tuple[int, tuple[int, int]]", "one": "tuple[int]",
}  # fmt: skip
"""The type of each kind of values."""

ORACLE_NAMES = ("luck", "luck", "fate", "n", "m", "item", "product", "quotient", "remainder", "key1", "total_of")
QUESTIONS = (
    (), (), ("int",), ("int", "int"), ("int", "int"), ("part",), ("part", "int"), ("pair", "int"), ("colour",),
    ("bool", "int"),
)  # fmt: skip

HALF = '''
@pure
def half(x: int, y: int) -> int:
    """Half the difference, on two paths."""
    if x > y:
        return (x - y) // 2
    return y - x
'''
CHECKED = '''
@pure
def checked(x: int, y: int) -> int:
    """A number that has to be positive."""
    assert x > 0
    return x * y
'''


def words(dice: Dice, fields: Fields) -> Words:
    """The words of a random program."""
    text, summands = "", list[Summand]()
    for field in fields.tables:
        signature = (field.key, field.row)
        if "." not in field.path and dice.chance(0.8):
            more, found = _summands(dice, field, signature, "@pure\n", "")
            text, summands = text + more, [*summands, *found]
    numbers_of_the_world = [path for path in fields.numbers if "." not in path and path not in ("a", "row")]
    oracles = [_oracle(dice, numbers_of_the_world, place) for place in range(dice.weighted(((5, 0), (4, 1), (1, 2))))]
    oracles = list({oracle.name: oracle for oracle in oracles}.values())
    numbers = dice.some([("half", ("int", "int")), ("checked", ("int", "int"))], 0.3)
    text += "".join({"half": HALF, "checked": CHECKED}[name] for name, _ in numbers)
    return Words(text + "".join(map(_oracle_text, oracles)), tuple(summands), tuple(oracles), tuple(numbers))


def summands_of_laws(dice: Dice, fields: Fields) -> tuple[str, tuple[Summand, ...]]:
    """Summands that laws alone use: made by a factory, or in a module of their own."""
    own = [field for field in fields.tables if "." not in field.path]
    field = dice.of(own)
    text, summands = _summands(dice, field, (field.key, field.row), "", "_of_laws")
    if field.row == "row" and dice.chance(NAMED_TWICE):
        text += _FACTORY
        summands += [Summand("twice", (field.key, field.row), ""), Summand("thrice", (field.key, field.row), "")]
    return text, tuple(summands)


NAMED_TWICE = 0.02
"""How often a function has two names, or two functions one, or a function is made by another: that is refused."""

_FACTORY = '''

def times(factor: int):
    """A summand for each factor."""

    def amount(key: int, row: Row) -> int:
        """So many times a number."""
        return row.x * factor

    return amount


twice = times(2)
thrice = times(3)
'''


def _summands(
    dice: Dice, field: TableField, table: tuple[str, str], decorator: str, suffix: str
) -> tuple[str, list[Summand]]:
    name = f"amount_{field.path}{suffix}"
    amounts = ROW_AMOUNTS if field.row == "row" and field.key == "int" else INT_AMOUNTS
    text, found = _amount(name, field, dice.of(amounts), decorator), [Summand(name, table, "")]
    if dice.chance(NAMED_TWICE):
        text += f"\n\nplain_{name} = {name}\n"
        found.append(Summand(f"plain_{name}", table, ""))
        if dice.chance(0.7):
            text += _amount(name, field, dice.of(amounts), decorator)
    shares = ROW_SHARES if field.row == "row" else PAIR_SHARES if field.key == "pair" else ()
    if shares and dice.chance(0.5):
        share = dice.of(shares)
        group = _group(share)
        text += _amount(f"by_{name}", field, f"({share})" if share.endswith(",") else share, decorator)
        found.append(Summand(f"by_{name}", table, group))
    return text, found


def _amount(name: str, field: TableField, body: str, decorator: str) -> str:
    row = "Row" if field.row == "row" else "int"
    answer = _shares(body) if name.startswith("by_") else "int"
    head = f"def {name}(key: {field.key_type}, row: {row}) -> {answer}:"
    return f'\n\n{decorator}{head}\n    """What a row contributes."""\n    return {body}\n'


def _group(share: str) -> str:
    """The kind of the groups of a sum."""
    return next(kind for start, kind in sorted(GROUPS.items(), reverse=True) if share.startswith(start))


def _shares(body: str) -> str:
    """The type of what a row contributes to groups."""
    share = body.removeprefix("(") if body.endswith(",)") else body
    pairs = 1 if body.endswith(",)") else 2
    return f"tuple[{', '.join([f'tuple[{TYPES[_group(share)]}, int]'] * pairs)}]"


def _oracle(dice: Dice, numbers: Sequence[str], place: int) -> Oracle:
    """An oracle, by chance with the name of a number of the world or of arithmetic."""
    asked, with_world = dice.of(QUESTIONS), dice.chance(0.25)
    if with_world and dice.chance(0.6):
        asked = ()
    name = dice.of(ORACLE_NAMES)
    if asked == () and not with_world and dice.chance(0.5):
        name = dice.of(numbers)
    elif asked == ("int", "int") and dice.chance(0.4):
        name = dice.one("product", "quotient", "remainder")
    return Oracle(name if place == 0 else "omen", asked, with_world)


def _oracle_text(oracle: Oracle) -> str:
    given = [f"q{place}: {TYPES[kind]}" for place, kind in enumerate(oracle.asked)]
    parameters = ", ".join(["w: World", *given] if oracle.with_world else given)
    return f'\n\n@oracle("Out")\ndef {oracle.name}({parameters}) -> int:\n    """Ask."""\n    return unanswered()\n'
