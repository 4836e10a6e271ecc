"""The judge: what it says of a goal, what that needed, and what it makes of a failure."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from filspec.kit.laws import LAWS as LAWS_OF_THE_KIT
from filspec.kit.tables import PairTable, Table
from filspec.symbolic.judge import open_goals
from filspec.symbolic.outcomes import NO_CRASH, WITHIN_BOUNDS
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.samples import Samples
from filspec.symbolic.sampling import Sampler
from filspec.symbolic.solver import Solver, Verdict

LAWS = {
    "n": '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
''',
    "m": '''

@law("X2")
def m_is_not_negative(w: World) -> bool:
    """m is never negative."""
    return w.m >= 0
''',
    "both": '''

@law("X3")
def m_is_no_more_than_n(w: World) -> bool:
    """m is at most n."""
    return w.m <= w.n
''',
}
ALL = "".join(LAWS.values())


def needed(report: Report) -> frozenset[str]:
    return frozenset[str]().union(*(obligation.needed for obligation in report.obligations))


@pytest.mark.parametrize(
    ("body", "used"),
    [
        ("w.n += 1", {"n_is_not_negative", "m_is_no_more_than_n"}),
        ("w.m = 0", {"n_is_not_negative"}),
        (
            "require(a >= 0, Reason.NO)\nrequire(b > 0, Reason.NO)\nw.n = w.n + a",
            {"n_is_not_negative", "m_is_no_more_than_n", "trap: NO"},
        ),
        ("if a > 0:\n    w.n += a", {"n_is_not_negative", "m_is_no_more_than_n", "a decision"}),
    ],
)
def test_proof_tells_what_it_needed(prove: Callable[..., Report], body: str, used: set[str]) -> None:
    report = prove(body, ALL, witnesses=False)
    assert not report.findings
    assert needed(report) == used


def test_what_was_not_needed_can_be_left_out(must_be_proved: Callable[..., Report]) -> None:
    # Given a proof that did not need all laws
    body = "w.m = 0"
    assert "m_is_no_more_than_n" not in needed(must_be_proved(body, ALL))
    # When one that it did not need is no longer assumed
    # Then it still succeeds
    must_be_proved(body, LAWS["n"] + LAWS["m"])


def test_plain_goals_are_no_obligations(prove: Callable[..., Report]) -> None:
    report = prove("w.n = w.n", ALL, witnesses=False)
    assert report.obligations == ()
    assert set(report.verdicts) == {
        "n_is_not_negative",
        "m_is_not_negative",
        "m_is_no_more_than_n",
        NO_CRASH,
        WITHIN_BOUNDS,
    }
    assert open_goals(report.verdicts) == frozenset()


def test_each_failure_is_found_and_run(prove: Callable[..., Report]) -> None:
    # Given a message that breaks two of three laws, and crashes on another path
    report = prove("require(w.m > 0, Reason.NO)\nif a == 4:\n    w.n = 10 // (b - b)\nw.n = -1", ALL, witnesses=False)
    # When it is proved
    # Then each failure is found, and the model goes each of them
    assert open_goals(report.verdicts) == {"n_is_not_negative", "m_is_no_more_than_n", NO_CRASH}
    assert report.verdicts["m_is_not_negative"] is Verdict.IMPOSSIBLE
    replays = {finding.goal: finding.replay for finding in report.findings}
    assert all(replay is not None and not replay.unlawful for replay in replays.values())
    assert replays["n_is_not_negative"] is not None and "n_is_not_negative" in replays["n_is_not_negative"].broken
    assert replays[NO_CRASH] is not None and replays[NO_CRASH].ending.startswith("crashed with ZeroDivisionError")
    assert replays[NO_CRASH].instance.arguments[0] == 4


def test_counterexample_is_small(prove: Callable[..., Report]) -> None:
    [finding] = prove("if a > 7:\n    w.n = -1", LAWS["n"], witnesses=False).findings
    assert finding.replay is not None
    assert 7 < finding.replay.instance.arguments[0] <= 256


def test_contradictory_laws_are_noticed(prove: Callable[..., Report]) -> None:
    # Given laws that no world obeys
    contradiction = LAWS["n"] + LAWS["n"].replace("n_is_not_negative", "n_is_negative").replace(">=", "<")
    # When a wrong message is proved with them
    report = prove("w.n = -5", contradiction)
    # Then all is proved, and no run of the model reaches it
    assert not report.findings
    assert report.unwitnessed == ("trap",)
    assert report.witnessed == 0


@pytest.mark.parametrize(
    "body",
    [
        "require(w.n < 0, Reason.NO)\nw.n = -5",
        "if a > 0:\n    require(a <= 0, Reason.NO)\nrequire(a > 0, Reason.NO)",
        "require(1 > 2, Reason.NO)",
    ],
    ids=["by a law", "on every path", "at once"],
)
def test_message_that_is_always_refused_is_noticed(prove: Callable[..., Report], body: str) -> None:
    report = prove(body, LAWS["n"])
    assert not report.findings
    assert report.unwitnessed == ("trap",)
    assert report.witnessed == 0


SPENDS = '''

@message("Trap")
def trap(w: World, a: int) -> None:
    """A small message that may take more than there is."""
    w.n = w.n - a
'''


@pytest.mark.parametrize("n", [3, -3])
def test_what_a_run_of_a_story_refutes_is_asked_no_further(
    prover_of: Callable[..., tuple[Prover, ModuleType]], n: int
) -> None:
    # Given a message that breaks a law, and a run in which it does, from a world that is lawful or is not
    _, module = prover_of(SPENDS, LAWS["n"])
    sampler = Sampler({})
    nothing = module.Deep(Table(), PairTable(), PairTable(), Table())
    world = module.World(n, 0, module.Part(size=0, whole=True), nothing)
    sampler.run(module.trap, world, 5)
    # When it is proved
    laws = tuple(law for law in LAWS_OF_THE_KIT.values() if law.holds.__module__ == "trap_laws")
    prover = Prover(module.World, laws, samples=Samples(sampler.samples), witnesses=False)
    [finding] = prover.prove(module.trap).findings
    # Then the run is the counterexample, if it begins in a lawful world
    assert finding.verdict is Verdict.POSSIBLE
    assert finding.replay is not None and not finding.replay.unlawful
    assert (finding.replay.instance.arguments == (5,) and finding.replay.instance.world.n == 3) == (n == 3)


STEP = '''

@internal()
def turn(w: World, key: int) -> None:
    """A step."""
    {step}


@message("Trap")
def trap(w: World) -> None:
    """A loop."""
    require(w.m >= 0, Reason.NO)
    for_each(w.deep.t, turn, w)
'''


@pytest.mark.parametrize(
    ("step", "verdict", "asked"),
    [("w.n = w.m", Verdict.POSSIBLE, 0), ("w.n = w.m * w.m - 2 * w.m + 1", Verdict.IMPOSSIBLE, 1)],
    ids=["no product", "a product"],
)
def test_what_is_left_to_loops_is_asked_harder_only_where_that_may_help(
    prover_of: Callable[..., tuple[Prover, ModuleType]],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    verdict: Verdict,
    asked: int,
) -> None:
    # Given the step of a loop, of which a law does not follow at first
    questions = list[int]()
    check = Solver.check

    def counted(*given: Any, **named: Any) -> object:
        questions.append(1)
        return check(*given, **named)

    monkeypatch.setattr(Solver, "check", counted)
    prover, module = prover_of(STEP.format(step=step), LAWS["n"], witnesses=False)
    # When a message with such a loop is proved
    report = prover.prove(module.trap)
    # Then the meaning of products is asked for only where there is one
    [of_step] = prover.reports.values()
    assert of_step.verdicts["n_is_not_negative"] is verdict
    assert len(questions) == asked
    # And the message is proved in either case
    assert set(report.verdicts.values()) == {Verdict.IMPOSSIBLE}
