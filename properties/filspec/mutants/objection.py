"""Objections: who finds a mutant, by what, and how much that is worth."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from filspec.kit.records import Record
from filspec.mutants.mutant import Mutant

Word = Literal[
    "confirmed",
    "failed",
    "unknown",
    "never accepted",
    "refused by the linter",
    "refused by the prover",
    "not importable",
    "test fails",
]
"""What was found, in falling order of what it is worth to a proof.

A law fails, and a run of the mutated model from a lawful world breaks it too; a law fails, and no such run was found; a
law is not proved within its budget; no run is found that is accepted; the linter, or the prover, refuses the source, or
Python does; an ordinary test fails.
"""


class Objection(Record):
    """What somebody has against a mutant, and not against the unmutated source.

    Attributes:
        by: the law or other claim, or the test.
        ids: the properties that the law states.
        message: the message whose proof objects; empty for a test.
        place: where in the message.
        word: what was found.
        story: how it happens, if that is known.
    """

    by: str
    word: Word
    ids: tuple[str, ...] = ()
    message: str = ""
    place: str = ""
    story: tuple[str, ...] = ()


class Engine(Protocol):
    """Somebody who looks for defects: the prover, the tests; a walker could be another."""

    name: str

    def concerns(self, mutant: Mutant) -> bool:
        """Whether the mutant is of a kind that this engine can speak about."""

    def objection(self, mutant: Mutant, folder: Path) -> Objection | None:
        """The first objection to the mutant in this overlay; None if there is none."""

    def stop(self) -> None:
        """End what is under way: nobody waits for it any more."""


class Verdict(Record):
    """What came of one mutant.

    Attributes:
        mutant: its name.
        title: the defect.
        engine: who objects; empty if nobody does.
        objection: the objection; None if nobody objects.
        asked: the engines that were asked.
        problem: why it could not be judged; else empty.
        seconds: wall time it took.
    """

    mutant: str
    title: str
    engine: str
    objection: Objection | None
    asked: tuple[str, ...]
    problem: str
    seconds: float
