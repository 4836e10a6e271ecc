"""`filspec mutate`: what it plants, what it says, and what it refuses."""

import json
from pathlib import Path

import pytest

from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.mutate import mutate
from filspec.mutants import redundant
from filspec.mutants.mutant import Mutant
from filspec.mutants.named_tests import NamedTests
from filspec.mutants.objection import Objection
from filspec.mutants.prover_engine import ProverEngine
from filspec.symbolic.cache import FOLDER

BREACH = Objection(by="supply_is_conserved", ids=("T1",), message="send", place="at the end", word="confirmed")
GUARD = "transfer/NEGATIVE_AMOUNT"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results that nobody else uses."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


@pytest.fixture
def prover_says(monkeypatch: pytest.MonkeyPatch):
    """Let the prover have this against every mutant."""

    def say(objection: Objection | None) -> None:
        monkeypatch.setattr(ProverEngine, "objection", lambda *_: objection)

    return say


def test_a_defect_is_killed_by_its_law(capsys: pytest.CaptureFixture[str]) -> None:
    # When a defect of the withdrawal is planted for real
    code = mutate(prover=True, only="X07", json=True)
    told = json.loads(capsys.readouterr().out)
    # Then the prover finds it
    assert code == GOOD
    assert (told["good"], told["killed"], told["mutants"], told["complaints"]) == (True, 1, 1, [])
    [verdict] = told["verdicts"]
    assert (verdict["mutant"], verdict["engine"]) == ("X07", "prover")
    assert verdict["objection"]["message"] == "withdraw_balance"
    assert verdict["objection"]["word"] == "confirmed"


def test_the_table_says_by_which_law(prover_says, capsys: pytest.CaptureFixture[str]) -> None:
    prover_says(BREACH)
    assert mutate(only="X66,X68", jobs=2) == GOOD
    out = capsys.readouterr().out
    assert [line.split()[:4] for line in out.splitlines()[1:3]] == [
        ["X66", "supply_is_conserved", "(T1)", "send"],
        ["X68", "supply_is_conserved", "(T1)", "send"],
    ]
    assert out.endswith("killed 2 of 2: 2 by the prover\n")


def test_a_survivor_is_a_finding(prover_says, capsys: pytest.CaptureFixture[str]) -> None:
    prover_says(None)
    assert mutate(prover=True, only="X66") == FINDING
    out = capsys.readouterr().out
    assert "killed 0 of 1" in out
    assert "X66 survives, the prover being asked: a voucher with the nonce of its lane is accepted again" in out


def test_a_redundant_guard_may_survive_and_only_then(
    prover_says, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a guard that is listed as redundant
    monkeypatch.setattr(redundant, "REDUNDANT_GUARDS", {GUARD: "another guard says the same"})
    # When nobody objects to its deletion, then all is well
    prover_says(None)
    assert mutate(prover=True, guards=True, only=GUARD) == GOOD
    assert "redundant: another guard says the same" in capsys.readouterr().out
    # When somebody does, then the list is wrong
    prover_says(BREACH)
    assert mutate(prover=True, guards=True, only=GUARD) == FINDING
    expected = f"{GUARD} is listed as redundant, but supply_is_conserved objects: take it off the list"
    assert expected in capsys.readouterr().out


@pytest.mark.parametrize(("guards", "asked"), [(True, ("tests", "prover")), (False, ("prover", "tests"))])
def test_tests_are_asked_first_about_guards_and_the_prover_about_defects(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], guards: bool, asked: tuple[str, ...]
) -> None:
    # Given that nobody objects
    for engine in (ProverEngine, NamedTests):
        monkeypatch.setattr(engine, "objection", lambda *_: None)
    # When a guard or a defect is planted
    assert mutate(guards=guards, only=GUARD if guards else "X66", json=True) == FINDING
    # Then both were asked, who is quicker first
    [verdict] = json.loads(capsys.readouterr().out)["verdicts"]
    assert tuple(verdict["asked"]) == asked


def test_the_prover_is_not_asked_about_the_chain(prover_says, capsys: pytest.CaptureFixture[str]) -> None:
    prover_says(BREACH)
    assert mutate(prover=True, json=True) == GOOD
    names = {verdict["mutant"] for verdict in json.loads(capsys.readouterr().out)["verdicts"]}
    assert "X24" in names and "X25" not in names


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"only": "X666"}, "there is no mutant 'X666'; near to it: X66"),
        ({"only": "X66, y"}, "there is no mutant 'y'; known: X01, X02, "),
        ({"only": "X29"}, "there is no mutant 'X29'; that defect has no counterpart: sectors are never upgraded"),
        ({"only": "transfer/NEGATIVE", "guards": True}, "near to it: transfer/NEGATIVE_AMOUNT"),
        ({"jobs": 0}, "--jobs 0 is out of range: give a number from 1 to 64"),
        ({"operators": True, "guards": True}, "--operators plants mistakes of its own: leave out --guards and --only"),
        ({"operators": True, "only": "X01"}, "--operators plants mistakes of its own: leave out --guards and --only"),
        ({"operators": True, "sample": -1}, "--sample -1 is out of range"),
        ({"file": "ledger"}, "--file, --sample, --seed, --both and --record are of small mistakes: give --operators"),
        ({"record": True}, "--file, --sample, --seed, --both and --record are of small mistakes: give --operators"),
        (
            {"operators": True, "prover": True, "both": True},
            "--prover asks no tests: leave it out, or leave out --both",
        ),
        ({"operators": True, "record": True, "file": "ledger"}, "--record writes down all files: leave out --file"),
    ],
)
def test_bad_input_is_refused(arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        mutate(**arguments)  # type: ignore[arg-type]


def test_a_stale_patch_is_a_finding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    # Given a patch of a text that is no longer there
    from filspec.mutants import catalogue

    known = catalogue.mutants()["X66"]
    stale: Mutant = known.but(edits=(known.edits[0].but(old="nobody wrote this"),))
    monkeypatch.setattr(catalogue, "mutants", lambda: {"X66": stale})
    # When it is to be planted, then that is said
    assert mutate(prover=True, only="X66") == FINDING
    assert "X66 could not be judged: the patch of X66 is stale" in capsys.readouterr().out
