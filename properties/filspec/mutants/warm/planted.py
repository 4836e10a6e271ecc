"""What may be known before the proof of a mutant: what was shown of the source, where the mutant leaves it as it is.

The step of a loop that reaches the mutant is shown anew. If the same is shown of it as of the source, then a message
that reaches the mutant through such steps alone is proved as before, and its proof ends there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filspec.kit.records import Record
from filspec.mutants.warm.calls import place_of, reached_directly, reaches, steps_reached
from filspec.mutants.warm.eager import ShownFalse
from filspec.symbolic.cache import Results, key_of
from filspec.symbolic.catalogue_proof import StepProof, Stored
from filspec.symbolic.definitions import Place
from filspec.symbolic.known import Known
from filspec.symbolic.reports import Report
from filspec.symbolic.setting import Loop, Shown
from filspec.symbolic.solver import Verdict
from filspec.symbolic.subjects import transition_named

SEED = 0
"""Of the solver."""


class NothingNew(Exception):  # noqa: N818 (no error: a proof need not go on)
    """All that this proof would find out is known."""


class ReadOnly(Results):
    """Stored results of the source, to which nothing is added while a mutant is proved."""

    def put(self, key: str, value: Record) -> None:
        """Store nothing."""

    def take_over(self, others: Path) -> None:
        """Store nothing."""


class AsPlanted(Known):
    """What is known while a mutant is proved.

    Args:
        changed: the function that the mutant changes; None while nothing is planted.

    Attributes:
        changed: the same.
        undecided: claims about steps that the solver could not decide, though it could for the source.
    """

    def __init__(self, changed: Place | None = None) -> None:
        self.changed = changed
        self.undecided: list[str] = []
        self._results = ReadOnly()
        self._of_source = Stored(self._results, SEED)
        self._unchanged: set[str] = set()
        self._proofs: list[frozenset[str]] = []

    def composable(self, find: Callable[[], tuple[object, ...]]) -> tuple[object, ...]:  # type: ignore[override]
        """Those laws of steps that may be composed, as for the source."""
        return self._of_source.composable(find)  # type: ignore[arg-type]

    def begin(self, start: Place) -> None:
        """The proof of a transition begins.

        Raises:
            NothingNew: it reaches the mutant only through steps of which the same is shown as of the source.
        """
        self._proofs.append(self._awaited(start))
        self._end_if_nothing_is_new()

    def end(self) -> None:
        """The proof that began last has ended."""
        self._proofs.pop()

    def shown(self, loop: Loop, show: Callable[[], tuple[Shown, Report]]) -> Shown:
        """What was shown of the step of a loop by itself."""
        start = place_of(loop.step)
        if self.changed is None or not reaches(start, self.changed):
            return self._of_source.shown(loop, show)
        known = self._results.value(key_of(loop.step, SEED), StepProof)
        before = None if known is None else self._of_source.shown(loop, show)
        try:
            self.begin(start)
            found, report = show()
            self._look_at(loop, report, before)
        except NothingNew:
            assert before is not None
            found = before
        finally:
            self.end()
        if before is not None and _alike(found, before):
            self.note_unchanged(loop.name)
            self._end_if_nothing_is_new()
        return found

    def note_unchanged(self, step: str) -> None:
        """The same is shown of a step as of the source."""
        self._unchanged.add(step)

    def _awaited(self, start: Place) -> frozenset[str]:
        """The steps that decide whether a proof can find anything new; none where nothing but the proof does."""
        assert self.changed is not None
        if self.changed in reached_directly(start):
            return frozenset()
        steps = steps_reached(start)
        return frozenset(name for name in steps if reaches(place_of(transition_named(name)), self.changed))

    def _end_if_nothing_is_new(self) -> None:
        awaited = self._proofs[-1] if self._proofs else frozenset()
        if awaited and awaited <= self._unchanged:
            raise NothingNew

    def _look_at(self, loop: Loop, report: Report, before: Shown | None) -> None:
        """A law of visits that the step does not keep is shown nowhere else.

        Raises:
            ShownFalse: it keeps one no more that it kept in the source.
        """
        for law in () if before is None else before.visits:
            verdict = report.verdicts.get(law.name, Verdict.IMPOSSIBLE)
            if verdict is Verdict.POSSIBLE:
                raise ShownFalse(law.name, f"{loop.name}, the step by itself", False)
            if verdict is Verdict.UNKNOWN:
                self.undecided.append(law.name)


def _alike(one: Shown, other: Shown) -> bool:
    """Whether the same was shown of two steps."""
    return (one.open, set(one.reasons), one.visits, one.unwitnessed) == (
        other.open,
        set(other.reasons),
        other.visits,
        other.unwitnessed,
    )
