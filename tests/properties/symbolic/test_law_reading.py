"""How a law is read: the leaves that changed, and what stands beside it."""

import ast
from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.kit.loops import for_each
from filspec.kit.value_types import UNKNOWN
from filspec.laws.interpreter import changed_leaves
from filspec.laws.ledger import balance
from filspec.symbolic.law_reading import LawExpressions, is_beside
from filspec.symbolic.law_words import STEP

LEAVES = frozenset({"n", "m"})


@pytest.fixture
def said() -> Callable[[str], list[str]]:
    """What is found in an expression of a law of messages."""

    def say(text: str) -> list[str]:
        found: list[str] = []
        module = {"changed_leaves": changed_leaves, "LEAVES": LEAVES, "NUMBERS": frozenset({1})}
        reader = LawExpressions(module, lambda _, construct, __: found.append(construct))
        reader.variables, reader.local_names = {"step": STEP}, frozenset({"step"})
        assert reader.condition(ast.parse(text, mode="eval").body) in (bool, UNKNOWN)
        return found

    return say


CHANGED = "changed_leaves(step.before, step.after)"


@pytest.mark.parametrize("text", [f"not {CHANGED}", f"{CHANGED} <= {{'n'}}", f"{CHANGED} <= LEAVES"])
def test_leaves_that_changed_are_none_or_some_of_these(said: Callable[[str], list[str]], text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{CHANGED} == {{'n'}}",
        f"{CHANGED} <= {{1}}",
        f"{CHANGED} <= NUMBERS",
        f"{{'n'}} <= {CHANGED}",
        f"'n' in {CHANGED}",
        f"{CHANGED} <= LEAVES <= LEAVES",
        "changed_leaves(step.before)",
        "changed_leaves(step, step)",
    ],
)
def test_nothing_else_is_asked_of_them(said: Callable[[str], list[str]], text: str) -> None:
    assert said(text)


def test_what_stands_in_its_module_under_its_name_is_beside_a_law(load: Callable[[str, str], ModuleType]) -> None:
    made = "def made():\n    def inner():\n        return 1\n    return inner\n\n\ninner = made()\nother = made\n"
    module = load("trap", made)
    assert is_beside(balance) and is_beside(module.made)
    assert not is_beside(module.inner)
    assert not is_beside(for_each) and not is_beside(print) and not is_beside(3)
