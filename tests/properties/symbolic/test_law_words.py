"""What only laws may say; and how a function of the kit is allowed to laws."""

import ast
from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.kit.calls import Calls
from filspec.kit.frames import Changes, changes_only, unchanged
from filspec.kit.runner import Sent, Step
from filspec.kit.value_types import NoType
from filspec.symbolic.law_words import CHANGES, LAW_WORDS, NAME, SENT, compares_worlds, declared_in_law


def stays(before: object, after: object, *paths: str) -> bool:
    """A function of two worlds and leaves, as the kit may have one."""
    return bool(before == after and paths)


@pytest.fixture
def asked(load: Callable[[str, str], ModuleType], small_world: str) -> Callable[[str], list[str]]:
    """What is found in a call of it, once it is entered among the words of laws."""
    world = load("trap", small_world).World

    def ask(text: str) -> list[str]:
        found: list[str] = []
        words = {**LAW_WORDS, stays: compares_worlds}
        reader = Calls(
            {"stays": stays}, lambda _, construct, instead: found.append(f"{construct}; {instead}"), words, True
        )
        reader.variables = {"before": world, "after": world, "n": int}
        reader.local_names = frozenset(reader.variables)
        assert reader.of(ast.parse(text, mode="eval").body) is bool or found
        return found

    return ask


@pytest.mark.parametrize("text", ["stays(before, after)", "stays(before, after, 'n', 'deep.t')"])
def test_word_of_two_worlds_and_leaves_is_entered_in_one_line(asked: Callable[[str], list[str]], text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("stays(before)", "stays without two worlds; give it two worlds, then leaves"),
        ("stays(before, n)", "n as a world; name a world that the law was given"),
        ("stays(before, after.deep)", "after.deep as a world; name a world that the law was given"),
        ("stays(before, after, 'deep')", "'deep' as a leaf; write out one of n, m, fixed, deep.t"),
        ("stays(before, after, n)", "n as a leaf; write out one of n, m, fixed, deep.t"),
        ("stays(before, after, paths=3)", "stays without two worlds; give it two worlds, then leaves"),
    ],
)
def test_it_is_given_worlds_and_leaves_that_are_written_out(
    asked: Callable[[str], list[str]], text: str, finding: str
) -> None:
    assert any(found.startswith(finding) for found in asked(text))


def test_messages_names_and_changes_are_types_of_laws_only() -> None:
    assert declared_in_law(Sent) is SENT
    assert declared_in_law(Changes) is CHANGES
    assert declared_in_law(str) is NAME
    assert declared_in_law(int) is int
    for other in (float, Step):
        with pytest.raises(NoType):
            declared_in_law(other)


def test_questions_about_two_worlds_are_words_of_laws() -> None:
    assert LAW_WORDS[unchanged] is LAW_WORDS[changes_only] is compares_worlds
