"""Traps of loops, attempts, computations and oracles; and what no symbolic value can see."""

import textwrap
from collections.abc import Callable

import pytest

from filspec.kit.linter import LintError
from filspec.symbolic.prover import Report
from filspec.symbolic.solver import Verdict
from filspec.symbolic.values import OutsideTheSubset

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


@pure
def middle(low: int, high: int) -> int:
    """A computation that branches."""
    if low > high:
        return high
    return (low + high) // 2


@pure
def bigger(w: World, key: int) -> Row:
    """A computation that reads and answers a record."""
    if key in w.deep.t:
        return w.deep.t[key].but(x=w.deep.t[key].x + 1)
    return NO_ROW


@pure
def of_a_row(w: World, key: int) -> int:
    """A computation that crashes without the row."""
    return w.deep.t[key].x


@query("Trap")
def row_of(w: World, key: int) -> int:
    """A query that may be refused."""
    require(key in w.deep.t, Reason.NO)
    return w.deep.t[key].x


@oracle("")
def says(a: int, row: Row) -> bool:
    """An oracle."""
    return unanswered()


@oracle("")
def digest(row: Row) -> int:
    """Another."""
    return unanswered()


@oracle("")
def sees(w: World, a: int) -> bool:
    """One that sees the world."""
    return unanswered()


@message("Trap")
def trap(w: World, a: int, b: int, row: Row, many: tuple[int, ...]) -> None:
    """A small message."""
'''

UNLAWFUL_COMPUTATIONS = '''
@pure
def writing(w: World, key: int) -> int:
    """A computation that writes, which none may."""
    w.deep.t[key] = NO_ROW
    return 0


@pure
def counting(w: World) -> int:
    """A computation that writes a number, which none may."""
    w.n += 1
    return 0


@pure
def refusing(a: int) -> int:
    """A computation that refuses, which none may."""
    require(a > 0, Reason.NO)
    return a
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
    "an unguarded item": "for_each_in(many, add_item_unguarded, w)",
    "a guard of items is no bound below": "for_each_in(many, add_item, w, 10)",
    "a mistake inside a nested loop": "for_each(w.deep.t, loop_and_break, w)",
    "an attempt that fails is undone": "w.n = 3\nif not attempt(fail_after_writing, w, a):\n    w.n -= 4",
    "an attempt that succeeds is not": "w.n = 3\nif attempt(fail_after_writing, w, a):\n    w.n -= 4",
    "an attempt of a loop may fail": "w.n = 3\nif not attempt(loop_that_may_fail, w):\n    w.n -= 4",
    "an attempt of a loop may succeed": "w.n = 3\nif attempt(loop_that_may_fail, w):\n    w.n -= 6",
    "a computation": "w.n = middle(a, b)",
    "a computation's other branch": "require(a >= 0, Reason.NO)\nw.n = middle(a, b)",
    "a computation of a record": "w.n = bigger(w, a).x - 1",
    "a computation that crashes": "w.n = 0 * of_a_row(w, a)",
    "a computation of a deleted row": ("require(a in w.deep.t, Reason.NO)\ndel w.deep.t[a]\nw.n = 0 * of_a_row(w, a)"),
    "a query": "w.n = row_of(w, a) - 1",
    "an oracle says yes": "if says(a, row):\n    w.n = -1",
    "an oracle says no": "if not says(a, row):\n    w.n = -1",
    "an oracle of something else": "require(says(a, row), Reason.NO)\nw.n = 0 if says(b, row) else -1",
    "an oracle of another record": "require(says(a, row), Reason.NO)\nw.n = 0 if says(a, NO_ROW) else -1",
    "an oracle's number": "w.n = digest(row)",
    "two digests may be one": "require(row != NO_ROW, Reason.NO)\nw.n = 0 if digest(row) != digest(NO_ROW) else -1",
    "an oracle that sees the world": "require(sees(w, a), Reason.NO)\nw.n = 0 if sees(w, a) else -1",
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
    "a computation": "require(a >= 0 and b >= 0, Reason.NO)\nw.n = middle(a, b)",
    "a computation of a record": "w.n = bigger(w, a).x",
    "a computation that cannot crash": "require(a in w.deep.t, Reason.NO)\nw.n = of_a_row(w, a)",
    "a query": "w.n = row_of(w, a)",
    "an oracle asked twice": "require(says(a, row), Reason.NO)\nw.n = 0 if says(a, row) else -1",
    "equal questions": "require(row == NO_ROW, Reason.NO)\nw.n = digest(row) - digest(NO_ROW)",
}

OUTSIDE = {
    "a computation that writes a row": "w.n = writing(w, a)",
    "a computation that writes a number": "w.m = counting(w)",
    "a computation that refuses": "w.n = refusing(a)",
    "a row of another type": "w.deep.t[a] = 3",
    "a truth value as a number": "w.n = w.n + (a > b)",
    "a truth value is stored as a number": "w.n = row.ok",
    "a truth value as a key": "w.deep.t[a > 3] = NO_ROW",
    "truth and number are compared": "if row.ok == 1:\n    w.n = -1",
    "enum and number are compared": "if row.colour == 1:\n    w.n = -1",
    "a float": "if a < 2.5:\n    w.n = -1",
    "a float is added": "w.n = 0 if a + 0.5 > a else -1",
    "none": "if a == None:\n    w.n = -1",
    "an enum's value": "w.n = row.colour.value",
    "a hash": "w.n = hash(a)",
    "a set": "if a in {1, 2, 3}:\n    w.n = -1",
    "a mapping": "w.n = {1: 2}.get(a, 3)",
    "an enum as a key of a mapping": "w.n = {Colour.RED: 0, Colour.BLUE: -1}[row.colour]",
    "int": "w.n = int(a)",
    "text": "w.n = 0 if str(a) == '5' else 1",
    "formatted text": "w.n = 0 if f'{a}' == '5' else 1",
    "a range": "for _ in range(a):\n    w.n -= 1",
    "iteration over a table": "for key in w.deep.t:\n    w.n = -1",
    "the length of a table": "w.n = len(w.deep.t)",
    "the truth of a table": "if w.deep.t:\n    w.n = -1",
    "tables are compared": "if w.deep.t == w.deep.t:\n    w.n = -1",
    "iteration over a list": "for item in many:\n    w.n += item",
    "an item of a list": "w.n = many[0]",
    "the truth of a list": "if many:\n    w.n = -1",
    "the length of a list": "w.n = len(many)",
    "a power": "w.n = a**2",
    "true division": "w.n = a / 2",
    "a shift": "w.n = a << 1",
    "bits": "w.n = a & 1",
    "an inverted number": "w.n = ~a",
    "division with remainder": "w.n = divmod(a, 3)[1]",
    "rounding": "w.n = round(a)",
    "another exception": "if a == 5:\n    raise ValueError",
    "a loop without end": "while a > 0:\n    a = a - 1",
    "a row is changed in place": "w.deep.t.get(a, NO_ROW).x = 5",
    "a table is replaced": "w.deep.t = w.deep.p",
    "an assigned scalar of another type": "w.fixed = row",
    "a random number": "import random\nw.n = 1 if random.random() < a else 2",
}

BLIND = {
    "isinstance": "if isinstance(a, int):\n    w.n = 0\nelse:\n    w.n = 1\nif not isinstance(a, int):\n    w.n = 5",
    "type": "if type(a) is int:\n    w.n = -1",
    "is of an enum": "if row.colour is Colour.BLUE:\n    w.n = -1",
    "is of a truth value": "if row.ok is True:\n    w.n = -1",
    "a global": "global SEEN\nSEEN = globals().get('SEEN', 0) + 1",
    "an identity": "if id(a) == 5:\n    w.n = -1",
    "a representation": "if repr(a).isdigit():\n    w.n = -1",
}


def proved(report: Report) -> bool:
    """Whether nothing is left to be shown, and runs of the model reach it."""
    shown = all(found is Verdict.IMPOSSIBLE for found in report.verdicts.values())
    return shown and not report.findings and not report.unwitnessed


def text(body: str) -> str:
    """The text of the steps and of a message with this body."""
    return STEPS + textwrap.indent(body, "    ") + "\n"


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_message_is_not_proved(prove: Callable[..., Report], body: str) -> None:
    report = prove(text(body), witnesses=False)
    assert report.findings
    replays = [finding.replay for finding in report.findings if finding.replay]
    assert all(not replay.unlawful for replay in replays)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_message_is_proved(prove: Callable[..., Report], body: str) -> None:
    report = prove(text(body))
    assert proved(report), [finding[:4] for finding in report.findings]


@pytest.mark.parametrize("body", OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.usefixtures("unlinted")
def test_message_outside_the_subset_ends_the_proof(prove: Callable[..., Report], body: str) -> None:
    # Given a message that leaves the subset, and a linter that lets it pass
    # When it is proved
    # Then the engine notices by itself
    with pytest.raises((OutsideTheSubset, AttributeError, TypeError, ValueError)):
        prove(UNLAWFUL_COMPUTATIONS + text(body))


@pytest.mark.parametrize("body", BLIND.values(), ids=BLIND)
def test_what_no_value_can_see_is_stopped_by_the_linter(prove: Callable[..., Report], body: str) -> None:
    with pytest.raises(LintError, match=r"trap.py:\d+: trap: "):
        prove(text(body))
