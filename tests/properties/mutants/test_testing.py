"""The process that runs tests tells of the first that fails."""

import subprocess
from pathlib import Path

import msgspec
import pytest

from filspec.mutants.overlay import command, environment
from filspec.mutants.testing import Failed


def ran(file: Path) -> Failed:
    """What the process says of a file of tests."""
    finished = subprocess.run(
        command(None, "filspec.mutants.testing", str(file)),
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
        cwd=file.parent,
    )
    return msgspec.json.decode(finished.stdout, type=Failed)


@pytest.mark.parametrize(
    ("text", "test", "count"),
    [
        ("def test_good(): assert True\n", "", 1),
        (
            "def test_good(): print('noise')\ndef test_bad(): assert False\ndef test_later(): assert False\n",
            "test_bad",
            2,
        ),
        ("import nothing_like_it\n", "test_case.py", 0),
    ],
)
def test_the_first_failure_is_told(tmp_path: Path, text: str, test: str, count: int) -> None:
    file = tmp_path / "test_case.py"
    file.write_text(text, encoding="utf-8")
    failed = ran(file)
    assert failed.test.endswith(test) and bool(failed.test) == bool(test)
    assert failed.ran == count
