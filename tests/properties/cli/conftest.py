"""Calling the command as a person would."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from filspec.cli.main import main


class Answer(NamedTuple):
    """What a call of the command did."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        return found


Filspec = Callable[..., Answer]


@pytest.fixture
def filspec(capsys: pytest.CaptureFixture[str]) -> Filspec:
    """The command, called in this process."""

    def call(*arguments: str) -> Answer:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Answer(left.value.code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def _proved_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Proofs of a few messages, made once."""
    from filspec.cli.proof_run import Task, prove_all

    class Silent:
        def begins(self, task: object) -> None:
            """Say nothing."""

        def ends(self, task: object, result: object, stored: bool) -> None:
            """Say nothing."""

    place = tmp_path_factory.mktemp("proofs")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("FILSPEC_PROOFS", str(place))
        prove_all([Task("change_worker"), Task("recompute_miner_power")], 1, False, Silent())
    return place


@pytest.fixture
def proofs_of_a_few(_proved_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results that nobody else uses, in which a few messages are proved."""
    place = tmp_path / "proofs"
    shutil.copytree(_proved_once, place)
    monkeypatch.setenv("FILSPEC_PROOFS", str(place))
    return place
