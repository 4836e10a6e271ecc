"""Random functions in the words that flattening knows, with names that are easily taken for one another.

A text has the names of parameters, locals, constants of the module, builtins, and of what flattening itself makes, at
random: many of the functions read what has no value, or call what is no function. They do what Python does with them.
"""

from __future__ import annotations

import random
import textwrap

HEAD = """\
from filspec.kit.laws import formula

LIMIT = 2
a = 1
row = -1
w = None
bound = 3
"""

LIKELY = ("a", "b", "row", "key", "id", "LIMIT")
SELDOM = ("min", "sum", "all", "bound_0", "bound_1", "written_out_0_f0", "hoisted_sum", "hoisted_0")
HOW_SELDOM = 0.05
TABLE = "w.ledger.accounts"
DEEPEST = 3
"""How deep expressions are."""


class Writer:
    """Writes functions, each of which may call those before it.

    Args:
        chance: where choices come from.
        in_a_world: whether functions are given a world, ``w``, first, and read it.
    """

    def __init__(self, chance: random.Random, in_a_world: bool) -> None:
        self.chance, self.in_a_world = chance, in_a_world
        self.formulas: list[tuple[str, int]] = []

    def module(self, count: int) -> str:
        """The text of a module with formulas ``f0`` and so on, laws or summands ``g0``, and shares of groups ``s0``."""
        formulas = [self.formula(number) for number in range(count)]
        laws = [self.function(f"g{number}", 2, self.in_a_world, self.number) for number in range(count)]
        shares = [self.function(f"s{number}", 2, False, self.shares) for number in range(count)]
        return "\n\n".join([HEAD, *formulas, *laws, *shares])

    def name(self) -> str:
        return self.chance.choice(SELDOM if self.chance.random() < HOW_SELDOM else LIKELY)

    def formula(self, number: int) -> str:
        count = self.chance.randint(1, 3)
        self.formulas.append((f"f{number}", count))
        text = self.function(f"f{number}", count, False, self.number)
        return f"@formula\n{text}" if self.chance.random() < 0.6 else text

    def function(self, name, count, in_a_world, answer) -> str:
        parameters: list[str] = []
        while len(parameters) < count:
            parameters = list(dict.fromkeys([*parameters, self.name()]))
        before = ["w"] if in_a_world else []
        self.scope = [*parameters]
        body = [*(self.statement(answer) for _ in range(self.chance.choice((0, 0, 1, 2)))), f"return {answer(0)}"]
        return f"def {name}({', '.join([*before, *parameters])}):\n" + textwrap.indent("\n".join(body), "    ") + "\n"

    def statement(self, answer) -> str:
        match self.chance.randrange(4):
            case 0:
                return self.assignment()
            case 1:
                return f"if {self.number(1)}:\n    return {answer(1)}"
            case _:
                # a local that is assigned on both paths has a value after them, and a local of one path may have none
                name = self.name()
                other = name if self.chance.random() < 0.7 else self.name()
                self.scope.append(name)
                return f"if {self.number(1)}:\n    {name} = {self.number(1)}\nelse:\n    {other} = {self.number(1)}"

    def assignment(self) -> str:
        value = self.number(1)
        self.scope.append(self.name())
        return f"{self.scope[-1]} = {value}"

    def shares(self, depth: int) -> str:
        if self.chance.random() < 0.2:
            return f"{self.shares(depth + 1)} if {self.number(1)} else {self.shares(depth + 1)}"
        pairs = [f"({self.number(1)}, {self.number(1)}), " for _ in range(self.chance.randint(0, 2))]
        return f"({''.join(pairs)})"

    def read(self) -> str:
        found = self.chance.choice(self.scope) if self.chance.random() < 0.75 else self.name()
        return f"{found}.real" if self.chance.random() < 0.3 else found

    def number(self, depth: int) -> str:
        if depth >= DEEPEST:
            return self.read() if self.chance.random() < 0.7 else str(self.chance.randint(-1, 3))
        one, other = (lambda: self.number(depth + 1)), (lambda: self.number(depth + 1))
        if depth <= 1 and self.chance.random() < 0.4:
            return self.generator(depth)
        choices = [
            lambda: f"(1 // {other()})",
            self.read,
            lambda: f"({one()} {self.chance.choice(('+', '-', '*', '//'))} {other()})",
            lambda: f"({one()} {self.chance.choice(('==', '!=', '<', '<='))} {other()})",
            lambda: f"({one()} {self.chance.choice(('and', 'or'))} {other()})",
            lambda: f"({one()} if {other()} else {self.number(depth + 1)})",
            lambda: self.call(depth),
            lambda: self.call(depth),
        ]
        return self.chance.choice([*choices, *[self.of_the_world] * (2 * self.in_a_world)])()

    def call(self, depth: int) -> str:
        if not self.formulas or self.chance.random() < 0.15:
            return f"min({self.number(depth + 1)}, {self.number(depth + 1)})"
        name, count = self.chance.choice(self.formulas)
        plain = self.chance.random() < 0.6
        return f"{name}({', '.join(self.read() if plain else self.number(depth + 1) for _ in range(count))})"

    def generator(self, depth: int) -> str:
        through = f"({self.number(DEEPEST)}, {self.read()})"
        target = self.name()
        if self.in_a_world and self.chance.random() < 0.6:
            other = self.name()
            group = self.chance.choice((target, other, f"{other}.real", f"2 // {target}", f"{TABLE}[{target}]"))
            test = f"{group} != {self.chance.choice(self.scope)} or {self.number(DEEPEST - 1)}"
            return f"all({test} for {target}, {other} in {TABLE}.items())"
        self.scope.append(target)
        value = self.number(DEEPEST - 1)
        self.scope.remove(target)
        return f"{self.chance.choice(('sum', 'all', 'any'))}({value} for {target} in {through})"

    def of_the_world(self) -> str:
        return self.chance.choice((
            "w.epoch", f"({self.read()} in {TABLE})", f"{TABLE}.get({self.read()}, {self.read()})",
            f"{TABLE}[{self.read()}]",
        ))  # fmt: skip


def module(seed: int, count: int, in_a_world: bool = False) -> str:
    """The text of a random module: always the same for the same arguments."""
    return Writer(random.Random(seed), in_a_world).module(count)
