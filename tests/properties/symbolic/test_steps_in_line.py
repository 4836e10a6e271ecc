"""Traps of steps with laws of their own that no loop makes: there these laws would not be shown."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.actors.methods import METHODS
from filspec.kit import linter
from filspec.laws.catalogue import catalogue
from filspec.symbolic.prover import Prover
from filspec.symbolic.steps_in_line import StepLaws
from filspec.symbolic.subjects import subjects, transition_named
from filspec.symbolic.values import OutsideTheSubset

STEP = '''

@internal()
def add(w: World, item: int) -> None:
    """A step that does not do what its law says."""
    require(item >= 0, Reason.NO)
    w.n += item


@internal()
def between(w: World, item: int) -> None:
    """A function between the message and the step."""
    {between}


@message("Trap")
def trap(w: World, a: int, b: int, many: tuple[int, ...]) -> None:
    """A message."""
    {body}


@message("Trap")
def other(w: World, item: int) -> None:
    """Another message, with laws of its own."""
    require(item >= 0, Reason.NO)
    w.n += item
'''
N_IS_NOT_NEGATIVE = '''
@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''
OWN_LAWS = {
    "a postcondition": '''
@postcondition(add, "X2")
def two_are_added(before: World, after: World, item: int) -> bool:
    """It adds two, which is wrong."""
    return after.n == before.n + 2
''',
    "a frame": '''
from filspec.kit.frames import ANYTHING, Changes
from filspec.kit.laws import frame


@frame(add, "X2")
def add_changes(before: World) -> Changes:
    """It changes m, which is wrong."""
    return {"m": ANYTHING}
''',
    "a law of refusals": '''
from filspec.kit.laws import refused_for


@refused_for(add, Reason.NO, "X2")
def item_is_small(before: World, item: int) -> bool:
    """It is refused for less than two, which is wrong."""
    return item < 2
''',
}
IN_LINE = {
    "a tuple written out": ("for_each_in((a, b), add, w)", "pass"),
    "an attempt": ("attempt(add, w, a)", "pass"),
    "a direct call": ("add(w, a)", "pass"),
    "a direct call in a loop over a tuple written out": ("for x in (a, b):\n        add(w, x)", "pass"),
    "a function between": ("between(w, a)", "add(w, item)"),
    "an attempt of a function between": ("attempt(between, w, a)", "for_each_in((item,), add, w)"),
    "the step of a loop": ("for_each_in(many, between, w)", "add(w, item)"),
    "on one path only": ("if a > 0:\n        add(w, a)", "pass"),
    "beside a loop": ("for_each_in(many, add, w)\n    add(w, a)", "pass"),
}
IN_LOOPS = {
    "a list": ("for_each_in(many, add, w)", "pass"),
    "a table": ("for_each(w.deep.t, add, w)", "pass"),
    "a loop in an attempt": ("attempt(between, w, a)", "for_each(w.deep.t, add, w)"),
    "a loop in a loop": ("for_each_in(many, between, w)", "for_each(w.deep.t, add, w)"),
    "a tuple without items": ("for_each_in((), add, w)", "pass"),
    "a name of the step that is a value": ("add_ = a\n    w.n = 0 * add_", "pass"),
}


@pytest.mark.parametrize("law", OWN_LAWS.values(), ids=OWN_LAWS)
@pytest.mark.parametrize(("body", "between"), IN_LINE.values(), ids=IN_LINE)
def test_step_in_line_whose_laws_are_not_shown_is_refused(
    prover_of: Callable[..., tuple[Prover, ModuleType]], body: str, between: str, law: str
) -> None:
    """Given a step with a law that it breaks, when it runs in line, then nothing is proved; what to write is said."""
    prover, module = prover_of(STEP.format(body=body, between=between), N_IS_NOT_NEGATIVE + law, witnesses=False)
    with pytest.raises(OutsideTheSubset, match=r"the step add .*not shown where it runs in line.*let a loop"):
        prover.prove(module.trap)


@pytest.mark.parametrize(("body", "between"), IN_LOOPS.values(), ids=IN_LOOPS)
def test_step_of_a_loop_is_shown_by_itself(
    prover_of: Callable[..., tuple[Prover, ModuleType]], body: str, between: str
) -> None:
    """Given the same step in loops only, then its law is judged, once for each kind of loop."""
    law = N_IS_NOT_NEGATIVE + OWN_LAWS["a postcondition"]
    prover, module = prover_of(STEP.format(body=body, between=between), law, witnesses=False)
    prover.prove(module.trap)
    of_add = [report for report in prover.reports.values() if report.transition == "add"]
    assert len(of_add) == (", add, w" in body.replace("(), add", "") + between)
    assert all("two_are_added" in {finding.goal for finding in report.findings} for report in of_add)


@pytest.mark.parametrize(("body", "between"), IN_LINE.values(), ids=IN_LINE)
def test_step_without_laws_of_its_own_may_run_in_line(
    prover_of: Callable[..., tuple[Prover, ModuleType]], body: str, between: str
) -> None:
    """Given no law of the step, when it runs in line, then it is a part of the message, and proved as that."""
    prover, module = prover_of(STEP.format(body=body, between=between), N_IS_NOT_NEGATIVE, witnesses=False)
    assert not prover.prove(module.trap).findings


@pytest.mark.parametrize("body", ["other(w, a)", "attempt(other, w, a)", "for_each_in((a, b), other, w)"])
def test_message_with_laws_may_run_in_line_for_it_is_a_subject(
    prover_of: Callable[..., tuple[Prover, ModuleType]], body: str
) -> None:
    law = OWN_LAWS["a postcondition"].replace("(add", "(other")
    prover, module = prover_of(STEP.format(body=body, between="pass"), N_IS_NOT_NEGATIVE + law, witnesses=False)
    assert not prover.prove(module.trap).findings
    assert [finding.goal for finding in prover.prove(module.other).findings] == ["two_are_added"]


OTHER_MODULE = '''
"""A step that another module gives another name."""

from trap import add as {name}
from trap import World, attempt, for_each_in, message


@message("Trap")
def from_elsewhere(w: World, a: int) -> None:
    """A message."""
    {call}
'''


@pytest.mark.parametrize("call", ["{}(w, a)", "attempt({}, w, a)", "for_each_in((a, a), {}, w)"])
@pytest.mark.parametrize("name", ["add", "renamed"])
def test_step_of_another_module_is_known_under_any_name(
    prover_of: Callable[..., tuple[Prover, ModuleType]], load: Callable[..., ModuleType], name: str, call: str
) -> None:
    law = N_IS_NOT_NEGATIVE + OWN_LAWS["a postcondition"]
    prover, _ = prover_of(STEP.format(body="pass", between="pass"), law, witnesses=False)
    text = OTHER_MODULE.format(name=name, call=call.format(name))
    elsewhere = load("trap_elsewhere", text)
    with pytest.raises(OutsideTheSubset, match=r"add .* in line"):
        prover.prove(elsewhere.from_elsewhere)


VALUES = {
    "a value": "step = add\n    step(w, a)",
    "a value for a loop": "step = add\n    for_each_in(many, step, w)",
    "a comprehension": "done = tuple(add(w, x) for x in many)",
    "a list": "[add(w, x) for x in (a, b)]",
    "a lambda": "for_each_in(many, lambda w, x: add(w, x), w)",
    "a conditional": "for_each_in(many, add if a else between, w)",
}


@pytest.mark.parametrize("body", VALUES.values(), ids=VALUES)
def test_step_that_is_passed_on_as_a_value_is_refused(
    prover_of: Callable[..., tuple[Prover, ModuleType]], monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    """Given a step as a value, then the linter refuses it; and if it did not, what runs in line is refused here."""
    law = N_IS_NOT_NEGATIVE + OWN_LAWS["a postcondition"]
    prover, module = prover_of(STEP.format(body=body, between="pass"), law, witnesses=False)
    with pytest.raises(linter.LintError):
        prover.prove(module.trap)
    monkeypatch.setattr(linter, "require_linted", lambda _: None)
    with pytest.raises(OutsideTheSubset, match="in line"):
        prover.prove(module.trap)


@pytest.mark.parametrize("body", ["STEPS[0](w, a)", "for_each_in(many, STEPS[0], w)", "attempt(STEPS[0], w, a)"])
def test_constant_that_holds_a_step_is_refused(prover_of: Callable[..., tuple[Prover, ModuleType]], body: str) -> None:
    text = STEP.format(body=body, between="pass") + "\n\nSTEPS = (add,)\n"
    prover, module = prover_of(text, N_IS_NOT_NEGATIVE + OWN_LAWS["a postcondition"], witnesses=False)
    with pytest.raises(linter.LintError, match="STEPS"):
        prover.prove(module.trap)


def test_items_that_are_known_only_in_the_proof_are_refused_there(
    prover_of: Callable[..., tuple[Prover, ModuleType]],
) -> None:
    """Given a list by its type that a caller writes out, then the proof finds that the step runs in line."""
    text = STEP.replace('item: int) -> None:\n    """A function', 'item: tuple[int, ...]) -> None:\n    """A function')
    body = text.format(body="between(w, (a, b))", between="for_each_in(item, add, w)")
    prover, module = prover_of(body, N_IS_NOT_NEGATIVE + OWN_LAWS["a postcondition"], witnesses=False)
    with pytest.raises(OutsideTheSubset, match=r"add .* in line.*written out"):
        prover.prove(module.trap)


def test_no_step_of_the_actors_that_has_laws_runs_in_line() -> None:
    assert METHODS
    known = StepLaws(catalogue())
    for subject in subjects().values():
        known.require_loops(subject)
    # Given laws of a function that is called in line, then that is noticed
    of_transfer = [law.but(path="transfer") for law in catalogue() if law.path == "merge_lane"]
    with pytest.raises(OutsideTheSubset, match="transfer"):
        StepLaws(of_transfer).require_loops(transition_named("send"))
