"""The proof of one transition: what is shown of its refusals, and what is told of its paths."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.symbolic.outcomes import NO_OTHER_REFUSAL, Ending
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.results import is_confirmed
from filspec.symbolic.solver import Verdict

HEAD = '''

@message("Trap")
def trap(w: World, b: int) -> None:
    """A small message."""
'''
REFUSED_ONLY_BELOW_NOTHING = '''

@law_of_messages("X1")
def refused_only_below_nothing(before: World, after: World, sent: Sent) -> bool:
    """It is refused only if the amount is negative."""
    return sent.receipt.accepted or cast(int, sent.arguments[0]) < 0
'''


@pytest.fixture
def proved_with_the_law(prove: Callable[..., Report]) -> Callable[[str], Verdict]:
    """What is found of the law for a message with this body."""
    words = "from typing import cast\nfrom filspec.kit.laws import message_law as law_of_messages\n"
    words += "from filspec.kit.runner import Sent\n"
    return lambda body: prove(body, words + REFUSED_ONLY_BELOW_NOTHING).verdicts["refused_only_below_nothing"]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("require(a >= 0, Reason.NO)", Verdict.IMPOSSIBLE),
        ("require(a >= 5, Reason.NO)", Verdict.POSSIBLE),
        ("require(b >= 0 or a >= 0, Reason.NO)", Verdict.IMPOSSIBLE),
        ("if b > 0:\n    require(a >= 0, Reason.NO)\nelse:\n    require(a >= 1, Reason.NO)", Verdict.POSSIBLE),
        ("if b > 0:\n    require(a >= 0, Reason.NO)\nelse:\n    require(a > -1, Reason.NO)", Verdict.IMPOSSIBLE),
    ],
)
def test_law_of_refusals_is_shown_on_each_way_to_one(
    proved_with_the_law: Callable[[str], Verdict], body: str, verdict: Verdict
) -> None:
    assert proved_with_the_law(body) is verdict


def test_paths_are_counted_by_how_they_end(prove: Callable[..., Report]) -> None:
    # Given a message with two ways to the end, and one on which it is always refused
    report = prove("if a > 0:\n    w.n += 1\nelif a < 0:\n    require(False, Reason.NEVER)")
    # Then each is told
    assert (report.paths[Ending.ACCEPTED], report.paths[Ending.REFUSED]) == (2, 1)
    assert [reason.name for reason in report.reasons] == ["NEVER"]


REFUSALS = '''
from filspec.kit.laws import refused_for


@refused_for(trap, Reason.NO, "X1")
def is_below_nothing(before: World, a: int) -> bool:
    """The amount is negative."""
    return a < 0
'''

STATED = "trap/NO"


@pytest.fixture
def with_the_refusal(prove: Callable[..., Report]) -> Callable[..., Report]:
    """What comes of a message with this body, and of the law that says when it is refused."""
    return lambda body, before="": prove(body, REFUSALS, before, witnesses=False)


@pytest.mark.parametrize(
    "body",
    [
        "require(a >= 0, Reason.NO)",
        "require(a > -1, Reason.NO)\nw.n = a",
        "if a < 0:\n    require(False, Reason.NO)\nw.n = a",
        "if b > 0:\n    require(a >= 0, Reason.NO)\nelse:\n    require(a > -1, Reason.NO)",
    ],
)
def test_refusal_that_is_exactly_the_stated_one_is_proved(with_the_refusal: Callable[..., Report], body: str) -> None:
    assert with_the_refusal(body).verdicts[STATED] is Verdict.IMPOSSIBLE


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("w.n = a", "at the end"),
        ("require(a >= -1, Reason.NO)", "at the end"),
        ("require(a >= 1, Reason.NO)", "refused for NO"),
        ("if b > 0:\n    require(a >= 0, Reason.NO)", "at the end"),
        ("require(a >= 0, Reason.NO)\nrequire(b >= 0, Reason.NO)", "refused for NO"),
    ],
)
def test_guard_too_weak_or_too_strong_is_found(with_the_refusal: Callable[..., Report], body: str, place: str) -> None:
    report = with_the_refusal(body)
    assert report.verdicts[STATED] is Verdict.POSSIBLE
    assert [finding.place for finding in report.findings if finding.goal == STATED] == [place]


def test_refusal_of_which_no_law_speaks_is_found(with_the_refusal: Callable[..., Report]) -> None:
    # Given a message whose refusals are stated, and one guard more
    report = with_the_refusal("require(a >= 0, Reason.NO)\nrequire(b > 0, Reason.NEVER)")
    # Then it is refused for something else
    assert report.verdicts[STATED] is Verdict.IMPOSSIBLE
    assert report.verdicts[NO_OTHER_REFUSAL] is Verdict.POSSIBLE
    # And a run of the model shows it
    [finding] = report.findings
    assert is_confirmed(finding) and finding.replay is not None
    assert (finding.place, finding.replay.ending) == ("refused for NEVER", "refused for NEVER")


def test_run_that_is_refused_for_a_stated_reason_confirms_nothing_else(with_the_refusal: Callable[..., Report]) -> None:
    # Given a run that ends at the guard without a law
    report = with_the_refusal("require(a >= 0, Reason.NO)\nrequire(b > 0, Reason.NEVER)")
    [finding] = report.findings
    assert finding.replay is not None
    # When it ends at the stated one instead, or is accepted, then it is no confirmation
    for ending in ("refused for NO", "accepted"):
        assert not is_confirmed(finding._replace(replay=finding.replay._replace(ending=ending)))


def test_refusal_that_cannot_happen_needs_no_law(with_the_refusal: Callable[..., Report]) -> None:
    report = with_the_refusal("require(a >= 0, Reason.NO)\nrequire(a > -5, Reason.NEVER)")
    assert set(report.verdicts.values()) == {Verdict.IMPOSSIBLE}


INNER = '''

@message("Trap")
def inner(w: World, b: int) -> None:
    """A message that another one calls."""
    require(b > 0, Reason.{})
'''


def test_refusal_of_a_message_that_is_called_is_stated_there(with_the_refusal: Callable[..., Report]) -> None:
    # Given a message that calls another, which is refused for a reason of its own
    body = "require(a >= 0, Reason.NO)\ninner(w, b)"
    # Then nothing need be said of that here; but what is said of a reason has to be true of the other's refusal too
    assert set(with_the_refusal(body, INNER.format("NEVER")).verdicts.values()) == {Verdict.IMPOSSIBLE}
    assert with_the_refusal(body, INNER.format("NO")).verdicts[STATED] is Verdict.POSSIBLE


STEP = '''

@internal()
def visit(w: World, key: int, b: int) -> None:
    """A step of a loop."""
    require(w.deep.t[key].x > b, Reason.{})
    w.deep.t[key] = w.deep.t[key].but(x={})
'''

LAWS_OF_STEPS = '''
from filspec.kit.frames import Changes, rows
from filspec.kit.laws import frame, refused_for


@refused_for(visit, Reason.NO, "X1")
def is_too_small(before: World, key: int, b: int) -> bool:
    """The row is too small."""
    return before.deep.t[key].x <= b


@postcondition(visit, "X1")
def row_is_b(before: World, after: World, key: int, b: int) -> bool:
    """The row becomes b."""
    return after.deep.t[key] == before.deep.t[key].but(x=b)


@frame(visit, "X1")
def row_changes(before: World, key: int) -> Changes:
    """Only the row changes."""
    return {"deep.t": rows(key)}
'''


@pytest.mark.parametrize(
    ("reason", "new", "wrong"),
    [
        ("NO", "b", set()),
        ("NEVER", "b", {NO_OTHER_REFUSAL}),
        ("NO", "b + 1", {"row_is_b"}),
    ],
)
def test_laws_of_a_step_are_shown_of_the_step_by_itself(
    prover_of: Callable[..., tuple[Prover, ModuleType]], reason: str, new: str, wrong: set[str]
) -> None:
    """Given a loop of a step, when its message is proved, then the step's own laws are judged where the step is."""
    body = HEAD + "    for_each(w.deep.t, visit, w, b)\n"
    prover, module = prover_of(STEP.format(reason, new) + body, LAWS_OF_STEPS, witnesses=False)
    assert not prover.prove(module.trap).findings
    found = prover.reports["visit of deep.t, for each value"].findings
    assert {finding.goal for finding in found} == wrong
    # And where a law of the step fails, the step is run by itself and shows it
    assert {finding.goal for finding in found if is_confirmed(finding)} == wrong


AFTER_A_LOOP = '''

@internal()
def count(w: World, key: tuple[int, int]) -> None:
    """A row of a group counts."""
    w.n += 1


@internal()
def visit(w: World, key: int) -> None:
    """A step that goes through a group."""
    for_each_under(w.deep.p, key, count, w)
    w.m += 1

'''
ONE_STAYS = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0


@postcondition(visit, "X2")
def it_stays(before: World, after: World) -> bool:
    """A step leaves a number as it is, which is wrong."""
    return after.{0} == before.{0}
'''


@pytest.mark.parametrize(("number", "confirmed"), [("m", True), ("n", False)])
def test_after_a_loop_a_run_decides_whether_a_failure_is_confirmed(
    prover_of: Callable[..., tuple[Prover, ModuleType]], number: str, confirmed: bool
) -> None:
    # Given a step with a loop, after which the solver knows only what some loop may do
    text = AFTER_A_LOOP + HEAD + "    for_each(w.deep.t, visit, w)\n"
    prover, module = prover_of(text, ONE_STAYS.format(number), witnesses=False)
    prover.prove(module.trap)
    [finding] = prover.reports["visit of deep.t, for each value"].findings
    # When a law fails, then the step is run; the world that is found has no row that its loop goes through
    assert finding.verdict is Verdict.POSSIBLE and finding.replay is not None
    assert finding.replay.ending == "accepted" and is_confirmed(finding) is confirmed


ATTEMPTED = '''

@internal()
def is_large(w: World, key: int, b: int) -> None:
    """A step that is refused at a small row."""
    require(w.deep.t[key].x >= b, Reason.NO)


@internal()
def all_are_large(w: World, b: int) -> None:
    """A loop that may be refused."""
    for_each(w.deep.t, is_large, w, b)

'''
ALL_WERE_LARGE = '''

@visit_law(is_large, "X2")
def was_large(before: World, after: World, key: int, b: int) -> bool:
    """Each row that was visited was large."""
    return before.deep.t[key].x >= b
'''
LAW_OF_FIVE = '''
from filspec.kit.laws import refused_for


@refused_for(trap, Reason.NEVER, "X1")
def five_is_large(before: World, a: int, b: int) -> bool:
    """The amount is not positive, and row 5 is large."""
    return a <= 0 and (5 not in before.deep.t or before.deep.t[5].x >= b)
'''
LAW_OF_B = '''
from filspec.kit.laws import refused_for


@refused_for(trap, Reason.NO, "X1")
def anything(before: World, accepted: bool) -> bool:
    """It is refused in some worlds."""
    return not accepted
'''
INNER_OF_A = INNER.format("NEVER")


def test_refusal_in_own_text_is_found_beside_that_of_a_message_that_is_called(prove: Callable[..., Report]) -> None:
    # Given a message that is refused under one condition after an attempt: by another message, or in its own text
    body = "require(b >= 0, Reason.NO)\nif attempt(all_are_large, w, b):\n    inner(w, a)\nelse:\n"
    report = prove(f"{body}    require(a > 0, Reason.NEVER)", LAW_OF_B, ATTEMPTED + INNER_OF_A, witnesses=False)
    # Then both ways are looked at, also that of which no law speaks
    assert report.verdicts[NO_OTHER_REFUSAL] is Verdict.POSSIBLE


def test_law_of_refusals_is_shown_on_both_ways_after_an_attempt(prove: Callable[..., Report]) -> None:
    # Given a message that is refused under one condition, whatever became of a loop that it attempted
    body = (
        "w.m = w.deep.t.get(5, NO_ROW).x\nif attempt(all_are_large, w, b):\n    require(a > 0, Reason.NEVER)\nelse:\n"
    )
    report = prove(f"{body}    require(a > 0, Reason.NEVER)", ALL_WERE_LARGE + LAW_OF_FIVE, ATTEMPTED, witnesses=False)
    # Then what is known where the loop was accepted does not count where it was refused
    assert report.verdicts["trap/NEVER"] is Verdict.POSSIBLE


ANSWERING = '''

@internal()
def count(w: World, key: int) -> {}:
    """A step that answers, although no loop listens."""
    w.m = 3
    return {}
'''
LAW_OF_THE_ANSWER = '''

@postcondition(count, "X1")
def it_answers(before: World, after: World, answer: {}) -> bool:
    """What it answers."""
    return {}
'''


@pytest.mark.parametrize(
    ("of", "answer", "claim", "verdict"),
    [
        ("bool", "True", "answer", Verdict.IMPOSSIBLE),
        ("bool", "True", "not answer", Verdict.POSSIBLE),
        ("bool", "w.n > 0", "answer == (before.n > 0)", Verdict.IMPOSSIBLE),
        ("int", "3", "answer == after.m", Verdict.IMPOSSIBLE),
        ("int", "3", "answer != 3", Verdict.POSSIBLE),
        ("Colour", "Colour.RED", "answer != Colour.RED", Verdict.POSSIBLE),
    ],
)
def test_law_of_what_a_step_answers_is_shown_of_its_answer(
    prover_of: Callable[..., tuple[Prover, ModuleType]], of: str, answer: str, claim: str, verdict: Verdict
) -> None:
    """Given a step that answers, when a loop of it is proved, then a law of the answer is judged by what it answers."""
    loop = HEAD + "    for_each(w.deep.t, count, w)\n"
    text = ANSWERING.format(of, answer) + loop
    prover, module = prover_of(text, LAW_OF_THE_ANSWER.format(of, claim), witnesses=False)
    prover.prove(module.trap)
    assert prover.reports["count of deep.t, for each value"].verdicts["it_answers"] is verdict
