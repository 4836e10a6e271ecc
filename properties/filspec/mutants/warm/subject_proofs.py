"""The proofs of a mutant's subjects: each message, and the step of each kind of loop, in a context of its own.

Where a proof comes to a loop whose step runs the mutant and is not yet proved, it is given up, the step is proved, and
it begins anew; unless by then it is known that it finds nothing new.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from filspec.actors.world import World
from filspec.laws.catalogue import catalogue
from filspec.mutants.warm.calls import place_of
from filspec.mutants.warm.eager import EagerProver
from filspec.mutants.warm.planted import SEED, AsPlanted, shows_the_same
from filspec.mutants.warm.planting import Planted
from filspec.symbolic.bounds import parameters_within_bounds, smallest_preset
from filspec.symbolic.catalogue_proof import StepProof, StepWanted
from filspec.symbolic.contexts import fresh_context
from filspec.symbolic.definitions import Place
from filspec.symbolic.footprints import Footprint
from filspec.symbolic.reports import Report
from filspec.symbolic.results import Result, result_of
from filspec.symbolic.samples import Samples
from filspec.symbolic.setting import Loop
from filspec.symbolic.solver import Verdict
from filspec.symbolic.subjects import PROMISES, subjects

T = TypeVar("T")


class SubjectProofs:
    """The proofs of the messages and steps that reach a mutant.

    Args:
        planted: the mutant.
        changed: the function that it changes.

    Attributes:
        undecided: kinds of loops, each with a claim about its step alone that the solver decided for the source only.
    """

    def __init__(self, planted: Planted, changed: Place) -> None:
        self._planted, self._known = planted, AsPlanted(changed)
        self.undecided: list[tuple[str, str]] = []

    def message(self, name: str, before: Result | None, samples: Samples) -> Report | None:
        """The proof of a message; None if it would find out nothing new.

        Args:
            name: the message.
            before: what came of it for the source.
            samples: runs of the stories with the mutant in them.

        Raises:
            ShownFalse: a law, or another claim, is false that is not open for the source.
            OutsideTheSubset: the mutant does what a proof cannot follow.
        """
        message, passed_over = subjects()[name], open_in(before)
        proof = partial(EagerProver.proved, transition=message, counts=lambda claim: claim not in passed_over)
        return self._proved(place_of(message), before, samples, proof)

    def _proved(
        self, start: Place, before: Result | None, samples: Samples, proof: Callable[[EagerProver], T]
    ) -> T | None:
        """Prove something, and first the steps that it needs, each in a context of its own."""
        while not self._known.leaves_as_it_was(start, before):
            try:
                return self._alone(samples, proof)
            except StepWanted as found:
                wanted = found.loop
            self._prove_step(wanted, samples)
        return None

    def _alone(self, samples: Samples, proof: Callable[[EagerProver], T]) -> T:
        bounds, known = parameters_within_bounds, self._known
        gc.disable()  # nearly all that a proof makes lives to its end
        try:
            with fresh_context():
                laws = catalogue()
                return proof(
                    EagerProver(World, laws, bounds, smallest_preset, PROMISES, SEED, samples=samples, known=known)
                )
        finally:
            gc.enable()

    def _prove_step(self, loop: Loop, samples: Samples) -> None:
        """Prove the step of a loop by itself, and note whether the same is shown of it as of the source."""
        before = self._known.of_source(loop.kind)
        result = None if before is None else before.result
        passed_over = open_in(result)
        prove = partial(self._step_proof, loop=loop, counts=lambda claim: claim not in passed_over)
        found = self._proved(place_of(loop.step), result, samples, prove) or before
        assert found is not None, "only where the proof of the source is known can that of a mutant find nothing new"
        self._known.keep(loop.kind, found)
        if before is not None and shows_the_same(found, before) and self._writes_the_same(loop):
            self._known.note_unchanged(loop.kind)

    def _step_proof(self, prover: EagerProver, loop: Loop, counts: Callable[[str], bool]) -> StepProof:
        shown, report = prover.proved_step(loop, counts)
        unknown = (claim for claim, verdict in report.verdicts.items() if verdict is Verdict.UNKNOWN)
        own = prover.claims_of_step(loop)
        self.undecided += [(loop.kind, claim) for claim in unknown if claim in own and counts(claim)]
        return StepProof(
            open=tuple(sorted(shown.open)),
            reasons=tuple(reason.name for reason in shown.reasons),
            visits=tuple(law.name for law in shown.visits),
            unwitnessed=shown.unwitnessed,
            result=result_of(report, SEED).but(loop=loop.kind),
        )

    def _writes_the_same(self, loop: Loop) -> bool:
        def footprint(prover: EagerProver) -> Footprint:
            return prover.footprint(loop)

        with self._planted.taken_out():
            of_source = self._alone(Samples(()), footprint)
        return self._alone(Samples(()), footprint) == of_source


def open_in(before: Result | None) -> frozenset[str]:
    """The claims that were not proved of the source as it is, and so tell nothing about a mutant."""
    return frozenset(() if before is None else (failure.law for failure in before.failures))
