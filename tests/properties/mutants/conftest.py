"""Planting defects without the prover's stored results of anybody else."""

from pathlib import Path

import pytest

from filspec.mutants.mutant import Edit, Mutant
from filspec.symbolic.cache import FOLDER


@pytest.fixture(autouse=True)
def proofs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results that nobody else uses."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "proofs"))
    return tmp_path


def _plant(module: str, old: str, new: str, name: str = "Y01", reason: str = "") -> Mutant:
    edits = (Edit(module=f"filspec.actors.{module}", old=old, new=new),)
    return Mutant(name=name, title="a defect of a test", source="this test", breaks=(), edits=edits, reason=reason)


@pytest.fixture
def plant():
    """Make a mutant of one edit in a module of the actors."""
    return _plant
