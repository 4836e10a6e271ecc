"""Traps of questions: only the same question has the same answer."""

from collections.abc import Callable

import pytest

ORACLES = '''

class Whole(Record):
    """A record with the fields of another."""

    size: int
    whole: bool


@oracle("Out")
def of_a_part(it: Part) -> int:
    """Ask about a record."""
    return unanswered()


@oracle("Out")
def of_numbers(it: tuple[int, ...]) -> int:
    """Ask about numbers."""
    return unanswered()


@oracle("Out")
def of_pairs(one: tuple[int, int], other: int) -> int:
    """Ask about a pair and a number."""
    return unanswered()


@oracle("Out")
def of_the_world(w: World) -> int:
    """Ask about the world."""
    return unanswered()


@oracle("Out")
def of_a_world_and_a_number(w: World, a: int) -> int:
    """Ask about the world and a number."""
    return unanswered()
'''
N_IS_NOT_NEGATIVE = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''
ANSWERS_ARE_NOT_NEGATIVE = '''

@law("X2")
def answers_are_not_negative(w: World) -> bool:
    """The answer is never negative."""
    return of_the_world(w) >= 0
'''
ROWS_ARE_ANSWERS = '''

@law_for_each("deep.t", "X3")
def rows_are_not_negative(w: World, key: int, row: Row) -> bool:
    """No row is negative."""
    return row.x >= 0
'''

SAME = "w.n = 0 if {} == {} else -1"
WRONG = {
    "a record of another type": SAME.format(
        "of_a_part(row.part)", "of_a_part(Whole(size=row.part.size, whole=row.part.whole))"
    ),
    "a record and a tuple": SAME.format("of_a_part(row.part)", "of_a_part((row.part.size, row.part.whole))"),
    "a tuple and a longer one": SAME.format("of_pairs((a, b), a)", "of_pairs((a,), (b, a))"),
    "a pair and a number, turned round": SAME.format("of_pairs((a, b), a)", "of_pairs(a, (b, a))"),
    "tuples of other lengths": SAME.format("of_numbers((a,))", "of_numbers((a, a))"),
    "an argument left out": SAME.format("of_pairs((a, b), a)", "of_pairs((a, b, a))"),
    "the world, twice": SAME.format("of_the_world(w)", "of_the_world(w)"),
    "the world and a number": SAME.format("of_a_world_and_a_number(w, a)", "of_a_world_and_a_number(w, a)"),
}
OF_THE_WORLD = {
    "on the first path": "if a > 0:\n    w.n = of_the_world(w)",
    "on the second path": "if not a > 0:\n    w.n = of_the_world(w)",
    "on both paths": "w.m = of_the_world(w) if a > 0 else 0\nif not a > 0:\n    w.n = of_the_world(w)",
    "in a row": "if not a > 0:\n    w.deep.t[a] = NO_ROW.but(x=of_the_world(w))",
    "after a loop": "for_each_in((a, b), add, w)\nif a > 0:\n    w.n = of_the_world(w)",
}
ADD = '''

@internal()
def add(w: World, key: int) -> None:
    """Add one."""
    w.m += 1
'''
RIGHT = {
    "the same record": SAME.format("of_a_part(row.part)", "of_a_part(row.part)"),
    "a record with the same fields": SAME.format("of_a_part(row.part)", "of_a_part(row.part.but(size=row.part.size))"),
    "the same pair": SAME.format("of_pairs((a, b), a)", "of_pairs((a, b), a)"),
    "equal numbers": "require(a == b, Reason.NO)\n" + SAME.format("of_pairs((a, b), a)", "of_pairs((b, b), b)"),
    "the world, once": "w.n = abs(of_the_world(w))",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_another_question_has_another_answer(objections: Callable[..., list[str]], body: str) -> None:
    assert objections(body, N_IS_NOT_NEGATIVE, ORACLES)


@pytest.mark.parametrize("body", OF_THE_WORLD.values(), ids=OF_THE_WORLD)
@pytest.mark.parametrize("first", [True, False], ids=["the law first", "the law last"])
def test_question_of_a_law_is_not_that_of_a_message(
    objections: Callable[..., list[str]], body: str, first: bool
) -> None:
    laws = [ANSWERS_ARE_NOT_NEGATIVE, N_IS_NOT_NEGATIVE + ROWS_ARE_ANSWERS]
    assert objections(body, "".join(laws if first else laws[::-1]), ORACLES + ADD)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_same_question_has_the_same_answer(objections: Callable[..., list[str]], body: str) -> None:
    assert not objections(body, N_IS_NOT_NEGATIVE, ORACLES)
