"""Tests as finders of defects: those that mirror what was changed, or that assert the reason of a deleted guard.

Only tests of the models are asked: those of the prover and its like plant defects of their own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from subprocess import run
from threading import Lock

import msgspec

from filspec.mutants.mutant import ACTORS, Mutant, path_of
from filspec.mutants.objection import Objection
from filspec.mutants.overlay import command, environment
from filspec.mutants.testing import Failed
from filspec.symbolic.definitions import Place, definitions_of

Reading = tuple[frozenset[str], frozenset[Place]]


class NamedTests:
    """Objects to mutants by failing tests.

    Args:
        folder: the tests; an installed package has none, and then nothing is objected to.
    """

    name = "tests"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or folder_of_tests()
        self._passing: dict[str, bool] = {}
        self._lock = Lock()

    def concerns(self, mutant: Mutant) -> bool:
        """Whether there are tests for it."""
        return bool(self.tests_for(mutant))

    def tests_for(self, mutant: Mutant) -> tuple[tuple[str, ...], ...]:
        """File by file the tests of a guard's reason, its own module's first; or else the tests of what was changed."""
        mirrored = [mirror_of(self._folder, module) for module in mutant.modules]
        if not mutant.reason:
            return tuple((str(file),) for file in mirrored if file.is_file())
        models = self._folder / "models"
        files = sorted(models.rglob("test_*.py"), key=lambda file: (file not in mirrored, str(file)))
        named = [tuple(f"{file}::{test}" for test in those_naming(file, mutant.reason)) for file in files]
        return tuple(tests for tests in named if tests)

    def objection(self, mutant: Mutant, folder: Path) -> Objection | None:
        """The first test that fails on the mutant and passes on the unmutated source."""
        for tests in self.tests_for(mutant):
            failed = self._first_failure(folder, tests)
            if failed and self._passes_unmutated(failed):
                return Objection(by=failed, word="test fails")
        return None

    def stop(self) -> None:
        """Tests take seconds: they run to their end."""

    def _passes_unmutated(self, test: str) -> bool:
        with self._lock:
            if test not in self._passing:
                self._passing[test] = not self._first_failure(None, (test,))
            return self._passing[test]

    def _first_failure(self, folder: Path | None, tests: tuple[str, ...]) -> str:
        finished = run(  # noqa: S603 (our own interpreter, our own module)
            command(folder, "filspec.mutants.testing", *tests),
            capture_output=True,
            text=True,
            env=environment(),
            cwd=self._folder.parent,
            check=True,
        )
        return msgspec.json.decode(finished.stdout, type=Failed).test


def folder_of_tests() -> Path:
    """Where a checkout keeps its tests: beside ``models``."""
    return path_of(ACTORS).parents[3] / "tests"


def mirror_of(folder: Path, module: str) -> Path:
    """The file of tests that mirrors a module of the models."""
    _, *packages, name = module.split(".")
    return folder.joinpath("models", *packages, f"test_{name}.py")


@cache
def those_naming(file: Path, reason: str) -> tuple[str, ...]:
    """The tests of a file that name a reason, directly or through what else the file defines."""
    text = file.read_text(encoding="utf-8")
    if f"Reason.{reason}" not in text:
        return ()
    found = definitions_of(file.stem, text)
    naming = {Place(file.stem, name) for name in _definitions_naming(text, reason)}
    grown = True
    while grown:
        users = {Place(file.stem, name) for name, one in found.items() if one.uses & naming} - naming
        naming, grown = naming | users, bool(users)
    return tuple(name for name in found if Place(file.stem, name) in naming and name.startswith("test_"))


def _definitions_naming(text: str, reason: str) -> Iterator[str]:
    for statement in ast.parse(text).body:
        named = any(_is_reason(node, reason) for node in ast.walk(statement))
        if named and isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement.name
        elif named and isinstance(statement, ast.Assign):
            yield from (target.id for target in statement.targets if isinstance(target, ast.Name))


def _is_reason(node: ast.AST, reason: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == reason and ast.unparse(node.value) == "Reason"
