"""An eager proof: it ends at the first claim that is shown to be false.

That a claim is false is all that matters here. So no world is looked for that shows it, but where a run of a story
does, that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from filspec.kit.linter import require_linted
from filspec.kit.transitions import transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.judge import Case, Judge
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.outcomes import CLAIMS, Goal
from filspec.symbolic.prover import Prover
from filspec.symbolic.replay import replay
from filspec.symbolic.reports import Finding, Report
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.tracing import unknown_arguments
from filspec.symbolic.transition_proof import MessageProof


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
        open_anyway: claims that are not proved of the source as it is, and so tell nothing about a mutant.
    """

    def __init__(self, case: Case, executor: Executor, solver: Solver, open_anyway: frozenset[str]) -> None:
        super().__init__(case, executor, solver)
        self._open_anyway = open_anyway

    def _found(self, goal: Goal, verdict: Verdict, given: Sequence[Fact], place: str, here: bool) -> Finding:
        if verdict is Verdict.POSSIBLE and goal.name not in self._open_anyway:
            raise ShownFalse(goal.name, f"{self.case.name}, {place}", self._sampled(goal) is not None)
        return Finding(self.case.name, goal.name, place, verdict, None)


class EagerProof(MessageProof):
    """The proof of a message by an eager judge."""

    def judge_by(self, judge: EagerJudge) -> None:
        """Let this judge show what has to be shown."""
        self._judge = judge


class EagerProver(Prover):
    """A prover whose proofs of messages end at the first claim that is shown to be false."""

    def proved(self, transition: Callable[..., object], open_anyway: frozenset[str]) -> Report:
        """Show all laws on all paths of a transition.

        Raises:
            ShownFalse: one of them is false.
            OutsideTheSubset: the transition does what a proof cannot follow.
        """
        declared = transition_of(transition)
        require_linted(declared.function.__module__)
        arguments = tuple(unknown_arguments(transition))
        executor = self._executor(self._promises.get(declared.name))
        samples = self._samples.of(declared.name)
        run, refutable = partial(replay, declared.function), frozenset({law.name for law in self._laws} | CLAIMS)
        case = Case(declared.name, declared.function, arguments, self._laws, run, refutable, self._witnesses, samples)
        proof = EagerProof(declared, case, executor, self._solver, self._setting)
        proof.judge_by(EagerJudge(case, executor, self._solver, open_anyway))
        return proof.report()
