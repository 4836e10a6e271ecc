"""Traps of laws of steps that doing nothing does not keep: they are not known over a loop, whatever else is.

That doing nothing keeps a law has to follow without the assumption that a step was made.
"""

from collections.abc import Callable

import pytest

NOTHING = '''

@internal()
def do_nothing(w: World, key: int) -> None:
    """Write what is there."""
    w.m = w.m
'''


def step_laws(*formulas: str) -> str:
    """A law of steps for each formula."""
    laws = [
        f'\n\n@step_law("X{place}")\ndef law_{place}(before: World, after: World) -> bool:\n'
        f'    """A law of steps."""\n    return {formula}\n'
        for place, formula in enumerate(formulas)
    ]
    return "".join(laws)


N_IS_NOT_NEGATIVE = '''

@law("X")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''
CONTRADICTIONS = {
    "a law that no step keeps": step_laws("after.m != after.m"),
    "a law of the world before that need not hold": step_laws("before.m > 7 and after.m < 7 and before.m < 7"),
    "two laws": step_laws("after.m > before.m", "after.m < before.m"),
    "a law of the world after, and one that it stays": step_laws("after.m <= 5", "after.m == before.m"),
    "a law of the world after, in two parts": step_laws(
        "after.m <= after.deep.live.get((0, 0), 0)",
        "after.m == before.m and after.deep.live.get((0, 0), 0) == before.deep.live.get((0, 0), 0)",
    ),
    "two laws, one of an edge": step_laws("after.m == before.m + 1", "after.m <= before.m"),
}


@pytest.mark.parametrize("laws", list(CONTRADICTIONS.values())[:3], ids=list(CONTRADICTIONS)[:3])
def test_nothing_follows_behind_a_loop_from_laws_that_no_step_keeps(
    objections: Callable[..., list[str]], laws: str
) -> None:
    body = "for_each(w.deep.t, do_nothing, w)\nw.n = -1"
    assert any(objection.startswith("n_is") for objection in objections(body, laws + N_IS_NOT_NEGATIVE, NOTHING))


@pytest.mark.parametrize("laws", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_laws_that_no_step_keeps_are_not_proved_of_a_loop_that_does_nothing(
    objections: Callable[..., list[str]], laws: str
) -> None:
    assert objections("for_each(w.deep.t, do_nothing, w)", laws, NOTHING)


def test_laws_that_each_step_keeps_are_known_over_a_loop(objections: Callable[..., list[str]]) -> None:
    laws = step_laws("after.m >= before.m", "after.m <= before.m")
    body = "old = w.m\nfor_each(w.deep.t, do_nothing, w)\nw.n = w.m - old"
    assert not objections(body, laws + N_IS_NOT_NEGATIVE, NOTHING)
