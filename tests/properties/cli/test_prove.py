"""`filspec prove`: what it says, what it stores, and what it refuses."""

import json
from pathlib import Path

import pytest

from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.prove import prove
from filspec.symbolic import catalogue_proof
from filspec.symbolic.cache import FOLDER


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results that nobody else uses."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def test_message_is_proved_and_remembered(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a message that was proved once
    first = prove(message=("recompute_miner_power",), json=True)
    told = json.loads(capsys.readouterr().out)
    # When it is proved again, and nothing has changed
    monkeypatch.setattr(catalogue_proof, "prove_message", lambda *_: pytest.fail("proved twice"))
    again = prove(message=("recompute_miner_power",), json=True)
    # Then the same is told without a proof
    assert first == again == GOOD
    assert json.loads(capsys.readouterr().out) == told
    [result] = told["results"]
    assert told["good"] and set(result["verdicts"].values()) == {"proved"} and len(result["verdicts"]) > 80


def test_laws_are_chosen_by_name_or_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert prove(message=("recompute_miner_power",), law=("M3", "supply_is_conserved"), json=True) == GOOD
    [result] = json.loads(capsys.readouterr().out)["results"]
    assert set(result["verdicts"]) == {"supply_is_conserved", "power_adds_up"}


def test_failure_is_a_finding(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a proof that fails
    result = catalogue_proof.prove_message("recompute_miner_power").but(unwitnessed=("at the end",))
    monkeypatch.setattr(catalogue_proof, "prove_message", lambda *_: result)
    # When it is told
    code = prove(message=("recompute_miner_power",))
    # Then it is a finding, and says what is missing
    assert code == FINDING
    assert "no run of the model was found that is accepted at the end: vacuous?" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"message": ("sende",)}, "there is no message 'sende'; near to it: send"),
        ({"law": ("supply_is_conservd",)}, "there is no law 'supply_is_conservd'; near to it: supply_is_conserved"),
        ({"jobs": 0}, "--jobs 0 is out of range: give a number from 1 to 64"),
        ({"seeds": 101}, "--seeds 101 is out of range: give a number from 1 to 100"),
    ],
)
def test_bad_input_is_refused(arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        prove(**arguments)  # type: ignore[arg-type]
