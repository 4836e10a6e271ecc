"""Calling the command as a person would."""

import json
from collections.abc import Callable
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
