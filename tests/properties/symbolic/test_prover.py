"""Traps: wrong messages that must not be proved, and right ones that must be."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.kit import laws
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.solver import Verdict

WRONG = {
    "a comparison": "if a > 5:\n    w.n = -1",
    "an equality with one number": "if a == 977:\n    w.n = -1",
    "an inequality": "if a != 977:\n    w.n = -1",
    "else": "if a > 5:\n    w.n = 0\nelse:\n    w.n = -1",
    "elif": "if a > 5:\n    w.n = 0\nelif a > 3:\n    w.n = -1\nelse:\n    w.n = 1",
    "a conditional expression": "w.n = 1 if a < 1000 else -1",
    "early return": "if a > 5:\n    w.n = -1\n    return\nw.n = 0",
    "and": "if a > 5 and b < 3:\n    w.n = -1",
    "or": "if a > 5 or b < 3:\n    w.n = -1",
    "not": "if not a:\n    w.n = -1",
    "truth of a number": "if a:\n    w.n = -1",
    "truth of a difference": "if a - b:\n    w.n = -1",
    "short circuit guards a division": "if a > 0 and 10 // a < 0 or a < -5:\n    w.n = -1",
    "a chain of comparisons": "if 0 < a < b:\n    w.n = -a",
    "max": "w.n = max(a, -1)",
    "min": "w.n = min(a, 5)",
    "abs": "w.n = abs(a) - 1",
    "negation": "w.n = -abs(a)",
    "plus sign": "w.n = +a",
    "subtraction from a constant": "w.n = 5 - a",
    "a product": "w.n = a * b",
    "division of a negative number": "w.n = 0 if a // 2 >= 0 else -1",
    "floor and not truncation": "require(a == -7, Reason.NO)\nw.n = 0 if a // 2 == -3 else -1",
    "division by a negative constant": "require(a == 7, Reason.NO)\nw.n = 0 if a // -2 == -3 else -1",
    "remainder by a negative constant": "require(a == 7, Reason.NO)\nw.n = 0 if a % -2 == 1 else -1",
    "remainder of a negative number": "w.n = a % 5 - 1",
    "division by an unknown negative": "require(a == 7 and b == -2, Reason.NO)\nw.n = 0 if a // b == -3 else -1",
    "remainder by an unknown negative": "require(a == 7 and b == -2, Reason.NO)\nw.n = 0 if a % b == 1 else -1",
    "division by zero": "w.n = 0 * (10 // a)",
    "remainder by zero": "w.n = 0 * (10 % a)",
    "division of a constant": "w.n = 100 // a if a != 0 else 0",
    "an assertion": "assert a != 5",
    "an assertion after a write": "w.n = a * a\nassert w.n != 25",
    "in place": "w.n += a",
    "in place, subtracting": "w.n -= 1",
    "a loop over a tuple written out": "for x in (a, b):\n    if x == 3:\n        w.n = -1",
    "a tuple is compared": "if (a, b) == (1, 2):\n    w.n = -1",
    "a tuple is ordered": "if (a, b) < (1, 2):\n    w.n = -1",
    "a part of a tuple": "pair = (a, b)\nw.n = pair[1]",
    "unpacking": "x, y = a, b\nw.n = y",
    "two names of one number": "x = a\nx += 1\nw.n = x - a - 2",
    # enums, records, truth values
    "an enum member": "if colour == Colour.BLUE:\n    w.n = -1",
    "another enum member": "if colour != Colour.RED:\n    w.n = -1",
    "the last enum member": "if colour != Colour.RED and colour != Colour.BLUE:\n    w.n = -1",
    "an enum of a row": "if w.deep.t.get(a, NO_ROW).colour == Colour.BLUE:\n    w.n = -1",
    "two unknown enums": "if colour == row.colour:\n    w.n = -1",
    "a truth value of a row": "if row.ok:\n    w.n = -1",
    "truth values are compared": "if row.ok == row.part.whole:\n    w.n = -1",
    "a truth value against a constant": "if row.ok == True:\n    w.n = -1",
    "a record is compared": "if row == NO_ROW.but(x=7):\n    w.n = -1",
    "a record differs": "if row != NO_ROW:\n    w.n = -1",
    "a record in a record": "if row.part == Part(size=3, whole=False):\n    w.n = -1",
    "a scalar record": "if w.fixed.size == 3:\n    w.n = -1",
    "a scalar record is replaced": "w.fixed = w.fixed.but(size=-4)\nw.n = w.fixed.size",
    "a tuple in a record": "if row.place[1] == 4:\n    w.n = -1",
    "a whole tuple in a record": "if row.place == (4, 5):\n    w.n = -1",
    "but keeps the rest": "w.n = row.but(x=3).part.size",
    "a guard comes too late": "w.n = -1\nrequire(a > 0, Reason.NO)",
    "a guard of something else": "require(a > 0, Reason.NO)\nw.n = b",
    "a guard off by one": "require(a >= -1, Reason.NO)\nw.n = a",
    "a guard of a truth value": "require(row.ok, Reason.NO)\nw.n = 0 if not row.ok else -1",
    "a guard with or": "require(a > 0 or b > 0, Reason.NO)\nw.n = a",
    "a guard that changes its mind": "require(a > 0, Reason.NO)\na = b\nw.n = a",
    "two guards": "require(a > 0, Reason.NO)\nrequire(b > 0, Reason.NO)\nw.n = a - b",
}

RIGHT = {
    "nothing": "w.n = w.n",
    "a guard undoes": "w.n = w.n - 1\nrequire(w.n >= 0, Reason.NO)",
    "max": "w.n = max(a, 0)",
    "abs": "w.n = abs(a)",
    "a remainder": "w.n = a % 7",
    "a quotient": "require(a >= 0, Reason.NO)\nw.n = a // 3",
    "quotient and remainder": "w.n = 0 if (a // -3) * -3 + a % -3 == a else -1",
    "an unknown divisor": "require(b != 0, Reason.NO)\nw.n = 0 if (a // b) * b + a % b == a else -1",
    "all enum members": "if colour != Colour.RED and colour != Colour.BLUE and colour != Colour.GREEN:\n    w.n = -1",
    "a record is compared": "if row == NO_ROW and row.x != 0:\n    w.n = -1",
    "a tuple is compared": "if (a, b) == (1, 2):\n    w.n = b - a",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_message_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    # Given a message that breaks a law, or crashes
    # When it is proved
    report = must_not_be_proved(body)
    # Then the proof fails, and the concrete model confirms it
    assert any(finding.replay and finding.goal in (*finding.replay.broken, "no crash") for finding in report.findings)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_message_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body)


STEP_OF_TWO_TABLES = '''

@internal()
def count(w: World, key: int) -> None:
    """A step that does the same for the rows of two tables."""
    w.m += 1


@message("Trap")
def trap(w: World) -> None:
    """Loop over both."""
    for_each(w.deep.t, count, w)
    for_each(w.deep.u, count, w)
'''
KEY_OF_THE_SECOND = '''

@postcondition(count, "X1")
def is_of_the_second(before: World, after: World, key: int) -> bool:
    """The row is one of the second table."""
    return key in before.deep.u
'''


def test_step_that_goes_through_two_tables_has_two_reports(
    load: Callable[[str, str], ModuleType], ours: Callable[[str], tuple[laws.Law, ...]], small_world: str
) -> None:
    # Given a step that loops through two tables make, and a law that is true of it in the second only
    world = small_world.replace("    t: Table[int, Row]\n", "    t: Table[int, Row]\n    u: Table[int, int]\n")
    module = load("trap", world + STEP_OF_TWO_TABLES)
    prover = Prover(module.World, ours(KEY_OF_THE_SECOND), witnesses=False)
    # When the message is proved
    prover.prove(module.trap)
    # Then what came of the first is not replaced by what came of the second
    found = {kind: report.verdicts["is_of_the_second"] for kind, report in prover.reports.items()}
    first, second = "count of deep.t, for each value", "count of deep.u, for each value"
    assert found == {first: Verdict.POSSIBLE, second: Verdict.IMPOSSIBLE}
