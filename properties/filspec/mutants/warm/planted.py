"""What may be known before the proof of a mutant: what was shown of the source, where the mutant leaves it as it is.

The step of a loop that reaches the mutant is proved anew. If the same is shown of it as of the source, and it writes
nothing else, then a message that runs the mutant in such steps alone is proved as before, and need not be proved again.
"""

from __future__ import annotations

from pathlib import Path

from filspec.kit.records import Record
from filspec.mutants.warm.calls import place_of, reached_directly, reaches
from filspec.symbolic.cache import Results
from filspec.symbolic.catalogue_proof import StepProof, Stored
from filspec.symbolic.definitions import Place
from filspec.symbolic.results import Result
from filspec.symbolic.subjects import transition_named

SEED = 0
"""Of the solver."""


class ReadOnly(Results):
    """Stored results of the source, to which nothing is added while a mutant is proved."""

    def put(self, key: str, value: Record) -> None:
        """Store nothing."""

    def take_over(self, others: Path) -> None:
        """Store nothing."""


class AsPlanted(Stored):
    """What is known while a mutant is proved.

    Args:
        changed: the function that the mutant changes.
    """

    def __init__(self, changed: Place) -> None:
        super().__init__(ReadOnly(), SEED)
        self._changed = changed
        self._own: dict[str, StepProof] = {}
        self._unchanged: set[str] = set()

    def step(self, kind: str) -> StepProof | None:
        """The proof of the step of a kind of loop, now that the mutant is planted; None if it is still to be made."""
        own = self._own.get(kind)
        return self.of_source(kind) if own is None and not self._reaches(kind) else own

    def of_source(self, kind: str) -> StepProof | None:
        """The proof of the step of a kind of loop as the source has it; None if it has no such loop."""
        return super().step(kind)

    def keep(self, kind: str, proof: StepProof) -> None:
        """Remember the proof of a step for the messages of this mutant."""
        self._own[kind] = proof

    def note_unchanged(self, kind: str) -> None:
        """The same is shown of a step as of the source, and it writes the same."""
        self._unchanged.add(kind)

    def leaves_as_it_was(self, start: Place, before: Result | None) -> bool:
        """Whether a proof cannot find anything new.

        The mutant runs only in steps of loops, all of these are unchanged, and the proof of the source needed no turn
        of one that runs the mutant outside of further loops.

        Args:
            start: the message, or the step of a loop.
            before: what came of its proof for the source.
        """
        if before is None or self._changed in reached_directly(start):
            return False
        kinds = [kind for kind in before.loops if self._reaches(kind)]
        return bool(kinds) and all(
            kind in self._unchanged
            and not (before.turns.get(kind) and self._changed in reached_directly(_start_of(kind)))
            for kind in kinds
        )

    def _reaches(self, kind: str) -> bool:
        return reaches(_start_of(kind), self._changed)


def shows_the_same(one: StepProof, other: StepProof) -> bool:
    """Whether two proofs leave the same to those that have such loops."""
    return (one.open, set(one.reasons), one.visits, one.unwitnessed) == (
        other.open,
        set(other.reasons),
        other.visits,
        other.unwitnessed,
    )


def step_of(kind: str) -> str:
    """The name of the step of a kind of loop."""
    return kind.partition(" of ")[0]


def _start_of(kind: str) -> Place:
    return place_of(transition_named(step_of(kind)))
