"""The README's promises: its commands are those that are tested."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def _commands():
    return [line[2:] for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("$ ")]


def test_the_readme_has_one_command_to_run_and_one_to_test():
    run, test = _commands()[:2]

    assert run.startswith("python3 -m venv") and run.endswith("filspec run")
    assert test.startswith("python3 -m venv") and "pytest" in test


def test_the_checks_run_the_readmes_test_command():
    _, test = _commands()[:2]

    assert test in (ROOT / ".ci" / "run").read_text().splitlines()
