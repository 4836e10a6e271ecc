"""`filspec mutate --operators`: scores by file, survivors one by one."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.mutation_scores import mutate_by_operators
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
    assert mutate_by_operators([Engine("tests"), Engine("prover")], FILE, 5, 0, 2, json=True) == GOOD
    said = json.loads(capsys.readouterr().out)
    assert [score["file"] for score in said["scores"]] == ["storage_miner/worker.py", "all"]
    assert said["scores"][0]["judged"] == 5 and said["scores"][0]["killed"] == {"tests": 5, "prover": 5}
    assert (said["good"], said["complaints"], len(said["mutants"])) == (True, [], 5)
    assert said["mutants"][0]["place"].startswith("storage_miner/worker.py:")


def test_a_survivor_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate_by_operators([Engine("prover", "write_dropped")], FILE, 0, 0, 1, json=False) == FINDING
    out = capsys.readouterr().out
    assert "storage_miner.worker/change_worker/write_dropped/1 survives (storage_miner/worker.py:20): " in out
    assert "-> (nothing)" in out


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(BadInput, match=r"no file of the actors has .nowhere. in its path; known: cron/"):
        mutate_by_operators([], "nowhere", 0, 0, 1, json=False)
