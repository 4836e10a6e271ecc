"""Traps of enums whose members can be combined, and of laws that raise while they are read."""

from collections.abc import Callable

import pytest

WORLD = '''

from enum import Flag, IntEnum


class Right(Flag):
    """What may be done; rights can be combined."""

    READ = 1
    WRITE = 2


BOTH = Right.READ | Right.WRITE


class Alias(Enum):
    """A member with two names."""

    ONE = 1
    UNO = 1
    TWO = 2


@actor
class World:
    """The world."""

    n: int
    right: Right
    t: Table[int, int]
'''
HEAD = '''

@message("Trap")
def trap(w: World, a: int, right: Right, alias: Alias) -> None:
    """A small message."""
'''
N_IS_NOT_NEGATIVE = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''
WITHOUT_RIGHTS = {
    "world": WORLD[WORLD.index("class Alias") :].replace("    right: Right\n", ""),
    "head": HEAD.replace("right: Right, ", ""),
}
"""The world without rights, which the linter refuses."""

WRONG = {
    "a combination of an argument": (
        "if right == Right.READ:\n    w.n = 1\nelif right == Right.WRITE:\n    w.n = 2\nelse:\n    w.n = -1"
    ),
    "a combination of the world": (
        "if w.right == Right.READ:\n    w.n = 1\nelif w.right == Right.WRITE:\n    w.n = 2\nelse:\n    w.n = -1"
    ),
    "no right at all": "w.n = 1 if right == Right.READ or right == Right.WRITE or right == BOTH else -1",
    "a combination is a constant": "w.n = -1 if right == BOTH else 0",
}
RIGHT = {
    "a member with two names": "w.n = -1 if alias == Alias.UNO and alias != Alias.ONE else 0",
    "all members": "w.n = 1 if alias == Alias.ONE or alias == Alias.TWO else -1",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_combination_is_a_value_too(objections: Callable[..., list[str]], body: str) -> None:
    assert objections(body, N_IS_NOT_NEGATIVE, world=WORLD, head=HEAD)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_members_of_an_enum_are_all_values(objections: Callable[..., list[str]], body: str) -> None:
    assert not objections(body, N_IS_NOT_NEGATIVE, **WITHOUT_RIGHTS)


def test_value_that_has_two_names_is_one(objections: Callable[..., list[str]]) -> None:
    body = "w.n = 0\nif alias == Alias.UNO:\n    w.n = -1"
    assert objections(body, N_IS_NOT_NEGATIVE, **WITHOUT_RIGHTS) == ["n_is_not_negative: POSSIBLE"]


RAISING = {
    "a combination": "w.right != BOTH",
    "a combination made in the law": "w.right != Right.READ | Right.WRITE",
    "a sum over a constant table": "total(EMPTY, amount) == 0",
    "a sum over no table": "total(w.n, amount) == 0",
    "a group of no sum": "total_by(w.t, amount)[0] == 0",
    "an unknown field": "w.unknown == 0",
    "a constant table": "0 not in EMPTY",
    "a comparison of a number and a text": 'w.n == "no"',
    "a division of texts": '"a" // w.n == 0',
}
AMOUNT = '''
EMPTY: Table[int, int] = Table({{}})


def amount(key: int, row: int) -> int:
    """The number."""
    return row


@law("X2")
def law_that_may_raise(w: World) -> bool:
    """A law that raises in a proof."""
    return {law}
'''


@pytest.mark.parametrize("law", RAISING.values(), ids=RAISING)
def test_law_that_raises_is_no_assumption(objections: Callable[..., list[str]], law: str) -> None:
    # Given a law that cannot be read on terms, and a message that breaks another law
    laws = AMOUNT.format(law=law) + N_IS_NOT_NEGATIVE
    # Then nothing is proved from it
    assert objections("w.n = -7", laws, world=WORLD, head=HEAD)


RAISING_IN_SOME_WORLDS = {
    "a row that is not there": "w.t[w.n] >= 0",
    "a division by zero": "5 // w.n >= 0",
}


@pytest.mark.parametrize("law", RAISING_IN_SOME_WORLDS.values(), ids=RAISING_IN_SOME_WORLDS)
def test_law_that_raises_in_some_worlds_is_broken_there(objections: Callable[..., list[str]], law: str) -> None:
    assert objections("w.n = a\nw.t[1] = 0", AMOUNT.format(law=law), world=WORLD, head=HEAD)
