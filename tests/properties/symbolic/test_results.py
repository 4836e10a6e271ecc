"""A report as a value: the words, and which failures count as confirmed."""

import msgspec
import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.reasons import Reason
from filspec.actors.world import World
from filspec.kit.laws import Law, Quantifier
from filspec.symbolic import reports
from filspec.symbolic.concrete import Instance
from filspec.symbolic.outcomes import NEVER_REFUSED, NO_CRASH, Ending
from filspec.symbolic.reach.first_world import CLIENT, OWNER, first_world
from filspec.symbolic.replay import Replay, replay
from filspec.symbolic.reports import Finding, Report
from filspec.symbolic.results import Result, is_confirmed, result_of
from filspec.symbolic.solver import Verdict


def nothing_moves(before: World, after: World) -> bool:
    """The client keeps what it has."""
    return after.ledger.accounts[CLIENT].balance == before.ledger.accounts[CLIENT].balance


LAW = Law(
    name="nothing_moves",
    ids=("X",),
    quantifier=Quantifier.STEP,
    path="",
    sentence="The client keeps what it has.",
    holds=nothing_moves,
)


def sent(value: int) -> Replay:
    return replay(send, Instance(first_world(), (CLIENT, value, OWNER), {}, {}, {}), [LAW])


def found(replayed: Replay | None, goal: str = LAW.name, verdict: Verdict = Verdict.POSSIBLE) -> Finding:
    return Finding("send", goal, "at the end", verdict, replayed)


def report(*findings: Finding, unwitnessed: tuple[str, ...] = (), accepted: int = 2) -> Report:
    return Report(
        transition="send",
        paths={Ending.ACCEPTED: accepted, Ending.REFUSED: 1, Ending.CRASHED: 0},
        verdicts={LAW.name: findings[0].verdict if findings else Verdict.IMPOSSIBLE, "other": Verdict.IMPOSSIBLE},
        findings=findings,
        witnessed=1,
        unwitnessed=unwitnessed,
        reasons=(Reason.NEGATIVE_AMOUNT,),
        guards=("transfer: NEGATIVE_AMOUNT",),
        obligations=(reports.Obligation("at the end", (LAW.name,), 9, frozenset({"b", "a"})),),
        steps=("a_step",),
        seconds=1.23456,
        spent=10,
        asked=2,
    )


def test_a_report_becomes_a_value_that_survives_being_stored() -> None:
    result = result_of(report(), seed=3)
    assert msgspec.json.decode(msgspec.json.encode(result), type=Result) == result
    assert (result.message, result.seed, result.seconds, result.resources) == ("send", 3, 1.235, 10)
    assert result.paths == {"accepted": 2, "refused": 1}
    assert (result.reasons, result.guards, result.steps) == (("NEGATIVE_AMOUNT",), report().guards, ("a_step",))
    assert result.obligations[0].needed == ("a", "b")


@pytest.mark.parametrize(
    ("made", "good", "vacuous"),
    [
        (report(), True, False),
        (report(found(None)), False, False),
        (report(unwitnessed=("send",)), False, True),
        (report(unwitnessed=("a_step",)), False, False),
        (report(accepted=0), False, True),
    ],
    ids=["proved", "failed", "not witnessed", "a step not witnessed", "never accepted"],
)
def test_good_is_proved_and_witnessed(made: Report, good: bool, vacuous: bool) -> None:
    result = result_of(made)
    assert (result.is_good, result.is_vacuous) == (good, vacuous)


def test_of_several_failures_at_a_place_the_confirmed_one_is_told() -> None:
    [failure] = result_of(report(found(None), found(sent(0)), found(sent(3)))).failures
    assert (failure.word, failure.confirmed) == ("failed", True)
    assert any(line.startswith("message send(") and line.endswith("accepted") for line in failure.story)


def test_what_is_not_confirmed_has_no_story_and_unknown_is_no_failure() -> None:
    [failure] = result_of(report(found(sent(0), verdict=Verdict.UNKNOWN))).failures
    assert (failure.word, failure.confirmed, failure.story) == ("unknown", False, ())


@pytest.mark.parametrize(
    ("finding", "confirmed"),
    [
        (found(sent(3)), True),
        (found(sent(0)), False),
        (found(None), False),
        (found(sent(3)._replace(unlawful=("another law",))), False),
        (found(sent(-1), NEVER_REFUSED), True),
        (found(sent(3), NEVER_REFUSED), False),
        (found(sent(3), NO_CRASH), False),
        (found(sent(3)._replace(ending="crashed with KeyError(1)"), NO_CRASH), True),
    ],
)  # fmt: skip
def test_only_a_run_from_a_lawful_world_that_goes_wrong_confirms(finding: Finding, confirmed: bool) -> None:
    assert is_confirmed(finding) is confirmed
