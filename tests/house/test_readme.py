"""The README's promises: its commands are those that are tested, and answer what it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIGURE = re.compile(r"\d[\d,]*\.\d+|\d{1,3}(,\d{3})+")
"""Seconds and resource units, which differ from machine to machine and from day to day."""


def _commands():
    return [line[2:] for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("$ ")]


def test_the_readme_has_one_command_to_run_and_one_to_test():
    run, test = _commands()[:2]

    assert run.startswith("python3 -m venv") and run.endswith("filspec run")
    assert test.startswith("python3 -m venv") and "pytest" in test


def test_the_checks_run_the_readmes_test_command():
    _, test = _commands()[:2]

    assert test in (ROOT / ".ci" / "run").read_text().splitlines()


def _examples():
    """The examples behind the first two commands: each with what the README shows of its answer."""
    blocks = re.findall(
        r"^```console\n\$ (filspec .*)\n((?:.*\n)*?)```$", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    return [pytest.param(command, shown.splitlines(), id=command) for command, shown in blocks]


@pytest.mark.parametrize(("command", "shown"), _examples())
def test_an_example_answers_what_the_readme_shows(command, shown, tmp_path):
    # Given the command as it is installed, and no results of earlier proofs
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "FILSPEC_PROOFS": str(tmp_path), "COLUMNS": "160"}
    # When an example is typed
    call = ["bash", "-o", "pipefail", "-c", command]
    answer = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    # Then all is well, and the lines that are shown are those of the answer, up to figures of the machine
    assert answer.returncode == 0, answer.stderr
    assert not shown or [_plain(line) for line in shown] == [_plain(line) for line in answer.stdout.splitlines()]


def _plain(line):
    return " ".join(FIGURE.sub("#", line).split())


def test_there_is_an_example_of_each_verb_of_proofs():
    verbs = {example.values[0].split()[1] for example in _examples()}

    assert verbs == {"prove", "reach", "mutate"}
