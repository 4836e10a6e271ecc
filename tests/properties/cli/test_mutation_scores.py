"""`filspec mutate --operators`: scores by file, survivors one by one."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.mutation_scores import Campaign, mutate_by_operators
from filspec.mutants.operators import record
from filspec.mutants.operators.judgement import Judgement
from filspec.mutants.operators.mutation import Mutation
from filspec.symbolic.cache import FOLDER

FILE = "storage_miner/worker"


class Engine:
    """Notices each mutation but those of one operator."""

    def __init__(self, name: str, blind: str = "") -> None:
        self.name, self._blind = name, blind

    def prepare(self, chosen: Sequence[Mutation], jobs: int) -> None:
        pass

    def key(self, mutation: Mutation) -> str:
        return f"{self.name} {mutation.name.replace('/', ' ')}"

    def judgement(self, mutation: Mutation) -> Judgement:
        word = "survives" if mutation.operator == self._blind else "killed"
        return Judgement(mutant=mutation.name, engine=self.name, word=word, by="a claim")

    def stop(self) -> None:
        pass


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of results that nobody else uses."""
    monkeypatch.setenv(FOLDER, str(tmp_path))


def test_a_score_for_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        mutate_by_operators([Engine("tests"), Engine("prover")], Campaign(FILE, 5, both=True, jobs=2, json=True))
        == GOOD
    )
    said = json.loads(capsys.readouterr().out)
    assert [score["file"] for score in said["scores"]] == ["storage_miner/worker.py", "all"]
    assert said["scores"][0]["judged"] == 5 and said["scores"][0]["killed"] == {"tests": 5, "prover": 5}
    assert (said["good"], said["complaints"], len(said["mutants"])) == (True, [], 5)
    assert said["mutants"][0]["place"].startswith("storage_miner/worker.py:")


def test_a_survivor_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate_by_operators([Engine("prover", "write_dropped")], Campaign(FILE)) == FINDING
    out = capsys.readouterr().out
    assert "storage_miner.worker/change_worker/write_dropped/1 survives (storage_miner/worker.py:20): " in out
    assert "-> (nothing)" in out


def test_the_second_engine_is_asked_about_what_the_first_does_not_notice(capsys: pytest.CaptureFixture[str]) -> None:
    engines = [Engine("prover", "write_dropped"), Engine("tests")]
    assert mutate_by_operators(engines, Campaign(FILE, json=True)) == GOOD
    said = json.loads(capsys.readouterr().out)
    score = said["scores"][0]
    judged = score["judged"]
    dropped = sum("/write_dropped/" in one["mutant"] for one in said["mutants"])
    assert (score["asked"], score["noticed"]) == ({"prover": judged, "tests": dropped}, judged)
    assert 0 < dropped < judged


def test_a_record_says_what_no_proof_notices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And it is the same, whatever was kept from an earlier campaign."""
    written = []
    monkeypatch.setattr(record, "write", written.append)
    engines = [Engine("prover", "write_dropped"), Engine("tests")]
    for _ in range(2):
        assert mutate_by_operators(engines, Campaign(FILE, record=True, json=True)) == GOOD
    assert written[0] == written[1]
    assert [(one.mutant, one.word, one.test) for one in written[0].unnoticed] == [
        ("storage_miner.worker/change_worker/write_dropped/1", "survives", "a claim")
    ]


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(BadInput, match=r"no file of the actors has .nowhere. in its path; known: cron/"):
        mutate_by_operators([], Campaign("nowhere"))
