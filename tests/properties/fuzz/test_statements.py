"""Random bodies: well formed, with every kind of statement."""

import ast

from filspec.fuzz.dice import Dice
from filspec.fuzz.expressions import Scope
from filspec.fuzz.fields import COMMON, Fields
from filspec.fuzz.statements import Lines, Statements
from filspec.fuzz.words import Words

LAYOUT = Fields(("n", "m"), (("b", "bool"), ("fixed", "part")), COMMON, False, "")
SCOPE = Scope("w", LAYOUT, Words("", (), (), ()), {"key": ("a", "b"), "int": ("a", "b")}, 0.0)


class NoSteps:
    """Names steps and writes none."""

    def loop(self, scope: Scope, level: int) -> Lines:
        return [f"for_each(w.t, step, w, {level})"]

    def attempt(self, scope: Scope, level: int) -> str:
        return f"attempt(step, w, {level})"


def body(seed: int, level: int = 0) -> str:
    return "\n".join(Statements(Dice(str(seed)), SCOPE, NoSteps(), level).block(4))


BODIES = [body(seed) for seed in range(400)]


def test_bodies_are_well_formed() -> None:
    for text in BODIES:
        ast.parse(text)


def test_every_kind_of_statement_occurs() -> None:
    found = "\n".join(BODIES)
    for part in (
        "require(", "w.n += ", "w.b = ", "w.t[", "del w.p[", "if ", "else:", "for_each(w.t, step, w, 1)",
        "not attempt(",         "assert ", "first = ", "old = w.t[", "w.fixed = w.fixed.but(", " = 0 if ",
    ):  # fmt: skip
        assert part in found, part


def test_steps_are_not_nested_for_ever() -> None:
    assert not any("for_each" in body(seed, 2) or "attempt" in body(seed, 2) for seed in range(200))
