"""How proofs go on is told on standard error, and only there."""

import sys

import pytest

from filspec.cli.proof_progress import watching
from filspec.cli.proof_run import Task
from filspec.laws.catalogue import catalogue
from filspec.symbolic.results import Result

TASKS = [Task("send"), Task("change_worker"), Task("a_lemma", is_lemma=True)]
RESULT = Result(
    message="send", paths={"accepted": 1}, verdicts={"supply_is_conserved": "proved"}, failures=(), unwitnessed=(),
    seconds=1.26, resources=5, questions=1, witnessed=1,
)  # fmt: skip


def go_on(quiet: bool) -> None:
    with watching(TASKS, catalogue(), quiet) as watcher:
        watcher.ends(TASKS[0], RESULT, stored=True)
        watcher.begins(TASKS[1])
        watcher.ends(TASKS[1], RESULT, stored=False)
        watcher.ends(TASKS[2], RESULT, stored=False)


def test_elsewhere_than_on_a_terminal_each_new_proof_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    go_on(quiet=False)
    assert capsys.readouterr() == ("", "2 of 3: change_worker, 1.3 s\n3 of 3: lemma a_lemma, 1.3 s\n")


def test_a_quiet_one_is_silent_there(capsys: pytest.CaptureFixture[str]) -> None:
    go_on(quiet=True)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_a_table_fills(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    go_on(quiet=False)
    out, err = capsys.readouterr()
    assert out == ""
    assert "1 of 3 proofs; proving change_worker" in err and "supply" not in err
    assert "ledger" in err and "1.26" in err
