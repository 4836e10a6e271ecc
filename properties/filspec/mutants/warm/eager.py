"""An eager proof: it ends at the first claim that is shown to be false.

That a claim is false is all that matters here. So no world is looked for that shows it, but where a run of a story
does, that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from filspec.kit.laws import OF_ONE_NAME, Law, Quantifier
from filspec.kit.linter import require_linted
from filspec.kit.transitions import transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.footprints import Footprint
from filspec.symbolic.judge import Case, Judge, open_goals
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.loop_replay import replay_loop
from filspec.symbolic.outcomes import CLAIMS, NO_OTHER_REFUSAL, Goal
from filspec.symbolic.prover import Prover
from filspec.symbolic.replay import replay
from filspec.symbolic.reports import Finding, Report
from filspec.symbolic.setting import Loop, Shown
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.tracing import unknown_arguments, unknown_item
from filspec.symbolic.transition_proof import MessageProof, StepProof

Counts = Callable[[str], bool]
"""Whether a claim, by name, ends the proof where it is false."""


class ShownFalse(Exception):  # noqa: N818 (what was looked for)
    """A claim is false.

    Attributes:
        claim: the law, or what else was claimed.
        where: in which transition, and where in it.
        confirmed: whether a run of the mutant, from a lawful world, shows it too.
    """

    def __init__(self, claim: str, where: str, confirmed: bool) -> None:
        super().__init__(claim)
        self.claim, self.where, self.confirmed = claim, where, confirmed


class EagerJudge(Judge):
    """A judge that ends a proof at the first claim that is shown to be false.

    Args:
        case: what is run.
        executor: stands where the claims have to hold.
        solver: who is asked.
        counts: which claims end it; what is not proved of the source as it is tells nothing about a mutant.
    """

    def __init__(self, case: Case, executor: Executor, solver: Solver, counts: Counts) -> None:
        super().__init__(case, executor, solver)
        self._counts = counts

    def _found(self, goal: Goal, verdict: Verdict, given: Sequence[Fact], place: str, here: bool) -> Finding:
        if verdict is Verdict.POSSIBLE and self._counts(goal.name):
            raise ShownFalse(goal.name, f"{self.case.name}, {place}", self._sampled(goal) is not None)
        return Finding(self.case.name, goal.name, place, verdict, None)


class EagerMessageProof(MessageProof):
    """The proof of a message by an eager judge."""

    def judge_by(self, judge: EagerJudge) -> None:
        """Let this judge show what has to be shown."""
        self._judge = judge


class EagerStepProof(StepProof):
    """The proof of the step of a loop by itself, by an eager judge."""

    def judge_by(self, judge: EagerJudge) -> None:
        """Let this judge show what has to be shown."""
        self._judge = judge


class EagerProver(Prover):
    """A prover whose proofs end at the first claim that is shown to be false; each is made in a context of its own."""

    def proved(self, transition: Callable[..., object], counts: Counts) -> Report:
        """Show all laws on all paths of a transition.

        Raises:
            ShownFalse: one of them that counts is false.
            StepWanted: it comes to a loop whose step is not yet proved.
            OutsideTheSubset: the transition does what a proof cannot follow.
        """
        declared = transition_of(transition)
        require_linted(declared.function.__module__)
        arguments = tuple(unknown_arguments(transition))
        samples = self._samples.of(declared.name)
        run, refutable = partial(replay, declared.function), frozenset({law.name for law in self._laws} | CLAIMS)
        case = Case(declared.name, declared.function, arguments, self._laws, run, refutable, self._witnesses, samples)
        with self._executor(self._promises.get(declared.name)) as executor:
            proof = EagerMessageProof(declared, case, executor, self._solver, self._setting)
            proof.judge_by(EagerJudge(case, executor, self._solver, counts))
            return proof.report()

    def proved_step(self, loop: Loop, counts: Counts) -> tuple[Shown, Report]:
        """Show the laws of the step of a loop by itself; what is shown nowhere else ends the proof where it is false.

        The laws of worlds and of steps may be left open: then the messages that have such loops show them.

        Raises:
            ShownFalse: a claim that is shown of the step alone, and counts, is false.
            StepWanted: it comes to a further loop whose step is not yet proved.
            OutsideTheSubset: the step does what a proof cannot follow.
        """
        visits = self._visits_of(loop)
        arguments = (unknown_item(loop), *unknown_arguments(loop.step)[1:])
        samples, own = self._samples.of(loop.name), self.claims_of_step(loop)
        run, refutable = partial(replay_loop, loop), frozenset(law.name for law in visits if loop.path)
        case = Case(loop.name, loop.step, arguments, self._laws, run, refutable, self._witnesses, samples)
        with self._executor(None) as executor:
            proof = EagerStepProof(loop, visits, case, executor, self._solver, self._setting)
            proof.judge_by(EagerJudge(case, executor, self._solver, lambda claim: claim in own and counts(claim)))
            report = proof.report()
        unsure = open_goals(report.verdicts)
        kept = tuple(law for law in visits if law.name not in unsure) if loop.path else ()
        alone = {law.name for law in self._laws if law.quantifier in (*OF_ONE_NAME, Quantifier.VISIT)}
        return Shown(unsure - alone - {NO_OTHER_REFUSAL}, report.reasons, kept, report.unwitnessed), report

    def claims_of_step(self, loop: Loop) -> frozenset[str]:
        """What is shown of the step by itself and nowhere else: laws of its name, and of what it does to all rows."""
        own = {law.name for law in self._laws if law.quantifier in OF_ONE_NAME and law.path == loop.name}
        return frozenset({*own, *(law.name for law in self._visits_of(loop) if loop.path), NO_OTHER_REFUSAL})

    def footprint(self, loop: Loop) -> Footprint:
        """What the step of a loop can write."""
        return self._tracer.of(loop)

    def _visits_of(self, loop: Loop) -> tuple[Law, ...]:
        return tuple(law for law in self._laws if law.quantifier is Quantifier.VISIT and law.path == loop.name)
