"""Traps of promises that steps of loops are given: wherever a loop stands, its step is refused for no other reasons."""

import textwrap
from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.symbolic.outcomes import NEVER_REFUSED
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Promise
from filspec.symbolic.solver import Verdict
from filspec.symbolic.values import OutsideTheSubset

STEPS = '''

@internal()
def refuse(w: World, key: int, by: int) -> None:
    """Refuse for two reasons."""
    require(by > 0, Reason.NO)
    require(by < 9, Reason.NEVER)


@internal()
def loop(w: World, by: int) -> None:
    """A loop whose step may be refused."""
    for_each(w.deep.t, refuse, w, by)


@internal()
def attempt_a_loop(w: World, key: int, by: int) -> None:
    """A step that attempts what may be refused."""
    done = attempt(loop, w, by)


@message("Trap")
def trap(w: World, a: int, b: int) -> None:
    """A small message."""
'''
FOR_EACH = "for_each(w.deep.t, refuse, w, a)"
BROKEN = {
    "the loop": FOR_EACH,
    "the loop is attempted": "done = attempt(loop, w, a)",
    "a step attempts the loop": "for_each(w.deep.t, attempt_a_loop, w, a)",
    "one of two loops is attempted": "require(0 < b < 9, Reason.NO)\nloop(w, b)\ndone = attempt(loop, w, a)",
    "an upper bound is missing": f"if a > 0:\n    {FOR_EACH}",
}
KEPT = {
    "the loop": f"if 0 < a < 9:\n    {FOR_EACH}",
    "the loop is attempted": "require(0 < a < 9, Reason.NO)\ndone = attempt(loop, w, a)",
    "a step attempts the loop": "if 3 < a < 9:\n    for_each(w.deep.t, attempt_a_loop, w, a)",
    "an attempt around it": "require(0 < a < 9, Reason.NO)\ndone = attempt(attempt_a_loop, w, b, a)",
}


@pytest.fixture
def turns(load: Callable[[str, str], ModuleType], small_world: str) -> Callable[..., list[Verdict]]:
    """What is found of the promises of steps, wherever a loop makes them, in a message with this body."""

    def prove(body: str, **promised: tuple[str, ...]) -> list[Verdict]:
        module = load("trap", small_world + STEPS + textwrap.indent(body, "    ") + "\n")
        promises = [
            Promise(name, frozenset(module.Reason[reason] for reason in reasons)) for name, reasons in promised.items()
        ]
        prover = Prover(module.World, (), promises=promises)
        reports = [prover.prove(module.trap), *prover.reports.values()]
        found = [turn for report in reports for turn in report.turns.items()]
        return [verdict for (kind, claim), verdict in found if claim == NEVER_REFUSED and kind.startswith("refuse of")]

    return prove


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_step_that_may_be_refused_is_found_also_where_an_attempt_undoes_it(
    turns: Callable[..., list[Verdict]], body: str
) -> None:
    assert Verdict.POSSIBLE in turns(body, refuse=())


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_step_that_is_never_refused_where_loops_make_it_is_proved(
    turns: Callable[..., list[Verdict]], body: str
) -> None:
    assert Verdict.IMPOSSIBLE in turns(body, refuse=())


@pytest.mark.parametrize(
    ("of_step", "of_message", "verdict"),
    [
        ((), ("NO",), Verdict.POSSIBLE),
        (("NO",), (), Verdict.POSSIBLE),
        (("NO",), ("NO", "NEVER"), Verdict.IMPOSSIBLE),
        (("NO", "NEVER"), ("NO",), Verdict.IMPOSSIBLE),
    ],
)
def test_step_is_refused_for_what_it_and_its_message_may_be(
    turns: Callable[..., list[Verdict]], of_step: tuple[str, ...], of_message: tuple[str, ...], verdict: Verdict
) -> None:
    # Given a loop whose step can be refused for one reason only
    found = turns(f"if a < 9:\n    {FOR_EACH}", refuse=of_step, trap=of_message)
    # Then this reason has to be among those of the step, and among those of the message
    assert set(found) == {verdict}


def test_what_an_attempt_undoes_does_not_refuse_the_message(turns: Callable[..., list[Verdict]]) -> None:
    assert Verdict.POSSIBLE not in turns(BROKEN["the loop is attempted"], trap=())


@pytest.mark.parametrize("body", ["refuse(w, a, b)", "done = attempt(refuse, w, a, b)"])
def test_step_with_a_promise_does_not_run_in_line(turns: Callable[..., list[Verdict]], body: str) -> None:
    # Where it is part of its caller, no proof would show that it is not refused.
    with pytest.raises(OutsideTheSubset, match=r"the step refuse has laws of its own.*never refused"):
        turns(body, refuse=())
