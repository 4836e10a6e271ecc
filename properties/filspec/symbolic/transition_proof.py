"""The proof of one transition: of a message, or of the step of a loop by itself.

All its paths are gone; at the end of each, where loops begin and where it is refused, what has to hold there is shown.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from enum import Enum

from filspec.kit.laws import OF_ONE_NAME, Law, Quantifier
from filspec.kit.runner import Receipt, Sent
from filspec.kit.transitions import Transition, transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.goals import laws_hold, message_holds, steps_hold
from filspec.symbolic.judge import Case, Judge
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.outcomes import (
    NEVER_REFUSED,
    NO_CRASH,
    NO_OTHER_REFUSAL,
    WITHIN_BOUNDS,
    Ending,
    Goal,
    Outcome,
    Refusal,
)
from filspec.symbolic.reports import Report
from filspec.symbolic.setting import Loop, Setting, Turn
from filspec.symbolic.solver import Solver, Verdict, worse
from filspec.symbolic.terms import FALSE, Term, conjunction, known_truth, same, simplified
from filspec.symbolic.values import SymbolicBool
from filspec.symbolic.visits import visits_hold
from filspec.symbolic.worlds import World, copy_of

BEFORE_THE_LOOP, AFTER_A_STEP = "before the loop of ", "after a step of "
"""How the places are called that have to do with loops."""

_Way = tuple[tuple[bool, ...], tuple[Term, ...]]
"""What no other refusal has: the ways taken until there, and the conditions."""


class _Proof:
    """The proof of one transition, or of one step by itself."""

    def __init__(self, declared: Transition, case: Case, executor: Executor, solver: Solver, setting: Setting) -> None:
        self._case, self._executor, self._solver, self._setting = case, executor, solver, setting
        self._declared = declared
        self._judge = Judge(case, executor, solver)
        self._reasons: dict[Enum, None] = {}
        self._refusals: dict[Enum, dict[_Way, Refusal]] = {}
        self._own = tuple(law for law in case.laws if law.path == declared.name and law.quantifier in OF_ONE_NAME)
        self._stated = {law.reason for law in self._own if law.quantifier is Quantifier.REFUSAL}
        self._turns: dict[tuple[str, str], Verdict] = {}
        executor.loops.at_beginning = self._judge_beginning

    def _judge_beginning(self, goals: Sequence[Goal], step: str) -> None:
        """Where a loop begins every law has to hold."""
        executor = self._executor
        goals = [*goals, *self._bounds_hold(executor.start, executor.world)]
        broken = self._judge.show(goals, executor.facts(), executor.assumed(), f"{BEFORE_THE_LOOP}{step}")
        self._note_turn(executor.turn, broken)

    def _transition(self, world: World) -> object:
        raise AssertionError("every kind of proof knows what it runs")

    def _goals_at_the_end(self, outcome: Outcome) -> list[Goal]:
        raise AssertionError("every kind of proof knows what it shows")

    def _laws_of_messages(self) -> Sequence[Law]:
        """What is said of the transition as a message."""
        return self._own

    def _message_goals(self, after: World, receipt: Receipt) -> list[Goal]:
        executor = self._executor
        sent = Sent(transition=self._declared, arguments=self._case.arguments, receipt=receipt)
        return message_holds(self._laws_of_messages(), executor.before, after, sent, executor.knowledge)

    def _judge_refusals(self) -> None:
        """A refused transition leaves the world as it was; laws of messages, and those of its refusals, hold of it."""
        self._judge_reasons_without_law()
        for _ in self._executor.explore(lambda _: None):
            for reason in self._reasons:
                receipt = Receipt(accepted=False, reason=reason, answer=None)
                goals = self._message_goals(self._executor.before, receipt)
                for refusal in self._ways_to(goals, reason):
                    facts = (*self._executor.facts(), *refusal.facts)
                    left = [goal for goal in goals if not _is_said(goal, refusal.conditions)]
                    self._judge.show(left, facts, refusal.conditions, f"refused for {reason.name}")

    def _judge_reasons_without_law(self) -> None:
        """Where laws say when a transition is refused, it is refused for no other reason in its own text."""
        found = dict[_Way, Refusal]()
        for reason, ways in self._refusals.items() if self._stated else ():
            for way, refusal in ways.items() if reason not in self._stated else ():
                if not refusal.in_turn and refusal.raised_by in ("", self._declared.name):
                    goal, place = Goal(NO_OTHER_REFUSAL, FALSE), f"refused for {reason.name}"
                    if self._judge.show([goal], refusal.facts, refusal.conditions, place, False):
                        found[way] = refusal
        if found:
            self._run_refusals(found)

    def _run_refusals(self, found: Mapping[_Way, Refusal]) -> None:
        """Go the paths to these refusals again, for there it is known which rows are looked at, and run them."""
        executor, goal = self._executor, Goal(NO_OTHER_REFUSAL, FALSE)
        for _ in executor.explore(self._transition):
            for refusal in executor.refusals if executor.turn is None else ():
                if _way_to(refusal) in found:
                    given, place = (*refusal.facts, *refusal.conditions), f"refused for {refusal.reason.name}"
                    self._judge.run_where_it_was_found(goal, given, place)

    def _ways_to(self, goals: Sequence[Goal], reason: Enum) -> Sequence[Refusal]:
        """The refusals to be looked at: all that are known, if it matters how it came to one."""
        if all(known_truth(goal.term) for goal in goals):
            return [Refusal(reason, (), ())]
        steps = any(reason in shown.reasons for shown in self._executor.loops.shown.values())
        known = list(self._refusals.get(reason, {}).values())
        return [*known, Refusal(reason, (), ())] if steps else known

    def report(self) -> Report:
        """Go all paths."""
        started, asked, spent = time.perf_counter(), self._solver.asked, self._solver.spent
        paths = dict.fromkeys(Ending, 0)
        executor, judge = self._executor, self._judge
        judge.verdicts |= dict.fromkeys(self._claims(), Verdict.IMPOSSIBLE)
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
            steps=tuple(dict.fromkeys(loop.name for loop in executor.loops.shown)),
            loops=tuple(dict.fromkeys(loop.kind for loop in executor.loops.shown)),
            turns=dict(self._turns),
            ways=tuple(judge.ways),
            seconds=time.perf_counter() - started,
            spent=self._solver.spent - spent,
            asked=self._solver.asked - asked,
        )

    def _claims(self) -> list[str]:
        """What is claimed of how a run ends: on no path does it crash, or end as it may not."""
        promised = [] if self._executor.promise is None else [NEVER_REFUSED]
        return [NO_CRASH, WITHIN_BOUNDS, *promised, *([NO_OTHER_REFUSAL] if self._stated else [])]

    def _judge_path(self, outcome: Outcome) -> None:
        executor, judge, turn = self._executor, self._judge, self._executor.turn
        self._note_turn(turn, [])
        for refusal in executor.refusals:
            self._note(refusal)
            self._judge_refusal(refusal, turn if refusal.in_turn else None)
        for of_step, refusal in executor.undone:
            self._judge_refusal(refusal, of_step)
        if outcome.ending is Ending.CRASHED:
            if turn is None or NO_CRASH in turn.open:
                crash = [Goal(NO_CRASH, FALSE)]
                self._note_turn(turn, judge.show(crash, executor.facts(), executor.assumed(), outcome.reason))
        elif outcome.ending is not Ending.REFUSED:
            place = "at the end" if turn is None else f"{AFTER_A_STEP}{turn.loop.name}"
            goals = self._goals_at_the_end(outcome) if turn is None else self._goals_after(turn)
            self._note_turn(turn, judge.show(goals, executor.facts(), executor.assumed(), place))
            if turn is None:
                judge.witness()

    def _note_turn(self, turn: Turn | None, broken: Sequence[tuple[Goal, Verdict]]) -> None:
        """Note of a turn that was run which claims were to be shown of it, and which do not follow.

        A claim that no turn can show, like a law of visits, is never noted, and so it is missed.
        """
        if turn is None:
            return
        shows = {
            NO_CRASH,
            NEVER_REFUSED,
            WITHIN_BOUNDS,
            *(law.name for law in (*self._setting.laws, *self._setting.relations)),
        }
        for name in sorted(turn.open & shows):
            self._turns.setdefault((turn.loop.kind, name), Verdict.IMPOSSIBLE)
        for goal, verdict in broken:
            place = (turn.loop.kind, goal.name)
            self._turns[place] = worse(self._turns.get(place, verdict), verdict)

    def _goals_after(self, turn: Turn) -> list[Goal]:
        laws, relations = turn.wants(self._setting.laws), turn.wants(self._setting.relations)
        return self._goals(laws, relations, self._executor.start, self._world_now())

    def _goals(self, laws: Sequence[Law], relations: Sequence[Law], before: World, after: World) -> list[Goal]:
        """The world is lawful, and related to what it was before as laws of steps say."""
        executor = self._executor
        return [
            *laws_hold(laws, after, executor.knowledge, executor.arbitrary_key),
            *steps_hold(relations, before, after, executor.knowledge, executor.arbitrary_key, self._setting.relations),
            *self._bounds_hold(before, after),
        ]

    def _bounds_hold(self, before: World, after: World) -> list[Goal]:
        """Parameters that were written are within the bounds that are assumed of parameters."""
        if self._executor.turn is not None and WITHIN_BOUNDS not in self._executor.turn.open:
            return []
        known = {fact.term for fact in self._setting.bounds(before)}
        terms = [fact.term for fact in self._setting.bounds(after)]
        return [Goal(WITHIN_BOUNDS, conjunction(terms))] if not known.issuperset(terms) else []

    def _world_now(self) -> World:
        return copy_of(self._executor.world, frozen=True)

    def _judge_refusal(self, refusal: Refusal, turn: Turn | None) -> None:
        """What is promised not to happen has to be impossible: of the transition, or of a turn of a loop."""
        allowed = self._executor.promise if turn is None else turn.promise
        if allowed is not None and refusal.reason not in allowed:
            goal = Goal(NEVER_REFUSED, FALSE)
            broken = self._judge.show([goal], refusal.facts, refusal.conditions, refusal.reason.name, False)
            self._note_turn(turn, broken)

    def _note(self, refusal: Refusal) -> None:
        self._refusals.setdefault(refusal.reason, {})[_way_to(refusal)] = refusal


class MessageProof(_Proof):
    """The proof of a transition that is sent."""

    def _laws_of_messages(self) -> Sequence[Law]:
        return self._case.laws

    def _note(self, refusal: Refusal) -> None:
        super()._note(refusal)
        self._reasons[refusal.reason] = None

    def _transition(self, world: World) -> object:
        return _settled(self._declared.function(world, *self._case.arguments))

    def _goals_at_the_end(self, outcome: Outcome) -> list[Goal]:
        after, receipt = self._world_now(), Receipt(accepted=True, reason=None, answer=outcome.answer)
        goals = self._goals(self._setting.laws, self._case.laws, self._executor.before, after)
        return goals + self._message_goals(after, receipt)


class StepProof(_Proof):
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
        super().__init__(transition_of(loop.step), case, executor, solver, setting)
        self._loop, self._visits = loop, tuple(visits)

    def _note(self, refusal: Refusal) -> None:
        super()._note(refusal)
        if refusal.reason not in self._reasons:
            formulas = [fact.term for fact in (*refusal.facts, *refusal.conditions)]
            if self._solver.can_hold(formulas):
                self._reasons[refusal.reason] = None

    def _transition(self, world: World) -> object:
        item, *extra = self._case.arguments
        return _settled(self._executor.loops.take_any_turn(self._loop, item, extra))

    def _goals_at_the_end(self, outcome: Outcome) -> list[Goal]:
        setting, executor, after = self._setting, self._executor, self._world_now()
        goals = self._goals(setting.laws, setting.relations, executor.before, after)
        goals += self._message_goals(after, Receipt(accepted=True, reason=None, answer=outcome.answer))
        if self._loop.path:
            goals += visits_hold(self._visits, self._loop, self._case.arguments, executor)
        return goals


def _settled(answer: object) -> object:
    """An answer; of a truth value it is decided which, on two paths if both are possible."""
    return bool(answer) if isinstance(answer, SymbolicBool) else answer


def _way_to(refusal: Refusal) -> _Way:
    return refusal.ways, tuple(condition.term for condition in refusal.conditions)


def _is_said(goal: Goal, conditions: Sequence[Fact]) -> bool:
    """Whether a goal is word for word a condition of the path."""
    return any(same(simplified(goal.term), simplified(condition.term)) for condition in conditions)
