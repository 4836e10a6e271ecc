"""Campaigns: counted, the same over any number of processes; today's prover claims nothing that a run breaks."""

import pytest

from filspec.fuzz import campaign as campaigns
from filspec.fuzz.campaign import Count, campaign
from filspec.fuzz.case import Case
from filspec.fuzz.proving import Word
from filspec.fuzz.runs import Broken

FINE = Case("1.0", Word.PROVED, 3, 24, None, "")
RARE = Case("1.1", Word.PROVED, 2, 19, None, "")
WRONG = Case("1.2", Word.PROVED, 2, 5, Broken("law0", "", "", "accepted"), "")
REFUSED = Case("1.3", Word.REFUSED, 0, 0, None, "isinstance")


def test_cases_are_counted() -> None:
    count = Count()
    for case in (FINE, RARE, WRONG, REFUSED):
        count = count.plus(case)
    assert (count.cases, count.counted, count.accepted, count.claims, count.found) == (4, 1, 48, 7, (WRONG,))
    assert str(count) == (
        "4 cases: 3 proved, 0 open, 1 refused, 0 stopped; 7 claims; 1 cases count, 48 accepted runs; 1 broken"
    )


def pretend(seed: str) -> Case:
    if seed == "x.13":
        raise SystemExit(1)
    return Case(seed, Word.OPEN, 0, 0, None, "")


@pytest.mark.parametrize("jobs", [1, 3])
def test_each_case_is_tried_once(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "case_of", pretend)
    found = list(campaign("y", 25, jobs, 20))
    assert sorted(case.seed for case in found) == sorted(f"y.{number}" for number in range(20, 45))
    assert {case.word for case in found} == {Word.OPEN}


def test_group_whose_process_breaks_down_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "case_of", pretend)
    found = {case.seed: case.word for case in campaign("x", 30, 2)}
    assert {seed for seed, word in found.items() if word is Word.STOPPED} == {f"x.{number}" for number in range(10, 20)}


@pytest.mark.slow
def test_number_of_processes_decides_nothing() -> None:
    assert sorted(map(repr, campaign("jobs", 20, 1))) == sorted(map(repr, campaign("jobs", 20, 2)))


@pytest.mark.slow
def test_no_run_breaks_what_is_proved() -> None:
    count = Count()
    for case in campaign("suite", 400, 2):
        count = count.plus(case)
    assert [(case.seed, case.broken) for case in count.found] == []
    assert count.counted > 100, str(count)
