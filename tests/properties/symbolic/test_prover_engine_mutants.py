"""The prover with a defect planted in it: the traps notice each, by a false proof or by one that is lost.

A defect is a patch of the prover's text; where that text is no longer found exactly once, the patch is stale.
"""

import importlib
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
PACKAGE = Path(importlib.import_module("filspec.symbolic").__file__ or "").parent


class Edit(NamedTuple):
    """One replacement in a file of the prover."""

    file: str
    old: str
    new: str


class EngineMutant(NamedTuple):
    """A defect, and the traps that notice it."""

    traps: tuple[str, ...]
    edits: tuple[Edit, ...]


ENGINE_MUTANTS = {
    name: EngineMutant(traps, tuple(Edit(*edit) for edit in edits))
    for file in sorted((HERE / "engine_mutants").glob("*.py"))
    for name, (traps, edits) in runpy.run_path(str(file))["MUTANTS"].items()
}
QUICK = (
    "the quotient is Z3's",
    "what was stored last is read at any key",
    "require forgets its condition",
    "a row may be counted twice",
    "visits are known in a turn",
)
"""Those that are planted in every run of the tests."""

NOTICED = re.compile(r"^FAILED .* - (AssertionError|assert |Failed: DID NOT RAISE|filspec\.symbolic\.)", re.MULTILINE)
"""A trap fails because of what was proved, or not; that the prover does not run at all proves nothing about traps."""


def planted(mutant: EngineMutant, folder: Path) -> Path:
    """A folder that holds a prover with this defect, to stand first on the path."""
    copy = folder / "filspec" / "symbolic"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for edit in mutant.edits:
        file = copy / f"{edit.file}.py"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
    return folder


def run(traps: tuple[str, ...], first_on_the_path: Path) -> subprocess.CompletedProcess[str]:
    """Set traps for a prover, in a process of its own."""
    path = os.pathsep.join([str(first_on_the_path), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "pytest", "-q", "-rf", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return subprocess.run(
        [*command, *(str(HERE / trap) for trap in traps)],
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "400"},
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in ENGINE_MUTANTS]
)
def test_defect_of_the_prover_is_noticed(name: str, tmp_path: Path) -> None:
    # Given a prover with a defect
    mutant = ENGINE_MUTANTS[name]
    folder = planted(mutant, tmp_path)
    # When traps are set for it
    ran = run(mutant.traps, folder)
    # Then each of them notices
    assert ran.returncode == 1, f"the traps say {ran.returncode} (0: all passed, 4: no such trap)\n{ran.stdout[-3000:]}"
    assert len(NOTICED.findall(ran.stdout)) == len(mutant.traps), ran.stdout[-3000:]


@pytest.mark.parametrize("name", ENGINE_MUTANTS)
def test_patch_fits_the_prover_of_today(name: str) -> None:
    for edit in ENGINE_MUTANTS[name].edits:
        found = (PACKAGE / f"{edit.file}.py").read_text(encoding="utf-8").count(edit.old)
        assert found == 1, f"the patch of {edit.file}.py is stale, it fits {found} times:\n{edit.old}"


@pytest.mark.slow
def test_traps_are_silent_for_the_prover_as_it_is(tmp_path: Path) -> None:
    traps = tuple(dict.fromkeys(trap for mutant in ENGINE_MUTANTS.values() for trap in mutant.traps))
    ran = run(traps, tmp_path)
    assert ran.returncode == 0, ran.stdout[-3000:]


def test_enough_defects_are_known_and_each_has_a_trap() -> None:
    assert len(ENGINE_MUTANTS) >= 40
    assert set(QUICK) <= set(ENGINE_MUTANTS)
    assert all(mutant.traps and mutant.edits for mutant in ENGINE_MUTANTS.values())
