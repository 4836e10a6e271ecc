"""Failures are told with how they happen, and with whether that can happen from genesis."""

from collections.abc import Sequence

import pytest

from filspec.cli import proof_failures
from filspec.cli.proof_failures import MOST_SEARCHES, Told, failure_object, print_failures, told
from filspec.cli.proof_run import Proofs
from filspec.kit.laws import LAWS
from filspec.laws.catalogue import catalogue
from filspec.symbolic.ledger import Entry
from filspec.symbolic.reach import extension
from filspec.symbolic.reach.search import NotReached
from filspec.symbolic.results import Failure, Result

LAWS_OF_STATES = ("supply_is_conserved", "no_balance_is_negative", "escrow_is_backed", "power_adds_up")


def failure(law: str, confirmed: bool = False) -> Failure:
    story = ("before  nothing", "law     broken") if confirmed else ()
    why_not = "" if confirmed else "nothing was run"
    return Failure(law=law, place="at the end", word="failed", confirmed=confirmed, story=story, why_not=why_not)


def result(*failures: Failure) -> Result:
    return Result(
        message="add_balance", paths={"accepted": 1}, verdicts={}, failures=failures, unwitnessed=(), seconds=0.0,
        resources=0, questions=0,
    )  # fmt: skip


def proofs(*results: Result, entries: Sequence[Entry] = ()) -> Proofs:
    of_messages = {one.message: [one] for one in results if not one.loop}
    return Proofs(of_messages, [one for one in results if one.loop], [], 0, 0, list(entries))


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The goals that are looked for; none is found."""
    goals: list[str] = []

    def nothing_found(_last, goal, progress):  # type: ignore[no-untyped-def]
        goals.append(goal.sentence)
        progress(2)
        return NotReached(exhausted=True, furthest=2)

    monkeypatch.setattr(extension, "reachable", nothing_found)
    return goals


def test_a_story_is_looked_for_once_for_each_law_confirmed_ones_first(searched: list[str]) -> None:
    # Given more failures than are searched, two of them of one law
    [first, *others] = LAWS_OF_STATES
    failures = told(
        proofs(result(failure(first), failure(first), *map(failure, others[:-1]), failure(others[-1], True))),
        False,
        True,
    )
    # Then some are looked for, and the one that was seen happening first
    assert len(searched) == MOST_SEARCHES and others[-1] in searched[0]
    assert [bool(one.words) for one in failures] == [True, True, True, False]
    assert failures[0].words.endswith("strengthen the law, or accept the stronger rule")


def test_a_law_that_fails_in_two_places_is_told_once_with_both(capsys: pytest.CaptureFixture[str]) -> None:
    # Given a law of refusals that fails at both of its ends, under two seeds, once with a run that shows it
    law, place = "depledge/PLEDGE_TOO_SMALL", "refused for PLEDGE_TOO_SMALL"
    both = result(failure(law), failure(law, True).but(place=place))
    found = proofs(both, both.but(seed=1))._replace(results={"add_balance": [both, both.but(seed=1)]})
    # When failures are told, then it is one, and the run comes first
    [one] = told(found, True, True)
    assert (one.failure.confirmed, one.failure.place, one.also) == (True, place, ("at the end",))
    told_so = failure_object(one)
    assert told_so["places"] == [place, "at the end"]
    assert told_so["sentence"] == (
        f"the message add_balance breaks {law} (failed, {place}, and at the end; confirmed by a run of the model)"
    )
    print_failures([one], {})
    assert f"{law} failed, {place}, and at the end; confirmed" in capsys.readouterr().out


def test_nothing_is_looked_for_if_that_is_not_wanted(searched: list[str]) -> None:
    assert told(proofs(result(failure(LAWS_OF_STATES[0]))), True, True) == [
        Told("add_balance", failure(LAWS_OF_STATES[0]), subject="add_balance")
    ]
    assert searched == []


def test_a_law_that_no_run_can_show_broken_is_said_to_be_one() -> None:
    assert catalogue()
    visit = next(law.name for law in LAWS.values() if law.quantifier.name == "VISIT")
    [one] = told(proofs(result(failure(visit))), False, True)
    assert one.found is None
    assert one.words.startswith(f"no story from genesis was looked for: the law {visit} speaks of the rows of one loop")


def test_a_search_without_an_end_is_no_proof_of_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extension, "reachable", lambda *_, **__: NotReached(exhausted=False, furthest=1))
    [one] = told(proofs(result(failure("escrow_is_backed"))), False, True)
    assert one.words.startswith("not reached from genesis within the budget of the search")


def test_failure_is_printed_with_law_story_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    confirmed = Told("add_balance", failure("escrow_is_backed", True), None, "said so")
    print_failures([confirmed, Told("add_balance", failure("power_adds_up"))], {law.name: law for law in catalogue()})
    assert capsys.readouterr().out.splitlines() == [
        "",
        "add_balance: escrow_is_backed failed, at the end; confirmed by a run of the model",
        "  before  nothing",
        "  law     broken",
        "  said so",
        "",
        "add_balance: power_adds_up failed, at the end; not confirmed by a run of the model",
        f"  law     {LAWS['power_adds_up'].sentence}",
        "  no counterexample: nothing was run",
    ]


def test_of_a_step_only_what_no_loop_makes_good_is_told(searched: list[str]) -> None:
    # Given a step with two open laws, of which the ledger leaves one to its loops
    [good, bad, *_] = LAWS_OF_STATES
    step = result(failure(good), failure(bad, True)).but(message="a_step", loop="a_step of a list")
    plain = Entry(subject=step.loop, claim=good, role="step", seed=0, word="left to its loops", loops=("send",))
    # When failures are told
    [one] = told(proofs(step, entries=[plain, plain.but(claim=bad, word="failed", loops=())]), False, True)
    # Then the other is one, and no story is looked for, as nobody sends a step
    assert (one.message, one.failure.law, one.found, searched) == ("a_step", bad, None, [])


def test_program_gets_the_search_too(searched: list[str]) -> None:
    [one] = told(proofs(result(failure("escrow_is_backed"))), False, True)
    found = failure_object(one)
    assert (found["message"], found["law"], found["words"]) == ("add_balance", "escrow_is_backed", one.words)
    assert found["search"] == {"reached": False, "words": one.words, "steps": [], "broken": ""}
    assert failure_object(Told("add_balance", failure("escrow_is_backed")))["search"] is None
    assert proof_failures.MOST_SEARCHES == 3
