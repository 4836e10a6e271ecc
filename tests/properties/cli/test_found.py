"""What a search came to, as a table and as an object."""

import json
from typing import Any

import pytest

from filspec.actors.reasons import Reason
from filspec.actors.storage_market import balances
from filspec.cli.found import print_found
from filspec.kit import linter
from filspec.symbolic.reach.first_world import CLIENT
from filspec.symbolic.reach.goals import breaks, crashes, refused
from filspec.symbolic.reach.search import NotReached, reach
from filspec.symbolic.reach.steps import call, tick

JOIN = [call("add_balance", caller=CLIENT), call("register_participant", caller=101)]


def test_refusal_and_time_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    # Given a story that waits twice, and is refused in the end
    steps = [tick(2), call("create_storage_miner", caller=101), tick(1), call("withdraw_balance", caller=CLIENT)]
    # When it is printed
    print_found(reach(steps, refused(Reason.NOT_REGISTERED)), "said", json=False)
    # Then each wait is one line, and the receipts say what became of each message
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[3] for line in lines[1:5]] == [
        "end_of_epoch", "create_storage_miner", "end_of_epoch", "withdraw_balance",
    ]  # fmt: skip
    assert "× 2" in lines[1] and "×" not in lines[3]
    assert "accepted: 104" in lines[2] and "refused: NOT_REGISTERED" in lines[4] and lines[5] == "said"


def test_broken_law_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a withdrawal that looks at nothing
    linter.require_linted(balances.__name__)
    monkeypatch.setattr(balances, "require", lambda *_: None)
    found = reach([*JOIN, call("withdraw_balance", caller=CLIENT)], breaks("escrow_is_not_negative"))
    # Then the law's sentence and the message that broke it stand below the story
    print_found(found, "said", json=False)
    out = capsys.readouterr().out
    assert "D2 escrow_is_not_negative: No escrow balance is negative." in out and "broken by withdraw_balance" in out
    # And in the object
    print_found(found, "said", json=True)
    assert "escrow_is_not_negative" in json.loads(capsys.readouterr().out)["broken"]


def test_crash_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def crashing(w: Any, *_: object) -> None:
        raise AssertionError("lost")

    linter.require_linted(balances.__name__)
    monkeypatch.setattr(balances, "transfer", crashing)
    print_found(reach([call("add_balance", caller=CLIENT)], crashes()), "said", json=False)

    out = capsys.readouterr().out
    assert "crashed" in out and "AssertionError('lost')" in out


def test_nothing_found_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    print_found(NotReached(True, 3), "nothing there", json=False)
    assert capsys.readouterr().out == "nothing there\n"
    print_found(NotReached(True, 3), "nothing there", json=True)
    assert json.loads(capsys.readouterr().out) == {
        "reached": False,
        "words": "nothing there",
        "steps": [],
        "broken": "",
    }
