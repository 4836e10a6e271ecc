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
from filspec.symbolic.concrete import instance_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.goals import laws_hold, message_holds, steps_hold
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.law_linter import require_provable
from filspec.symbolic.lemmas import Lemmas, composable
from filspec.symbolic.outcomes import Ending, Goal, Outcome, Refusal
from filspec.symbolic.replay import Replay, replay
from filspec.symbolic.setting import Setting
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.showing import failing
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import FALSE, Term, negation
from filspec.symbolic.tracing import Tracer
from filspec.symbolic.values import SymbolicBool
from filspec.symbolic.worlds import World, copy_of

NO_CRASH = "no crash"
"""What is claimed where a transition would crash: that no lawful world leads there."""

NEVER_REFUSED = "never refused"
"""What is claimed where a transition would be refused that may not be."""


MOST_SEARCHES = 2
"""How many paths to one place are searched for a witness."""


class EngineError(Exception):
    """A run of the model ends in another world than its proof foresaw: the prover is wrong, and proves nothing."""


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
    replay: Replay | None


class Report(NamedTuple):
    """What came of one transition."""

    transition: str
    paths: Mapping[Ending, int]
    verdicts: Mapping[str, Verdict]
    findings: tuple[Finding, ...]
    unwitnessed: tuple[str, ...]
    seconds: float
    spent: int
    asked: int


class Prover:
    """Proves transitions of one world class.

    Args:
        world_class: the model's world.
        laws: what is to hold.
        bounds: what is known of the parameters of a world.
        example: parameters of the worlds in which failures and witnesses are looked for first.
        promises: transitions that may not be refused.
        seed: of the solver's luck.
        witnesses: whether runs of the model are to reach what is proved.
    """

    def __init__(
        self,
        world_class: type,
        laws: Sequence[Law],
        bounds: Callable[[World], Sequence[Fact]] = lambda _: (),
        example: Callable[[World], Sequence[Term]] = lambda _: (),
        promises: Sequence[Promise] = (),
        seed: int = 0,
        witnesses: bool = True,
    ) -> None:
        require_provable(laws)
        self._world_class, self._laws = world_class, tuple(laws)
        self._promises = {promise.transition: promise.reasons for promise in promises}
        self._solver = Solver(seed)
        states = tuple(law for law in laws if law.quantifier in (Quantifier.WORLD, Quantifier.ROW, Quantifier.KEY))
        self._relations = composable(world_class, laws, self._solver)
        self._setting = Setting(states, self._relations, bounds, example)
        self._lemmas = Lemmas(world_class, self._setting, self._solver)
        self._tracer = Tracer(world_class)
        self._witnesses = witnesses

    def prove(self, transition: Callable[..., object]) -> Report:
        """Show all laws on all paths of a transition.

        Raises:
            LintError: the transition, or what it calls, leaves the provable subset.
            OutsideTheSubset: it does so where only a proof can see it.
        """
        declared = transition_of(transition)
        linter.require_linted(declared.function.__module__)
        run = _Run(self._world_class, self._laws, self._setting, self._tracer, self._lemmas, self._solver, declared)
        run.allowed = self._promises.get(declared.name)
        run.witnesses = self._witnesses
        return run.report()


class _Run:
    """The proof of one transition."""

    def __init__(
        self,
        world_class: type,
        laws: Sequence[Law],
        setting: Setting,
        tracer: Tracer,
        lemmas: Lemmas,
        solver: Solver,
        declared: Transition,
    ) -> None:
        self._laws, self._setting, self._solver, self._declared = laws, setting, solver, declared
        self._executor = Executor(world_class, setting, tracer, solver.can_hold, lemmas.sum_facts)
        self.allowed: frozenset[Enum] | None = None
        self.witnesses = True
        self._verdicts: dict[str, Verdict] = {}
        self._findings: list[Finding] = []
        self._witnessed: dict[str, bool] = {}
        self._searches: dict[str, int] = {}
        self._reasons: dict[Enum, None] = {}
        hints = get_type_hints(declared.function)
        self._arguments = tuple(shape_of(hints[name]).unknown(name) for name in declared.parameters)

    def report(self) -> Report:
        """Go all paths."""
        started, asked, spent = time.perf_counter(), self._solver.asked, self._solver.spent
        paths = dict.fromkeys(Ending, 0)
        self._executor.promised = self.allowed is not None
        with self._executor.installed():
            for outcome in self._executor.explore(self._transition):
                paths[outcome.ending] += 1
                self._judge(outcome)
            for _ in self._executor.explore(lambda _: None):
                self._judge_refusals()
        return Report(
            transition=self._declared.name,
            paths=paths,
            verdicts=self._verdicts,
            findings=tuple(self._findings),
            unwitnessed=tuple(place for place, found in self._witnessed.items() if not found),
            seconds=time.perf_counter() - started,
            spent=self._solver.spent - spent,
            asked=self._solver.asked - asked,
        )

    def _transition(self, world: World) -> object:
        answer = self._declared.function(world, *self._arguments)
        return bool(answer) if isinstance(answer, SymbolicBool) else answer

    def _judge(self, outcome: Outcome) -> None:
        executor = self._executor
        for interlude in executor.interludes:
            self._show(
                interlude.goals, interlude.facts, interlude.conditions, f"before the loop of {interlude.step}", False
            )
        self._keep_promise(executor.refusals)
        self._reasons |= dict.fromkeys(refusal.reason for refusal in executor.refusals)
        if outcome.ending is Ending.CRASHED:
            self._show([Goal(NO_CRASH, FALSE)], executor.facts(), executor.paths.conditions, outcome.reason)
        elif outcome.ending is not Ending.REFUSED:
            turn = executor.turn
            place = "at the end" if turn is None else f"after a step of {transition_of(turn.step).name}"
            goals = self._goals_at_the_end(outcome) if turn is None else self._goals_after_a_step()
            self._show(goals, executor.facts(), executor.paths.conditions, place)
            self._witness(place)

    def _goals_at_the_end(self, outcome: Outcome) -> list[Goal]:
        executor, after = self._executor, copy_of(self._executor.world, frozen=True)
        receipt = Receipt(accepted=True, reason=None, answer=outcome.answer)
        return [
            *laws_hold(self._setting.laws, after, executor.knowledge, executor.arbitrary_key),
            *steps_hold(self._laws, executor.before, after, executor.knowledge, executor.arbitrary_key),
            *self._message_goals(after, receipt),
        ]

    def _goals_after_a_step(self) -> list[Goal]:
        executor, after = self._executor, copy_of(self._executor.world, frozen=True)
        return [
            *laws_hold(self._setting.laws, after, executor.knowledge, executor.arbitrary_key),
            *steps_hold(self._setting.relations, executor.start, after, executor.knowledge, executor.arbitrary_key),
        ]

    def _message_goals(self, after: World, receipt: Receipt) -> list[Goal]:
        executor = self._executor
        return message_holds(
            self._laws, executor.before, after, self._declared, self._arguments, receipt, executor.knowledge
        )

    def _judge_refusals(self) -> None:
        """A refused message leaves the world as it was, and the laws of messages hold of it too."""
        for reason in self._reasons:
            receipt = Receipt(accepted=False, reason=reason, answer=None)
            goals = self._message_goals(self._executor.before, receipt)
            self._show(goals, self._executor.facts(), (), f"refused for {reason.name}")

    def _keep_promise(self, refusals: Sequence[Refusal]) -> None:
        for refusal in refusals:
            if self.allowed is not None and refusal.reason not in self.allowed:
                self._show([Goal(NEVER_REFUSED, FALSE)], refusal.facts, refusal.conditions, refusal.reason.name, False)

    def _show(
        self,
        goals: Sequence[Goal],
        facts: Sequence[Fact],
        conditions: Sequence[Term],
        place: str,
        here: bool = True,
    ) -> None:
        """Show goals; unless the path has gone on since, what fails is tried again harder, and then on real values."""
        given = [*(fact.term for fact in facts), *conditions]
        for goal in goals:
            self._verdicts.setdefault(goal.name, Verdict.IMPOSSIBLE)
        broken = self._failing(goals, given)
        if broken and here:
            self._executor.knowledge.seek_rows(self._executor.sums)
            given = [*(fact.term for fact in self._executor.facts()), *conditions]
            broken = self._failing([goal for goal, _ in broken], given)
        for goal, verdict in broken:
            self._verdicts[goal.name] = verdict
            known = any((goal.name, place) == (found.goal, found.place) and found.replay for found in self._findings)
            behind_a_loop = self._executor.eras != self._executor.start_eras
            hopeless = known or behind_a_loop or not here
            replayed = None if hopeless else self._replay([*given, negation(goal.term)])
            self._findings.append(Finding(self._declared.name, goal.name, place, verdict, replayed))

    def _failing(self, goals: Sequence[Goal], given: Sequence[Term]) -> list[tuple[Goal, Verdict]]:
        """The goals that do not follow; products are multiplied only for those that need it."""
        doubtful = [goal for goal, _ in failing(goals, given, self._solver.roughly)]
        return failing(doubtful, given, self._solver.check)

    def _witness(self, place: str) -> None:
        """Let the concrete model reach this place once: laws that contradict each other prove everything."""
        searched = self._searches.get(place, 0)
        if self.witnesses and not self._witnessed.get(place) and searched < MOST_SEARCHES:
            self._searches[place] = searched + 1
            found = self._replay(self._executor.paths.conditions)
            self._witnessed[place] = found is not None and not found.unlawful and found.ending == "accepted"
            if found is not None and found.surprises and not found.unlawful:
                raise EngineError(f"{self._declared.name} {place}: {'; '.join(found.surprises)}")

    def _replay(self, formulas: Sequence[Term]) -> Replay | None:
        """What the formulas describe, on ordinary values; None where no closed world is found.

        Behind a loop the formulas speak of what some loop may do; the run tells what this one does.
        """
        turn = self._executor.turn
        transition = self._declared.function if turn is None else turn.step
        arguments = self._arguments if turn is None else (turn.item, *turn.extra)
        found = instance_of(self._executor, arguments, formulas, self._solver)
        return None if found is None else replay(transition, found, self._laws)
