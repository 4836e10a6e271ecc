"""Traps of what a loop has done to each row it came to; each of the four facts has one that needs no other."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.solver import Verdict

LAWS = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''


def law_of_visits(claim: str) -> str:
    """A law of the visits of each row of ``deep.t``."""
    head = '\n\n@visit_law(step, "V")\ndef visited(before: World, after: World, key: int) -> bool:\n'
    return f'{head}    """What became of the row."""\n    return {claim}\n'


MARKED = law_of_visits("key in after.deep.t and not after.deep.t[key].ok")
GONE = law_of_visits("key not in after.deep.t")
RECORDED = law_of_visits("(key, 0) in after.deep.p")
RAISED = law_of_visits("key in after.deep.t and after.deep.t[key].x == before.deep.t[key].x + 1")
RAISED_IF_UNMARKED = law_of_visits(
    "after.deep.t[key].ok and (before.deep.t[key].ok or after.deep.t[key].x == before.deep.t[key].x + 1)"
)
MARKED_IF_THREE = law_of_visits("before.m != 3 or (key in after.deep.t and not after.deep.t[key].ok)")
LAST = law_of_visits("after.m == key")
LARGE = law_of_visits("after.deep.t[key].x > 3")
SET = '''

@visit_law(step, "V")
def visited(before: World, after: World, key: tuple[int, int], to: int) -> bool:
    """The member is what it was set to."""
    return key in after.deep.p and after.deep.p[key] == to
'''
EMPTIED = '''

@visit_law(empty, "V")
def emptied(before: World, after: World, key: tuple[int, int]) -> bool:
    """The member is gone."""
    return key not in after.deep.p


@visit_law(step, "V")
def visited(before: World, after: World, key: int) -> bool:
    """No member of the group is left."""
    return all(place[0] != key for place, _ in after.deep.p.items())
'''
NONE_LEFT = '''

@step_law("X2")
def no_member_enters(before: World, after: World) -> bool:
    """Members only leave."""
    return all(place in before.deep.p for place, _ in after.deep.p.items())


@postcondition(trap, "P")
def none_is_left(
    before: World, after: World, a: int, b: int, colour: Colour, row: Row, many: tuple[int, ...]
) -> bool:
    """No member of this group is left."""
    return all(place[0] != a for place, _ in after.deep.p.items())
'''
RECORDED_ITEM = '''

@visit_law(step, "V")
def visited(before: World, after: World, item: int) -> bool:
    """The item was written down."""
    return (item, 0) in after.deep.p
'''


def of_row(body: str) -> str:
    """A step for each row of ``deep.t``."""
    return f'\n\n@internal()\ndef step(w: World, key: int) -> None:\n    """Visit a row."""\n{body}'


MARK = "    w.deep.t[key] = w.deep.t[key].but(ok=False)\n"
SET_MEMBER = '''

@internal()
def step(w: World, key: tuple[int, int], to: int) -> None:
    """Visit a member."""
    w.deep.p[key] = to
'''
EMPTY_GROUP = '''

@internal()
def empty(w: World, key: tuple[int, int]) -> None:
    """Delete a member."""
    del w.deep.p[key]


@internal()
def step(w: World, key: int) -> None:
    """Delete all members of a group."""
    for_each_under(w.deep.p, {group}, empty, w)
'''
RECORD_ITEM = '''

@internal()
def step(w: World, item: int) -> None:
    """Write an item down."""
    w.deep.p[(item, 0)] = 1
'''

LOOP = "require(a in w.deep.t, Reason.NO)\nfor_each(w.deep.t, step, w)\n"
IS_MARKED = LOOP + "if a not in w.deep.t or w.deep.t[a].ok:\n    w.n = -1"
GROWN = LOOP.replace("\n", "\nx = w.deep.t[a].x\n", 1) + "w.n = w.deep.t[a].x - x - 1"
IS_RECORDED = LOOP + "if (a, 0) not in w.deep.p:\n    w.n = -1"

RIGHT = {
    "every row is marked": (of_row(MARK), MARKED, IS_MARKED),
    "every row is gone": (of_row("    del w.deep.t[key]\n"), GONE, LOOP + "if a in w.deep.t:\n    w.n = -1"),
    "every row has grown": (
        of_row("    w.deep.t[key] = w.deep.t[key].but(x=w.deep.t[key].x + 1)\n"),
        RAISED,
        GROWN,
    ),
    "every visit is written down": (of_row("    w.deep.p[(key, 0)] = 1\n"), RECORDED, IS_RECORDED),
    "a guard held for every row": (
        of_row("    require(w.deep.t[key].x > 3, Reason.NO)\n"),
        LARGE,
        LOOP + "w.n = w.deep.t[a].x - 4",
    ),
    "a condition that stays": (
        of_row("    if w.m == 3:\n    " + MARK),
        MARKED_IF_THREE,
        "require(w.m == 3, Reason.NO)\n" + IS_MARKED,
    ),
    "members of a group are set": (
        SET_MEMBER,
        SET,
        "require((b, a) in w.deep.p, Reason.NO)\nfor_each_under(w.deep.p, b, step, w, 5)\nw.n = w.deep.p[(b, a)] - 5",
    ),
    "all groups are emptied": (
        EMPTY_GROUP.format(group="key"),
        EMPTIED + NONE_LEFT,
        LOOP,
    ),
}

WRONG = {
    "nothing is done": (of_row("    w.n = w.n\n"), MARKED, IS_MARKED),
    "only some rows are visited well": (of_row("    if key != 7:\n    " + MARK), MARKED, IS_MARKED),
    "another row's turn does it": (
        of_row("    if key + 1 in w.deep.t:\n        w.deep.t[key + 1] = w.deep.t[key + 1].but(ok=False)\n"),
        MARKED,
        IS_MARKED,
    ),
    "a later turn undoes it": (
        of_row(MARK + "    if key + 1 in w.deep.t:\n        w.deep.t[key + 1] = w.deep.t[key + 1].but(ok=True)\n"),
        MARKED,
        IS_MARKED,
    ),
    "another row's turn takes the row away": (
        of_row("    w.deep.p[(key, 0)] = 1\n    if key + 1 in w.deep.t:\n        del w.deep.t[key + 1]\n"),
        RECORDED,
        IS_RECORDED,
    ),
    "another row's turn prepares": (
        of_row(
            "    if key + 1 in w.deep.t and not w.deep.t[key + 1].ok:\n"
            "        w.deep.t[key + 1] = w.deep.t[key + 1].but(x=w.deep.t[key + 1].x + 1)\n"
            "    if not w.deep.t[key].ok:\n"
            "        w.deep.t[key] = w.deep.t[key].but(x=w.deep.t[key].x + 1, ok=True)\n"
        ),
        RAISED_IF_UNMARKED,
        (
            "require(a in w.deep.t and not w.deep.t[a].ok, Reason.NO)\nx = w.deep.t[a].x\n"
            "for_each(w.deep.t, step, w)\nif w.deep.t[a].x != x + 1:\n    w.n = -1"
        ),
    ),
    "an earlier turn changes the condition": (
        of_row("    if w.m == 3:\n    " + MARK + "    w.m = 4\n"),
        MARKED_IF_THREE,
        "require(w.m == 3, Reason.NO)\n" + IS_MARKED,
    ),
    "every turn claims to be the last": (of_row("    w.m = key\n"), LAST, LOOP + "if w.m != a:\n    w.n = -1"),
    "a row that was not there": (of_row(MARK), MARKED, IS_MARKED.replace("a in", "a not in", 1)),
    "a row that the loop enters": (
        of_row(MARK + "    if key + 5 not in w.deep.t:\n        w.deep.t[key + 5] = NO_ROW\n"),
        MARKED,
        (
            "require(a not in w.deep.t, Reason.NO)\nfor_each(w.deep.t, step, w)\n"
            "if a in w.deep.t and w.deep.t[a].ok:\n    w.n = -1"
        ),
    ),
    "a row of another group": (
        SET_MEMBER,
        SET,
        (
            "require((a, 1) in w.deep.p, Reason.NO)\nfor_each_under(w.deep.p, b, step, w, 5)\n"
            "w.n = 0 if w.deep.p[(a, 1)] == 5 else -1"
        ),
    ),
    "another argument": (
        SET_MEMBER,
        SET,
        (
            "require((b, a) in w.deep.p, Reason.NO)\nfor_each_under(w.deep.p, b, step, w, a)\n"
            "w.n = 0 if w.deep.p[(b, a)] == b else -1"
        ),
    ),
    "another group is emptied": (
        EMPTY_GROUP.format(group="key + 1"),
        EMPTIED + NONE_LEFT,
        LOOP,
    ),
    "the row is changed behind the loop": (
        of_row(MARK),
        MARKED,
        LOOP + "w.deep.t[a] = w.deep.t[a].but(ok=True)\nif w.deep.t[a].ok:\n    w.n = -1",
    ),
    "a message that does not loop": (of_row(MARK), MARKED, IS_MARKED.replace("for_each(w.deep.t, step, w)\n", "")),
    "what is known behind the loop is not known in a turn": (
        of_row("    del w.deep.t[key]\n    w.n = -1\n"),
        GONE,
        "for_each(w.deep.t, step, w)",
    ),
    "a crash in a turn": (of_row("    del w.deep.t[key]\n    w.n = w.deep.t[key].x\n"), GONE, LOOP),
    "a list is not visited": (
        RECORD_ITEM,
        RECORDED_ITEM,
        "for_each_in(many, step, w)\nif (a, 0) not in w.deep.p:\n    w.n = -1",
    ),
}


@pytest.mark.parametrize(("steps", "law", "body"), RIGHT.values(), ids=RIGHT)
def test_what_a_loop_did_is_known_behind_it(
    must_be_proved: Callable[..., Report], steps: str, law: str, body: str
) -> None:
    must_be_proved(body, LAWS + law, steps)


@pytest.mark.parametrize(("steps", "law", "body"), RIGHT.values(), ids=RIGHT)
def test_it_is_known_from_the_law_of_visits_alone(
    must_not_be_proved: Callable[..., Report], steps: str, law: str, body: str
) -> None:
    # Given what is proved with a law of visits
    # When it is proved without
    # Then it is not
    must_not_be_proved(body, LAWS + (NONE_LEFT if NONE_LEFT in law else ""), steps)


@pytest.mark.parametrize(("steps", "law", "body"), WRONG.values(), ids=WRONG)
def test_what_a_loop_did_not_do_is_not(
    must_not_be_proved: Callable[..., Report], steps: str, law: str, body: str
) -> None:
    must_not_be_proved(body, LAWS + law, steps)


UNTRUE = (
    "nothing is done",
    "a later turn undoes it",
    "another row's turn takes the row away",
    "another row's turn prepares",
)


@pytest.mark.parametrize("name", UNTRUE)
def test_untrue_law_of_visits_is_reported_of_the_step(
    prover_of: Callable[..., tuple[Prover, ModuleType]], name: str
) -> None:
    # Given a step, and an untrue law of its visits
    steps, law, _ = WRONG[name]
    message = '\n\n@message("Trap")\ndef trap(w: World) -> None:\n    """Loop."""\n    for_each(w.deep.t, step, w)\n'
    prover, module = prover_of(steps + message, LAWS + law)
    # When a message that loops with it is proved
    prover.prove(module.trap)
    # Then the report of the step says so, and the law is not held against the message
    assert prover.reports["step of deep.t, for each value"].verdicts["visited"] is not Verdict.IMPOSSIBLE
    assert {finding.goal for finding in prover.reports["step of deep.t, for each value"].findings} == {"visited"}
