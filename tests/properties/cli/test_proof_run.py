"""Proofs are made once, kept at once, and not begun where an actor cannot be proved."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from filspec.cli import proof_run
from filspec.cli.errors import BadInput
from filspec.cli.proof_run import Proofs, Task, prove_all
from filspec.kit import linter
from filspec.kit.constructs import Finding
from filspec.symbolic import cache, catalogue_proof
from filspec.symbolic.cache import FOLDER, Results, key_in_doubt
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.samples import Samples
from filspec.symbolic.values import OutsideTheSubset

MESSAGES = [Task("change_worker"), Task("recompute_miner_power")]
LEMMA = Task("a_child_is_no_lighter", is_lemma=True)


class Noting:
    """A watcher that notes what it is told."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[tuple[str, bool]] = []

    def begins(self, task: Task) -> None:
        self.begun.append(task.name)

    def ends(self, task: Task, result: object, stored: bool) -> None:
        self.ended.append((task.name, stored))


def proved(tasks: list[Task], jobs: int = 1, no_cache: bool = False) -> tuple[Proofs, Noting]:
    watcher = Noting()
    return prove_all(tasks, jobs, no_cache, watcher), watcher


@pytest.fixture(autouse=True)
def folder(proofs_of_a_few: Path) -> Path:
    """A folder in which some messages are proved already."""
    return proofs_of_a_few


def test_what_is_stored_is_not_proved_again(folder: Path) -> None:
    proofs, watcher = proved([*MESSAGES, LEMMA])
    assert watcher.begun == [LEMMA.name]
    assert watcher.ended == [("change_worker", True), ("recompute_miner_power", True), (LEMMA.name, False)]
    assert (proofs.fresh, proofs.damaged, list(proofs.results)) == (1, 0, [task.name for task in MESSAGES])
    assert [lemma.word for lemma in proofs.lemmas] == ["proved"]
    # And the lemma is stored by now
    assert proved([LEMMA])[0].fresh == 0


def test_without_the_cache_all_is_proved_again_and_stored_for_later(folder: Path) -> None:
    # Given a stored result that is not the one of today
    key = proof_run._key_of(MESSAGES[0])
    stored = Results(folder).get(key)
    assert stored is not None
    Results(folder).put(key, stored.but(seconds=123.0))
    # When it is proved without looking there
    proofs, watcher = proved([MESSAGES[0]], no_cache=True)
    # Then it was made anew, and put in place of the other
    assert (watcher.begun, proofs.fresh) == ([MESSAGES[0].name], 1)
    kept = Results(folder).get(key)
    assert kept == proofs.results["change_worker"][0] and kept.verdicts == stored.verdicts and kept.seconds < 100


def test_damaged_result_is_proved_again_and_counted(folder: Path) -> None:
    file = folder / f"{proof_run._key_of(MESSAGES[0])}.json"
    file.write_bytes(file.read_bytes().replace(b"proved", b"proven"))
    proofs, _ = proved([MESSAGES[0]])
    assert (proofs.fresh, proofs.damaged) == (1, 1)
    assert proved([MESSAGES[0]])[0].damaged == 0


def test_processes_prove_the_same(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given results made one by one, and another folder
    one_by_one, _ = proved(MESSAGES)
    monkeypatch.setenv(FOLDER, str(tmp_path / "elsewhere"))
    # When two processes make them
    at_once, watcher = proved(MESSAGES, jobs=2)
    # Then they say the same
    assert sorted(watcher.ended) == [("change_worker", False), ("recompute_miner_power", False)]
    for name, [result] in one_by_one.results.items():
        [other] = at_once.results[name]
        assert other.but(seconds=0.0) == result.but(seconds=0.0)


def test_source_edited_before_a_process_read_it_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given two messages to be proved, of a source that is no longer the one the processes will read
    monkeypatch.setattr(proof_run, "_key_of", lambda task: f"of yesterday {task.name}")
    # When they are proved, then nothing is told of a source that is neither
    with pytest.raises(BadInput, match=r"the source was edited before \w+ was proved: start again"):
        proved(MESSAGES, jobs=2)


def test_what_no_run_witnesses_is_kept_as_long_as_stories_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = proof_run._key_of(Task("send"))
    made = Results(folder).get(proof_run._key_of(MESSAGES[0]))
    assert made is not None
    vacuous = made.but(message="send", unwitnessed=("send",))
    monkeypatch.setattr(catalogue_proof, "prove_message", lambda *_: vacuous)
    assert proved([Task("send")])[0].results == {"send": [vacuous]}
    assert Results(folder).get(key) is None
    assert Results(folder).get(key_in_doubt(key)) == vacuous


def test_witness_that_no_story_gives_any_more_is_looked_for_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a stored result that a story witnesses, and other actors, with which a story still reaches its message
    monkeypatch.setattr(cache, "_all_actors", lambda: "other actors")
    assert proved([MESSAGES[0]])[0].fresh == 0
    # When there are others again, with which no story comes there, then it is proved again
    monkeypatch.setattr(cache, "_all_actors", lambda: "still other actors")
    monkeypatch.setattr(catalogue_proof, "gallery", lambda: Samples(()))
    assert proved([MESSAGES[0]])[0].fresh == 1


def test_what_cannot_be_stored_is_told_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a folder that cannot be made, because a file is in its place
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv(FOLDER, str(tmp_path / "taken" / "proofs"))
    # When a message with a step is proved, by this process or by others
    for jobs, tasks in ((1, [Task("update_channel_state")]), (2, [Task("update_channel_state"), LEMMA])):
        proofs, _ = proved(tasks, jobs=jobs)
        # Then nothing is missing, and it is said that nothing was stored
        assert [step.message for step in proofs.steps] == ["merge_lane"]
        assert {entry.word for entry in proofs.entries} == {"proved"}
        assert proofs.unwritten > 0


def test_steps_of_the_messages_come_along(folder: Path) -> None:
    proofs, _ = proved([Task("update_channel_state"), Task("update_channel_state", seed=1)])
    assert [(step.message, step.seed) for step in proofs.steps] == [("merge_lane", 0), ("merge_lane", 1)]
    assert [result.seed for result in proofs.results["update_channel_state"]] == [0, 1]


def test_an_actor_that_cannot_be_linted_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_module: str) -> None:
        findings = [Finding("balances.py", line, "withdraw_balance", "f-string", "build no text") for line in (7, 9)]
        raise linter.LintError(findings)

    monkeypatch.setattr(linter, "require_linted", refuse)
    sentence = r"balances\.py:7: withdraw_balance: f-string; build no text \(and 1 more places\)"
    with pytest.raises(BadInput, match=sentence):
        proved(MESSAGES)


def test_what_only_a_proof_sees_is_bad_input_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OutsideTheSubset("a float is no number here")

    monkeypatch.setattr(catalogue_proof, "prove_message", refuse)
    with pytest.raises(BadInput, match="where only a proof sees it: a float is no number here"):
        proved([Task("send")])


def test_interrupted_run_keeps_what_it_has(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a lemma, and then a message at which somebody presses Ctrl-C
    def press(*_: object) -> LemmaResult:
        raise KeyboardInterrupt

    monkeypatch.setattr(catalogue_proof, "prove_message", press)
    # When they are proved
    sentence = "interrupted; 1 of 2 proofs are kept, and the next run goes on from there"
    with pytest.raises(KeyboardInterrupt, match=sentence):
        proved([LEMMA, Task("send")])
    # Then the lemma need not be proved again
    assert proved([LEMMA])[0].fresh == 0


CALL = """
import signal; signal.signal(signal.SIGINT, signal.default_int_handler)
from filspec.cli.main import main; main()
"""


def test_ctrl_c_in_the_middle_of_a_proof_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a proof of many seconds, after one that was made at once
    monkeypatch.setenv(FOLDER, str(tmp_path / "new"))
    call = [sys.executable, "-c", CALL, "prove", "--message", "change_worker", "--message", "commit_sector"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline().startswith("1 of 2: change_worker")
        # When somebody presses Ctrl-C
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    # Then nothing is said of what was not finished, and what was is kept
    assert (running.returncode, out) == (130, "")
    assert err == "interrupted; 1 of 2 proofs are kept, and the next run goes on from there\n"
    stored = Results(tmp_path / "new")
    assert stored.get(proof_run._key_of(Task("change_worker"))) is not None
    assert stored.get(proof_run._key_of(Task("commit_sector"))) is None
