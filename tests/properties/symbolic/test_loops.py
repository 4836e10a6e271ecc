"""Traps of loops and attempts."""

from collections.abc import Callable

import pytest

from filspec.symbolic.reports import Report

STEPS = '''

@internal()
def lower_row(w: World, key: int) -> None:
    """Make a row smaller by one, if it can be."""
    if w.deep.t[key].x > 0:
        w.deep.t[key] = w.deep.t[key].but(x=w.deep.t[key].x - 1)


@internal()
def lower_row_too_far(w: World, key: int) -> None:
    """Make a row smaller by one."""
    w.deep.t[key] = w.deep.t[key].but(x=w.deep.t[key].x - 1)


@internal()
def lower_the_number(w: World, key: int) -> None:
    """Make n smaller by one."""
    w.n -= 1


@internal()
def raise_the_number(w: World, key: int) -> None:
    """Make n greater by one."""
    w.n += 1


@internal()
def delete_row(w: World, key: int) -> None:
    """Delete a row."""
    del w.deep.t[key]


@internal()
def delete_the_next_row(w: World, key: int) -> None:
    """Delete another row."""
    del w.deep.t[key + 1]


@internal()
def change_part(w: World, key: int) -> None:
    """Change a column."""
    w.deep.t[key] = w.deep.t[key].but(ok=False)


@internal()
def shrink_part(w: World, key: int) -> None:
    """Break a law of steps."""
    w.deep.t[key] = w.deep.t[key].but(part=Part(size=0, whole=True))


@internal()
def refuse_odd(w: World, key: int) -> None:
    """Refuse some rows."""
    require(key % 2 == 0, Reason.NO)


@internal()
def lower_member(w: World, key: tuple[int, int]) -> None:
    """Make a member of a group zero."""
    w.deep.p[key] = 0


@internal()
def write_to_the_group(w: World, key: tuple[int, int], into: int) -> None:
    """Write to another group."""
    w.deep.p[(into, 7)] = 1


@internal()
def write_to_two_groups(w: World, key: tuple[int, int], into: int) -> None:
    """Write to a group that is given, and to one that is not."""
    w.deep.p[(into, 7)] = 1
    w.deep.p[(1, 7)] = 1


@internal()
def add_item(w: World, item: int, most: int) -> None:
    """Add an item of a list."""
    require(item <= most, Reason.NO)
    w.n += item


@internal()
def add_item_unguarded(w: World, item: int) -> None:
    """Add an item of a list."""
    w.n += item


@internal()
def loop_over_the_group(w: World, key: int) -> None:
    """A loop inside a step."""
    for_each_under(w.deep.p, key, lower_member, w)


@internal()
def loop_and_break(w: World, key: int) -> None:
    """A loop inside a step, and a mistake behind it."""
    for_each_under(w.deep.p, key, lower_member, w)
    w.n = -1


@internal()
def fail_after_writing(w: World, to: int) -> None:
    """Write, then perhaps refuse."""
    w.n = to
    require(to >= 0, Reason.NO)


@internal()
def loop_that_may_fail(w: World) -> None:
    """A loop that may be refused."""
    for_each(w.deep.t, refuse_odd, w)
    w.n = 5
'''

WRONG = {
    "a step breaks a law": "for_each(w.deep.t, lower_row_too_far, w)",
    "a step breaks a scalar law": "for_each(w.deep.t, lower_the_number, w)",
    "a step crashes": "for_each(w.deep.t, delete_the_next_row, w)",
    "a step breaks a law of steps": "for_each(w.deep.t, shrink_part, w)",
    "a law is broken before the loop": "w.n = -1\nfor_each(w.deep.t, lower_row, w)\nw.n = 0",
    "a law is broken before the loop, elsewhere": "w.n = -1\nfor_each(w.deep.t, change_part, w)\nw.n = 0",
    "a row law is broken before the loop": (
        "w.deep.t[a] = NO_ROW.but(x=-1)\nfor_each(w.deep.t, raise_the_number, w)\nw.deep.t[a] = NO_ROW"
    ),
    "a stale value behind the loop": (
        "before = w.n\nfor_each(w.deep.t, raise_the_number, w)\nw.n = 0 if w.n == before else -1"
    ),
    "a row may be gone behind the loop": (
        "require(a in w.deep.t, Reason.NO)\nfor_each(w.deep.t, delete_row, w)\nw.n = 0 * w.deep.t[a].x"
    ),
    "a row may be changed behind the loop": (
        "require(a in w.deep.t, Reason.NO)\nx = w.deep.t[a].x\nfor_each(w.deep.t, lower_row, w)\n"
        "w.n = 0 if w.deep.t[a].x == x else -1"
    ),
    "a loop may do nothing": "w.n = 0\nfor_each(w.deep.t, raise_the_number, w)\nw.n -= 1",
    "a mistake behind the loop": "for_each(w.deep.t, raise_the_number, w)\nw.n = -1",
    "a mistake between two loops": (
        "for_each(w.deep.t, raise_the_number, w)\nw.n = -1\nfor_each(w.deep.t, lower_row, w)\nw.n = 0"
    ),
    "another group is kept, this one is not": (
        "w.deep.p[(a, 1)] = 5\nfor_each_under(w.deep.p, b, lower_member, w)\nw.n = w.deep.p[(a, 1)] - 5"
    ),
    "the group is kept, another is not": (
        "w.deep.p[(a, 7)] = 5\nfor_each_under(w.deep.p, b, write_to_the_group, w, a)\n"
        "w.n = 0 if w.deep.p[(a, 7)] == 5 else -1"
    ),
    "an argument and a number are written": (
        "w.deep.p[(1, 7)] = 5\nw.deep.p[(a, 7)] = 5\n"
        "for_each_under(w.deep.p, b, write_to_two_groups, w, a)\n"
        "w.n = 0 if w.deep.p[(1, 7)] == 5 or w.deep.p[(a, 7)] == 5 else -1"
    ),
    "an unguarded item": "for_each_in(many, add_item_unguarded, w)",
    "a guard of items is no bound below": "for_each_in(many, add_item, w, 10)",
    "a mistake inside a nested loop": "for_each(w.deep.t, loop_and_break, w)",
    "an attempt that fails is undone": "w.n = 3\nif not attempt(fail_after_writing, w, a):\n    w.n -= 4",
    "an attempt that succeeds is not": "w.n = 3\nif attempt(fail_after_writing, w, a):\n    w.n -= 4",
    "an attempt of a loop may fail": "w.n = 3\nif not attempt(loop_that_may_fail, w):\n    w.n -= 4",
    "an attempt of a loop may succeed": "w.n = 3\nif attempt(loop_that_may_fail, w):\n    w.n -= 6",
}

RIGHT = {
    "a step keeps the laws": "for_each(w.deep.t, lower_row, w)",
    "two loops": "for_each(w.deep.t, lower_row, w)\nfor_each(w.deep.t, raise_the_number, w)",
    "a step deletes": "for_each(w.deep.t, delete_row, w)",
    "a step refuses": "for_each(w.deep.t, refuse_odd, w)",
    "a scalar is kept": "w.n = 5\nfor_each(w.deep.t, lower_row, w)\nw.n -= 5",
    "a column is kept": (
        "require(a in w.deep.t, Reason.NO)\nx = w.deep.t[a].x\nfor_each(w.deep.t, change_part, w)\n"
        "w.n = w.deep.t[a].x - x"
    ),
    "another table is kept": "w.deep.p[(a, b)] = 1\nfor_each(w.deep.t, lower_row, w)\nw.n = w.deep.p[(a, b)] - 1",
    "another group is kept": (
        "require(a != b, Reason.NO)\nw.deep.p[(a, 1)] = 5\nfor_each_under(w.deep.p, b, lower_member, w)\n"
        "w.n = w.deep.p[(a, 1)] - 5"
    ),
    "another key of a row is kept": (
        "w.deep.p[(a, 8)] = 5\nfor_each_under(w.deep.p, b, write_to_the_group, w, a)\nw.n = w.deep.p[(a, 8)] - 5"
    ),
    "an argument and a number are two keys": (
        "require(a > 2, Reason.NO)\nw.deep.p[(2, 7)] = 5\n"
        "for_each_under(w.deep.p, b, write_to_two_groups, w, a)\nw.n = w.deep.p[(2, 7)] - 5"
    ),
    "a loop inside a step": "for_each(w.deep.t, loop_over_the_group, w)",
    "what a nested loop cannot write is kept": "w.n = 5\nfor_each(w.deep.t, loop_over_the_group, w)\nw.n -= 5",
    "a law of steps holds over the loop": (
        "require(a in w.deep.t, Reason.NO)\nsize = w.deep.t[a].part.size\nfor_each(w.deep.t, delete_row, w)\n"
        "w.n = w.deep.t[a].part.size - size if a in w.deep.t else 0"
    ),
    "no items": "for_each_in((), add_item_unguarded, w)",
    "items written out": "for_each_in((1, 2, 3), add_item_unguarded, w)",
    "an attempt": "if attempt(fail_after_writing, w, a):\n    w.n = a\nelse:\n    w.n -= 0",
    "an attempt of a loop": "if attempt(loop_that_may_fail, w):\n    w.n -= 5",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_loop_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    must_not_be_proved(body, before=STEPS)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_loop_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, before=STEPS)
