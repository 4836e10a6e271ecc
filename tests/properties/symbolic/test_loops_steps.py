"""Traps of steps that are proved by themselves, and of what is proved again where a loop stands."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.symbolic.outcomes import NO_CRASH
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.solver import Verdict
from filspec.symbolic.values import OutsideTheSubset

STEPS = '''

@internal()
def add_to_the_number(w: World, key: int, by: int) -> None:
    """Right for some arguments."""
    w.n += by


@internal()
def take_m_from_the_number(w: World, key: int) -> None:
    """Right once, if n is large enough."""
    w.n -= w.m


@internal()
def take_one_of_m(w: World, key: int) -> None:
    """Needs something that it uses up."""
    assert w.m > 0
    w.m -= 1


@internal()
def needs_m(w: World, key: int) -> None:
    """Needs something that no law says."""
    assert w.m > 0


@internal()
def needs_a_positive(w: World, key: int, by: int) -> None:
    """Needs something of its argument."""
    assert by > 0
    w.n += by


@internal()
def needs_its_group(w: World, key: tuple[int, int], group: int) -> None:
    """Needs to be called for its own group."""
    assert key[0] == group
    w.deep.p[key] = 0


@internal()
def needs_its_row(w: World, key: int) -> None:
    """Needs what a law says of its row."""
    assert w.deep.t[key].x >= 0
    w.n = w.deep.t[key].x


@internal()
def needs_its_row_to_be_positive(w: World, key: int) -> None:
    """Needs more than a law says of its row."""
    assert w.deep.t[key].x > 0


@internal()
def needs_another_row(w: World, key: int, other: int) -> None:
    """Needs a row of which nobody knows whether it is there."""
    w.n = w.deep.t[other].x


@internal()
def needs_another_row_and_deletes_its_own(w: World, key: int, other: int) -> None:
    """Needs a row that an earlier turn may have deleted."""
    w.n = w.deep.t[other].x
    del w.deep.t[key]


@internal()
def delete_and_read(w: World, key: int) -> None:
    """Read what is gone."""
    del w.deep.t[key]
    w.n = 0 * w.deep.t[key].x


@internal()
def toggle(w: World, key: tuple[int, int]) -> None:
    """Delete a row, or enter it anew."""
    if key[0] in w.deep.t:
        del w.deep.t[key[0]]
    else:
        w.deep.t[key[0]] = NO_ROW


@internal()
def add_to_the_number_from_a_group(w: World, key: tuple[int, int], by: int) -> None:
    """Right for some arguments."""
    w.n += by


@internal()
def loop_with_an_argument(w: World, key: int, by: int) -> None:
    """A loop inside a step, with the argument of the step."""
    for_each_under(w.deep.p, key, add_to_the_number_from_a_group, w, by)


@internal()
def loop_with_one_less(w: World, key: int, by: int) -> None:
    """A loop inside a step, with another argument."""
    for_each_under(w.deep.p, key, add_to_the_number_from_a_group, w, by - 1)


@internal()
def break_a_law_before_a_loop(w: World, key: int, by: int) -> None:
    """A loop inside a step, which begins in an unlawful world."""
    w.n = w.n - 1
    for_each_under(w.deep.p, key, add_to_the_number_from_a_group, w, by)
    w.n = 0


@internal()
def refuse_odd(w: World, key: tuple[int, int]) -> None:
    """Refuse some rows."""
    require(key[1] % 2 == 0, Reason.NO)


@internal()
def loop_and_refuse(w: World, key: int) -> None:
    """A loop inside a step, which may be refused."""
    for_each_under(w.deep.p, key, refuse_odd, w)


@internal()
def loop_over_all(w: World) -> None:
    """A loop with loops inside."""
    for_each(w.deep.t, loop_and_refuse, w)


@internal()
def write_or_refuse(w: World, to: int) -> None:
    """Write, then perhaps refuse."""
    w.n = to
    require(to >= 0, Reason.NO)


@internal()
def attempt_for_a_row(w: World, key: int) -> None:
    """An attempt inside a step."""
    if not attempt(write_or_refuse, w, key):
        w.n += 1


@internal()
def attempt_and_break(w: World, key: int) -> None:
    """An attempt inside a step, and a mistake where it fails."""
    if not attempt(write_or_refuse, w, key):
        w.n -= 1


@internal()
def add_item(w: World, item: int, least: int) -> None:
    """Add an item of a list that is not too small."""
    require(item >= least, Reason.NO)
    w.n += item


@internal()
def call_itself(w: World, key: int) -> None:
    """A step that loops over itself."""
    for_each(w.deep.t, call_itself, w)
'''

ROWS = "for_each(w.deep.t, "
GROUP = "for_each_under(w.deep.p, "
WRONG = {
    "some argument": ROWS + "add_to_the_number, w, a)",
    "an argument that is guarded too late": ROWS + "add_to_the_number, w, a)\nrequire(a >= 0, Reason.NO)",
    "an argument that is guarded off by one": "require(a >= -1, Reason.NO)\n" + ROWS + "add_to_the_number, w, a)",
    "another argument is guarded": "require(b >= 0, Reason.NO)\n" + ROWS + "add_to_the_number, w, a)",
    "the second of two loops": (
        f"require(a >= 0, Reason.NO)\n{ROWS}add_to_the_number, w, a)\n{ROWS}add_to_the_number, w, b)"
    ),
    "right in the first turn only": "require(w.n >= w.m, Reason.NO)\n" + ROWS + "take_m_from_the_number, w)",
    "used up by the first turn": "require(w.m > 0, Reason.NO)\n" + ROWS + "take_one_of_m, w)",
    "used up by a loop before": (f"require(w.m > 5, Reason.NO)\nassert w.m > 0\nw.m = w.m - a\n{ROWS}needs_m, w)"),
    "an assertion about the world": ROWS + "needs_m, w)",
    "an assertion about an argument": ROWS + "needs_a_positive, w, a)",
    "an assertion about an argument, off by one": ("require(a >= 0, Reason.NO)\n" + ROWS + "needs_a_positive, w, a)"),
    "an assertion about the group": GROUP + "a, needs_its_group, w, b)",
    "an assertion about the row": ROWS + "needs_its_row_to_be_positive, w)",
    "an assertion about the row, known of another": (
        "require(a in w.deep.t and w.deep.t[a].x > 0, Reason.NO)\n" + ROWS + "needs_its_row_to_be_positive, w)"
    ),
    "another row": ROWS + "needs_another_row, w, a)",
    "another row, which a turn deletes": (
        "require(a in w.deep.t, Reason.NO)\n" + ROWS + "needs_another_row_and_deletes_its_own, w, a)"
    ),
    "its own row, which it has deleted": ROWS + "delete_and_read, w)",
    "a law of steps that two turns break": GROUP + "a, toggle, w)",
    "a nested loop with some argument": ROWS + "loop_with_an_argument, w, a)",
    "a nested loop with one less": "require(a >= 0, Reason.NO)\n" + ROWS + "loop_with_one_less, w, a)",
    "a nested loop in an unlawful world": ("require(a >= 0, Reason.NO)\n" + ROWS + "break_a_law_before_a_loop, w, a)"),
    "a refused step in an attempt": "w.n = 3\nif not attempt(loop_over_all, w):\n    w.n -= 4",
    "no refused step in an attempt": "w.n = 3\nif attempt(loop_over_all, w):\n    w.n -= 4",
    "an attempt in a step": ROWS + "attempt_and_break, w)",
    "an item that is too small": "for_each_in(many, add_item, w, a)",
    "an item that is too small, off by one": "require(a >= -1, Reason.NO)\nfor_each_in(many, add_item, w, a)",
}

RIGHT = {
    "a guarded argument": "require(a >= 0, Reason.NO)\n" + ROWS + "add_to_the_number, w, a)",
    "an argument written out": ROWS + "add_to_the_number, w, 3)",
    "an argument on one branch": "if a >= 0:\n    " + ROWS + "add_to_the_number, w, a)",
    "two loops with one step": (
        f"require(a >= 0 and b >= 0, Reason.NO)\n{ROWS}add_to_the_number, w, a)\n{ROWS}add_to_the_number, w, b)"
    ),
    "known of the world, and kept": "require(w.m > 0, Reason.NO)\n" + ROWS + "needs_m, w)",
    "an assertion about an argument": "require(a > 0, Reason.NO)\n" + ROWS + "needs_a_positive, w, a)",
    "an assertion about the group": GROUP + "a, needs_its_group, w, a)",
    "an assertion that a law shows": ROWS + "needs_its_row, w)",
    "another row, which nobody deletes": "require(a in w.deep.t, Reason.NO)\n" + ROWS + "needs_another_row, w, a)",
    "a nested loop with a guarded argument": "require(a >= 0, Reason.NO)\n" + ROWS + "loop_with_an_argument, w, a)",
    "a refused step": ROWS + "loop_and_refuse, w)",
    "a refused step in an attempt": "w.n = 3\nif attempt(loop_over_all, w):\n    w.n -= 3",
    "an attempt in a step": ROWS + "attempt_for_a_row, w)",
    "items that are large enough": "require(a >= 0, Reason.NO)\nfor_each_in(many, add_item, w, a)",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_wrong_loop_is_not_proved(must_not_be_proved: Callable[..., Report], body: str) -> None:
    must_not_be_proved(body, before=STEPS)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_right_loop_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, before=STEPS)


def test_step_is_proved_once_and_its_report_kept(prover_of: Callable[..., tuple[Prover, ModuleType]]) -> None:
    # Given a message with two loops of one step
    loop = "    for_each(w.deep.t, needs_m, w)\n"
    guard = "    require(w.m > 0, Reason.NO)\n"
    text = f'{STEPS}\n\n@message("Trap")\ndef trap(w: World) -> None:\n    """Loop twice."""\n{guard}{loop}{loop}'
    prover, module = prover_of(text)
    # When it is proved
    report = prover.prove(module.trap)
    # Then the step was tried by itself, and what was left of it was shown where the loops stand
    assert report.steps == ("needs_m",) and not report.findings
    assert prover.reports["needs_m of deep.t, for each value"].verdicts[NO_CRASH] is not Verdict.IMPOSSIBLE


def test_step_that_loops_over_itself_ends_the_proof(prove: Callable[..., Report]) -> None:
    with pytest.raises(OutsideTheSubset, match="the step call_itself loops over itself"):
        prove(ROWS + "call_itself, w)", before=STEPS)
