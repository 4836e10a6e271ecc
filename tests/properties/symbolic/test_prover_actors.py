"""Traps of actors in actors: a loop, an attempt or a step works on the actor that it is given."""

from collections.abc import Callable

import pytest

TWINS = '''

@actor
class Left:
    """An actor with the fields of the world."""

    n: int
    t: Table[int, int]
    p: PairTable[int, int, int]


@actor
class World:
    """The world."""

    n: int
    t: Table[int, int]
    p: PairTable[int, int, int]
    left: Left
'''
STEPS = '''

@internal()
def lower(w: Left, key: int) -> None:
    """Take one from the number of an actor."""
    w.n -= 1


@internal()
def lower_for_a_member(w: Left, key: tuple[int, int]) -> None:
    """Take one from the number of an actor."""
    w.n -= 1


@internal()
def delete(w: Left, key: int) -> None:
    """Delete a row of an actor."""
    del w.t[key]


@internal()
def raise_it(w: World, key: int) -> None:
    """Add one to the number of the world."""
    w.n += 1


@internal()
def lower_or_refuse(w: Left, by: int) -> None:
    """Take something from the number of an actor."""
    w.n -= by
    require(by < 3, Reason.NO)
'''
OF_THE_LEFT = '''

@law("X1")
def n_of_the_left_is_not_negative(w: World) -> bool:
    """The number of the actor is never negative."""
    return w.left.n >= 0
'''
OF_THE_WORLD = '''

@law("X2")
def n_is_not_negative(w: World) -> bool:
    """The number of the world is never negative."""
    return w.n >= 0
'''
KEPT = '''

@step_law_for_each("left.t", "X3")
def rows_stay(before: World, after: World, key: int) -> bool:
    """No row of the actor is deleted."""
    return key in after.left.t
'''
GROWS = '''

@step_law("X4")
def n_grows(before: World, after: World) -> bool:
    """The number of the actor never falls."""
    return after.left.n >= before.left.n
'''

LAWS = OF_THE_LEFT + OF_THE_WORLD

WRONG = {
    "a loop is given another actor": ("for_each(w.t, lower, w.left)", OF_THE_LEFT),
    "a loop is given another actor and its table": ("for_each(w.left.t, lower, w.left)", OF_THE_LEFT),
    "a loop over a group is given another actor": ("for_each_under(w.p, a, lower_for_a_member, w.left)", OF_THE_LEFT),
    "a loop over a list is given another actor": ("for_each_in(many, lower, w.left)", OF_THE_LEFT),
    "a loop deletes rows of another actor": ("for_each(w.left.t, delete, w.left)", KEPT),
    "a law of steps over a loop with another actor": ("for_each(w.left.t, lower, w.left)", GROWS),
    "a call is given another actor": ("w.left.n = 3\nlower(w.left, a)", LAWS + KEPT),
    "an attempt is given another actor": ("if attempt(lower_or_refuse, w.left, a):\n    w.n = 0", OF_THE_LEFT),
    "an attempt with another actor is undone": (
        "w.n = 5\nif not attempt(lower_or_refuse, w.left, 3):\n    w.n -= 6",
        LAWS,
    ),
}
RIGHT = {
    "a loop over the table of another actor": ("for_each(w.left.t, raise_it, w)", LAWS + KEPT),
}


@pytest.mark.parametrize(("body", "law"), WRONG.values(), ids=WRONG)
def test_what_is_done_to_another_actor_is_not_proved_of_the_world(
    objections: Callable[..., list[str]], body: str, law: str
) -> None:
    assert objections(body, law, STEPS, TWINS)


@pytest.mark.parametrize(("body", "law"), RIGHT.values(), ids=RIGHT)
def test_actors_in_actors_are_proved(objections: Callable[..., list[str]], body: str, law: str) -> None:
    assert not objections(body, law, STEPS, TWINS)
