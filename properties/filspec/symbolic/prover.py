"""The prover: every law, for one transition, on all its paths."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from enum import Enum

from filspec.kit import linter
from filspec.kit.laws import OF_STATES, Law, Quantifier
from filspec.kit.runner import Receipt
from filspec.kit.transitions import Transition, transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.goals import laws_hold, message_holds, steps_hold
from filspec.symbolic.judge import Case, Judge, open_goals
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.known import Known
from filspec.symbolic.law_linter import require_provable
from filspec.symbolic.lemmas import Lemmas, composable
from filspec.symbolic.outcomes import NEVER_REFUSED, NO_CRASH, Ending, Goal, Outcome, Refusal
from filspec.symbolic.reports import Promise, Report
from filspec.symbolic.samples import Samples
from filspec.symbolic.setting import Loop, Setting, Shown, Turn
from filspec.symbolic.showing import failing
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import FALSE, Term
from filspec.symbolic.tracing import Tracer, unknown_arguments
from filspec.symbolic.values import SymbolicBool
from filspec.symbolic.visits import visits_hold
from filspec.symbolic.worlds import World, copy_of

NO_SAMPLES = Samples(())
NOTHING_KNOWN = Known()


class Prover:
    """Proves transitions of one world class.

    Args:
        world_class: the model's world.
        laws: what is to hold.
        bounds: what is known of the parameters of a world.
        example: parameters of the worlds in which failures and witnesses are looked for first.
        promises: transitions that may not be refused.
        seed: of the solver's luck.
        witnesses: whether worlds are invented for paths that no sample goes.
        samples: runs of the model, which show that what is proved is not proved of nothing.
        known: what earlier proofs have shown.
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
        samples: Samples = NO_SAMPLES,
        known: Known = NOTHING_KNOWN,
    ) -> None:
        require_provable(laws)
        self._world_class, self._laws, self._witnesses, self._samples = world_class, tuple(laws), witnesses, samples
        self._promises = {promise.transition: promise.reasons for promise in promises}
        self._solver, self._known = Solver(seed), known
        states = tuple(law for law in laws if law.quantifier in OF_STATES)
        alone = Setting(states, (), bounds, example)
        relations = known.composable(lambda: composable(alone, world_class, laws, self._solver))
        self._setting = Setting(states, relations, bounds, example)
        self._lemmas = Lemmas(world_class, self._setting, self._solver)
        self._tracer = Tracer(world_class)
        self._shown: dict[Loop, Shown] = {}
        self.reports: dict[str, Report] = {}

    def prove(self, transition: Callable[..., object]) -> Report:
        """Show all laws on all paths of a transition.

        Raises:
            LintError: the transition, or what it calls, leaves the provable subset.
            OutsideTheSubset: it does so where only a proof can see it.
        """
        declared = transition_of(transition)
        linter.require_linted(declared.function.__module__)
        arguments = tuple(unknown_arguments(transition))
        executor = self._executor(self._promises.get(declared.name))
        samples = self._samples.of(declared.name)
        case = Case(declared.name, declared.function, arguments, self._laws, True, self._witnesses, samples)
        run = _MessageRun(declared, case, executor, self._solver, self._setting)
        return run.report()

    def shown(self, loop: Loop) -> Shown:
        """What was shown of the step of a loop by itself; shown once, when it is first met."""
        if loop not in self._shown:
            self._shown[loop] = self._known.shown(loop, lambda: self._show(loop))
        return self._shown[loop]

    def promise(self, loop: Loop) -> frozenset[Enum] | None:
        """The only reasons for which the step may be refused where a loop makes it."""
        return self._promises.get(loop.name)

    def _show(self, loop: Loop) -> tuple[Shown, Report]:
        extra = tuple(unknown_arguments(loop.step)[1:])
        visits = tuple(law for law in self._laws if law.quantifier is Quantifier.VISIT and law.path == loop.name)
        arguments, samples = (loop.item.unknown("item"), *extra), self._samples.of(loop.name)
        case = Case(loop.name, loop.step, arguments, self._laws, False, self._witnesses, samples)
        report = _StepRun(loop, visits, case, self._executor(None), self._solver, self._setting).report()
        self.reports[loop.name] = report
        unsure = open_goals(report.verdicts)
        kept = tuple(law for law in visits if law.name not in unsure) if loop.path else ()
        names = frozenset(law.name for law in visits)
        return Shown(unsure - names, report.reasons, kept, report.unwitnessed), report

    def _executor(self, promise: frozenset[Enum] | None) -> Executor:
        executor = Executor(
            self._world_class, self._setting, self._tracer, self, self._solver.can_hold, self._lemmas.sum_facts
        )
        executor.promise = promise
        return executor


class _Run:
    """The proof of one transition, or of one step by itself."""

    def __init__(self, case: Case, executor: Executor, solver: Solver, setting: Setting) -> None:
        self._case, self._executor, self._solver, self._setting = case, executor, solver, setting
        self._judge = Judge(case, executor, solver)
        self._reasons: dict[Enum, None] = {}
        executor.loops.at_beginning = self._judge_beginning

    def _judge_beginning(self, goals: Sequence[Goal], step: str) -> None:
        """Where a loop begins every law has to hold."""
        executor = self._executor
        self._judge.show(goals, executor.facts(), executor.assumed(), f"before the loop of {step}")

    def _transition(self, world: World) -> object:
        raise AssertionError("every kind of run knows what it runs")

    def _goals_at_the_end(self, outcome: Outcome) -> list[Goal]:
        raise AssertionError("every kind of run knows what it shows")

    def _judge_refusals(self) -> None:
        """Show what has to hold of a refusal."""

    def report(self) -> Report:
        """Go all paths."""
        started, asked, spent = time.perf_counter(), self._solver.asked, self._solver.spent
        paths = dict.fromkeys(Ending, 0)
        executor, judge = self._executor, self._judge
        with executor.installed():
            for outcome in executor.explore(self._transition):
                paths[outcome.ending] += 1
                self._judge_path(outcome)
            steps = list(executor.loops.shown.values())
            self._reasons |= dict.fromkeys(reason for shown in steps for reason in shown.reasons)
            self._judge_refusals()
        alone = [] if judge.witnessed else [self._case.name]
        return Report(
            transition=self._case.name,
            paths=paths,
            verdicts=judge.verdicts,
            findings=tuple(judge.findings),
            witnessed=judge.witnessed,
            unwitnessed=tuple(dict.fromkeys([*alone, *(name for shown in steps for name in shown.unwitnessed)])),
            reasons=tuple(self._reasons),
            guards=tuple(executor.guards),
            obligations=tuple(judge.obligations),
            steps=tuple(loop.name for loop in executor.loops.shown),
            seconds=time.perf_counter() - started,
            spent=self._solver.spent - spent,
            asked=self._solver.asked - asked,
        )

    def _judge_path(self, outcome: Outcome) -> None:
        executor, judge, turn = self._executor, self._judge, self._executor.turn
        for refusal in executor.refusals:
            self._judge_refusal(refusal)
        if outcome.ending is Ending.CRASHED:
            if turn is None or NO_CRASH in turn.open:
                judge.show([Goal(NO_CRASH, FALSE)], executor.facts(), executor.assumed(), outcome.reason)
        elif outcome.ending is not Ending.REFUSED:
            place = "at the end" if turn is None else f"after a step of {turn.loop.name}"
            goals = self._goals_at_the_end(outcome) if turn is None else self._goals_after(turn)
            judge.show(goals, executor.facts(), executor.assumed(), place)
            if turn is None:
                judge.witness()

    def _goals_after(self, turn: Turn) -> list[Goal]:
        laws, relations = turn.wants(self._setting.laws), turn.wants(self._setting.relations)
        return self._goals(laws, relations, self._executor.start, self._world_now())

    def _goals(self, laws: Sequence[Law], relations: Sequence[Law], before: World, after: World) -> list[Goal]:
        """The world is lawful, and related to what it was before as laws of steps say."""
        executor = self._executor
        return [
            *laws_hold(laws, after, executor.knowledge, executor.arbitrary_key),
            *steps_hold(relations, before, after, executor.knowledge, executor.arbitrary_key),
        ]

    def _world_now(self) -> World:
        return copy_of(self._executor.world, frozen=True)

    def _judge_refusal(self, refusal: Refusal) -> None:
        """Note why it is refused; what is promised not to happen has to be impossible."""
        self._note(refusal)
        executor, turn = self._executor, self._executor.turn
        allowed = executor.promise if turn is None or not refusal.in_turn else turn.promise
        if allowed is not None and refusal.reason not in allowed:
            goal = Goal(NEVER_REFUSED, FALSE)
            self._judge.show([goal], refusal.facts, refusal.conditions, refusal.reason.name, False)

    def _note(self, refusal: Refusal) -> None:
        raise AssertionError("every kind of run knows what it thinks of refusals")


class _MessageRun(_Run):
    """The proof of a transition that is sent."""

    def __init__(self, declared: Transition, case: Case, executor: Executor, solver: Solver, setting: Setting) -> None:
        super().__init__(case, executor, solver, setting)
        self._declared = declared
        self._refusals: dict[Enum, dict[tuple[Term, ...], Refusal]] = {}

    def _note(self, refusal: Refusal) -> None:
        self._reasons[refusal.reason] = None
        path = tuple(condition.term for condition in refusal.conditions)
        self._refusals.setdefault(refusal.reason, {})[path] = refusal

    def _transition(self, world: World) -> object:
        answer = self._declared.function(world, *self._case.arguments)
        return bool(answer) if isinstance(answer, SymbolicBool) else answer

    def _goals_at_the_end(self, outcome: Outcome) -> list[Goal]:
        after, receipt = self._world_now(), Receipt(accepted=True, reason=None, answer=outcome.answer)
        goals = self._goals(self._setting.laws, self._case.laws, self._executor.before, after)
        return goals + self._message_goals(after, receipt)

    def _message_goals(self, after: World, receipt: Receipt) -> list[Goal]:
        executor, case = self._executor, self._case
        return message_holds(
            case.laws, executor.before, after, self._declared, case.arguments, receipt, executor.knowledge
        )

    def _judge_refusals(self) -> None:
        """A refused message leaves the world as it was, and the laws of messages hold of it too."""
        for _ in self._executor.explore(lambda _: None):
            for reason in self._reasons:
                receipt = Receipt(accepted=False, reason=reason, answer=None)
                goals = self._message_goals(self._executor.before, receipt)
                for refusal in self._ways_to(goals, reason):
                    facts = (*self._executor.facts(), *refusal.facts)
                    self._judge.show(goals, facts, refusal.conditions, f"refused for {reason.name}")

    def _ways_to(self, goals: Sequence[Goal], reason: Enum) -> Sequence[Refusal]:
        """The refusals to be looked at: all that are known, if the goals do not hold however it comes to one."""
        facts = self._executor.facts()
        if not failing(goals, facts, self._solver.roughly):
            return [Refusal(reason, (), ())]
        steps = any(reason in shown.reasons for shown in self._executor.loops.shown.values())
        known = list(self._refusals.get(reason, {}).values())
        return [*known, Refusal(reason, (), ())] if steps else known


class _StepRun(_Run):
    """The proof of a step of a loop by itself, from any lawful world."""

    def __init__(
        self,
        loop: Loop,
        visits: Sequence[Law],
        case: Case,
        executor: Executor,
        solver: Solver,
        setting: Setting,
    ) -> None:
        super().__init__(case, executor, solver, setting)
        self._loop, self._visits = loop, tuple(visits)

    def _note(self, refusal: Refusal) -> None:
        if refusal.reason not in self._reasons:
            formulas = [fact.term for fact in (*refusal.facts, *refusal.conditions)]
            if self._solver.can_hold(formulas):
                self._reasons[refusal.reason] = None

    def _transition(self, world: World) -> object:
        item, *extra = self._case.arguments
        self._executor.loops.take_any_turn(self._loop, item, extra)
        return None

    def _goals_at_the_end(self, outcome: Outcome) -> list[Goal]:
        setting, executor = self._setting, self._executor
        goals = self._goals(setting.laws, setting.relations, executor.before, self._world_now())
        if self._loop.path:
            goals += visits_hold(self._visits, self._loop, self._case.arguments, executor)
        return goals
