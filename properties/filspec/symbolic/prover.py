"""The prover: every law, for one transition, on all its paths."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple, get_type_hints

from filspec.kit import linter
from filspec.kit.laws import Law, Quantifier
from filspec.kit.runner import Receipt
from filspec.kit.transitions import Transition, transition_of
from filspec.symbolic.executor import Executor, Setting
from filspec.symbolic.goals import laws_hold, message_holds, steps_hold
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.lemmas import Lemmas, composable
from filspec.symbolic.outcomes import Ending, Goal, Outcome, Refusal
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.showing import failing
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import FALSE, Term
from filspec.symbolic.tracing import Tracer
from filspec.symbolic.worlds import copy_of


class Promise(NamedTuple):
    """A transition is refused for no other reasons than these."""

    transition: str
    reasons: frozenset[Enum]


class Finding(NamedTuple):
    """A goal that was not proved."""

    transition: str
    goal: str
    place: str
    verdict: Verdict


class Report(NamedTuple):
    """What came of one transition."""

    transition: str
    paths: Mapping[Ending, int]
    verdicts: Mapping[str, Verdict]
    findings: tuple[Finding, ...]
    seconds: float
    spent: int
    asked: int


class Prover:
    """Proves transitions of one world class.

    Args:
        world_class: the model's world.
        laws: what is to hold.
        bounds: what is known of the parameters of a world.
        promises: transitions that may not be refused.
        seed: of the solver's luck.
    """

    def __init__(
        self,
        world_class: type,
        laws: Sequence[Law],
        bounds: Callable[[object], Sequence[Fact]],
        promises: Sequence[Promise] = (),
        seed: int = 0,
    ) -> None:
        self._world_class, self._laws, self._seed = world_class, tuple(laws), seed
        self._promises = {promise.transition: promise.reasons for promise in promises}
        self._solver = Solver(seed)
        states = tuple(law for law in laws if law.quantifier in (Quantifier.WORLD, Quantifier.ROW, Quantifier.KEY))
        self._relations = composable(world_class, laws, self._solver)
        self._setting = Setting(states, self._relations, bounds)
        self._lemmas = Lemmas(world_class, self._setting, self._solver)
        self._tracer = Tracer(world_class)

    def prove(self, transition: Callable[..., object]) -> Report:
        declared = transition_of(transition)
        linter.require_linted(declared.function.__module__)
        started = time.perf_counter()
        asked, spent = self._solver.asked, self._solver.spent
        self._executor = Executor(
            self._world_class, self._setting, self._tracer, self._solver.can_hold, self._lemmas.sum_facts
        )
        self._executor.promised = declared.name in self._promises
        self._verdicts: dict[str, Verdict] = {}
        self._findings: list[Finding] = []
        self._declared = declared
        paths = dict.fromkeys(Ending, 0)
        hints = get_type_hints(declared.function)
        arguments = tuple(shape_of(hints[name]).unknown(name) for name in declared.parameters)
        with self._executor.installed():
            for outcome in self._executor.explore(lambda world: declared.function(world, *arguments), lambda _: ()):
                paths[outcome.ending] += 1
                self._judge(outcome, arguments)
        return Report(
            declared.name, paths, self._verdicts, tuple(self._findings), time.perf_counter() - started,
            self._solver.spent - spent, self._solver.asked - asked,
        )

    def _judge(self, outcome: Outcome, arguments: Sequence[object]) -> None:
        executor = self._executor
        for interlude in executor.interludes:
            self._show(interlude.goals, interlude.facts, interlude.conditions, f"before the loop over {interlude.step}")
        conditions = executor.paths.conditions
        if executor.promised:
            self._keep_promise(executor.refusals)
        if outcome.ending is Ending.CRASHED:
            self._show([Goal("no crash", FALSE)], executor.facts(), conditions, outcome.reason)
        elif outcome.ending is Ending.ACCEPTED:
            after = copy_of(executor.world, frozen=True)
            answer = outcome.answer
            receipt = Receipt(accepted=True, reason=None, answer=answer)
            goals = laws_hold(self._setting.laws, after, executor.knowledge, executor.arbitrary_key)
            goals += steps_hold(self._laws, executor.before, after, executor.knowledge, executor.arbitrary_key)
            goals += message_holds(self._laws, executor.before, after, self._declared, arguments, receipt, executor.knowledge)
            self._show(goals, executor.facts(), conditions, "at the end")
        elif outcome.ending is Ending.STEPPED:
            after = copy_of(executor.world, frozen=True)
            goals = laws_hold(self._setting.laws, after, executor.knowledge, executor.arbitrary_key)
            goals += steps_hold(self._relations, executor.start, after, executor.knowledge, executor.arbitrary_key)
            self._show(goals, executor.facts(), conditions, f"after a step {transition_of(executor.turn.step).name}")

    def _keep_promise(self, refusals: Sequence[Refusal]) -> None:
        for refusal in refusals:
            if refusal.reason not in self._promises[self._declared.name]:
                self._show([Goal("never refused", FALSE)], refusal.facts, refusal.conditions, refusal.reason.name)

    def _show(self, goals: Sequence[Goal], facts: Sequence[Fact], conditions: Sequence[Term], place: str) -> None:
        given = [*(fact.term for fact in facts), *conditions]
        for goal in goals:
            self._verdicts.setdefault(goal.name, Verdict.IMPOSSIBLE)
        for goal, verdict in failing(goals, given, self._solver):
            self._verdicts[goal.name] = verdict
            self._findings.append(Finding(self._declared.name, goal.name, place, verdict))

