"""Traps of laws that look through all rows of a table, and speak of one more row themselves.

Each quantifier needs an arbitrary key of its own: with one key for both, no row is ever compared with another.
"""

from collections.abc import Callable

import pytest

OF_ROWS = '''

@law_for_each("deep.t", "X1")
def no_two_rows_are_alike(w: World, key: int, row: Row) -> bool:
    """No two rows have one number."""
    return all(other == key or its.x != row.x for other, its in w.deep.t.items())
'''
OF_KEYS = '''

@law_for_every_key("deep.t", "X1")
def no_key_is_like_another(w: World, key: int) -> bool:
    """No other row has the number of this key."""
    return all(other == key or its.x != w.deep.t.get(key, NO_ROW).x for other, its in w.deep.t.items())
'''
OF_PAIRS = '''

@law_for_each("deep.p", "X1")
def no_two_members_are_alike(w: World, key: tuple[int, int], row: int) -> bool:
    """No two members are equal."""
    return all(other == key or its != row for other, its in w.deep.p.items())
'''
OF_PAIRS_AS_KEYS = '''

@law_for_every_key("deep.live", "X1")
def one_lives_once(w: World, key: tuple[int, int]) -> bool:
    """No two rows are equal."""
    return all(other == key or its != w.deep.live.get(key, 0) for other, its in w.deep.live.items())
'''
OF_STEPS = '''

@step_law_for_each("deep.t", "X1")
def later_rows_differ(before: World, after: World, key: int) -> bool:
    """A row differs from what other rows were before."""
    return all(other == key or its.x != before.deep.t[key].x for other, its in after.deep.t.items())
'''
OF_TWO_TABLES = '''

@law_for_each("deep.live", "X1")
def lives_are_no_rows(w: World, key: tuple[int, int], row: int) -> bool:
    """What lives is not the number of the row with its first part, nor of another."""
    return all(other != key[0] or its.x != row for other, its in w.deep.t.items())
'''
STEP = '''

@internal()
def enter(w: World, item: int, x: int) -> None:
    """Enter a row."""
    w.deep.t[item] = NO_ROW.but(x=x)


@internal()
def enter_whole(w: World, item: int, x: int) -> None:
    """Change the rest of a row."""
    if item in w.deep.t:
        w.deep.t[item] = w.deep.t[item].but(ok=x > 0)
'''

ENTERED = "w.deep.t[a] = NO_ROW.but(x=b)"
DELETED = "require(a in w.deep.t, Reason.NO)\ndel w.deep.t[a]"
WRONG = {
    "a law of rows": (ENTERED, OF_ROWS),
    "a law of rows, a new row": (f"require(a not in w.deep.t, Reason.NO)\n{ENTERED}", OF_ROWS),
    "a law of rows, a row is copied": ("if a in w.deep.t:\n    w.deep.t[b] = w.deep.t[a]", OF_ROWS),
    "a law of keys": (ENTERED, OF_KEYS),
    "a law of pairs": ("w.deep.p[(a, b)] = 5", OF_PAIRS),
    "a law of pairs, of one group": ("w.deep.p[(1, b)] = a", OF_PAIRS),
    "a law of keys that are pairs": ("w.deep.live[(a, b)] = 5", OF_PAIRS_AS_KEYS),
    "a law of rows before a step": (ENTERED, OF_STEPS),
    "a law of steps, nothing is done": ("w.n = a", OF_STEPS),
    "a law of two tables": ("w.deep.live[(a, b)] = b", OF_TWO_TABLES),
    "a law of two tables, the other is written": (ENTERED, OF_TWO_TABLES),
    "a loop over a list": ("for_each_in(many, enter, w, b)", OF_ROWS),
    "a loop over the table": ("for_each(w.deep.t, enter, w, b)", OF_ROWS),
}
RIGHT = {
    "a row is deleted": (DELETED, OF_ROWS),
    "a row is deleted, of pairs": ("require((a, b) in w.deep.p, Reason.NO)\ndel w.deep.p[(a, b)]", OF_PAIRS),
    "something else of a row is changed": (
        "require(a in w.deep.t, Reason.NO)\nw.deep.t[a] = w.deep.t[a].but(ok=row.ok)",
        OF_ROWS,
    ),
    "something else of a row is changed, by a loop": ("for_each_in(many, enter_whole, w, b)", OF_ROWS),
    "another table is written": ("w.deep.p[(a, b)] = 5", OF_ROWS),
}


@pytest.mark.parametrize(("body", "law"), WRONG.values(), ids=WRONG)
def test_two_rows_that_are_made_alike_are_not_proved_to_differ(
    objections: Callable[..., list[str]], body: str, law: str
) -> None:
    assert objections(body, law, before=STEP)


@pytest.mark.parametrize(("body", "law"), RIGHT.values(), ids=RIGHT)
def test_two_rows_that_stay_different_are_proved_to(objections: Callable[..., list[str]], body: str, law: str) -> None:
    assert not objections(body, law, before=STEP)
