"""The judge: shows goals on the paths of one transition, and keeps what came of them.

What does not follow is asked again with more knowledge; what still does not is looked for among ordinary values, and
run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from filspec.kit.laws import Law
from filspec.symbolic.concrete import SIZES, Instance, instance_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.matching import covers
from filspec.symbolic.outcomes import Goal
from filspec.symbolic.replay import Replay, replay
from filspec.symbolic.reports import EngineError, Finding, Obligation
from filspec.symbolic.samples import Sample
from filspec.symbolic.showing import Ask, failing
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import Term, known_truth, negation

MOST_SEARCHES = 2
"""For how many paths of a transition that no sample goes a world is invented."""

MOST_FAILURES = 3
"""For how many failures of a transition a world is invented: more of them tell the same story."""

PLAIN = (None,)
"""Witnesses need not be small."""


class Case(NamedTuple):
    """What is run to confirm what the solver found.

    Attributes:
        name: of the transition.
        function: the transition.
        arguments: what it is given besides the world.
        laws: all laws, which the run is judged by.
        replays: whether failures are run.
        witnesses: whether worlds are invented for paths that no sample goes.
        samples: runs of the transition that were made before.
    """

    name: str
    function: Callable[..., object]
    arguments: tuple[object, ...]
    laws: tuple[Law, ...]
    replays: bool
    witnesses: bool
    samples: tuple[Sample, ...]


class Judge:
    """Shows what has to be shown of one transition.

    Args:
        case: what is run.
        executor: stands where the goals have to hold.
        solver: who is asked.

    Attributes:
        verdicts: what was found of each goal, wherever it was met.
        findings: the goals that were not proved.
        obligations: what was asked.
        witnessed: how many accepted paths a run of the model goes.
    """

    def __init__(self, case: Case, executor: Executor, solver: Solver) -> None:
        self.case, self._executor, self._solver = case, executor, solver
        self.verdicts: dict[str, Verdict] = {}
        self.findings: list[Finding] = []
        self.obligations: list[Obligation] = []
        self.witnessed = 0
        self._searches = self._confirmations = 0
        self._refuting: dict[str, Replay | None] = {}

    def show(
        self, goals: Sequence[Goal], facts: Sequence[Fact], conditions: Sequence[Fact], place: str, here: bool = True
    ) -> None:
        """Show goals; unless the path has gone on since, what fails is tried again harder, and then on real values."""
        before, needed = self._solver.spent, set[str]()
        broken = self._failing(goals, [*facts, *conditions], here, needed)
        for goal in goals:
            self.verdicts.setdefault(goal.name, Verdict.IMPOSSIBLE)
        asked = tuple(goal.name for goal in goals if not known_truth(goal.term))
        if asked:
            self.obligations.append(Obligation(place, asked, self._solver.spent - before, frozenset(needed)))
        for goal, verdict in broken:
            self.verdicts[goal.name] = verdict
            self.findings.append(self._found(goal, verdict, [*facts, *conditions], place, here))

    def fail(self, name: str, place: str) -> None:
        """Note that a law was not shown where it had to be."""
        self.verdicts[name] = Verdict.UNKNOWN
        self.findings.append(Finding(self.case.name, name, place, Verdict.UNKNOWN, None))

    def _failing(
        self, goals: Sequence[Goal], given: Sequence[Fact], here: bool, needed: set[str]
    ) -> list[tuple[Goal, Verdict]]:
        """The goals that do not follow, each way being tried only for those that need it.

        What a run of a story refutes is asked no further, and no more is what was not proved elsewhere.
        """
        found = self._asked(goals, given, self._solver.roughly, needed)
        refuted = [(goal, Verdict.POSSIBLE) for goal, _ in found if self._sampled(goal) is not None]
        found = [(goal, verdict) for goal, verdict in found if self._sampled(goal) is None]
        settled = refuted + [(goal, self.verdicts[goal.name]) for goal, _ in found if self._is_open(goal)]
        broken = [(goal, verdict) for goal, verdict in found if not self._is_open(goal)]
        if broken and here:
            with self._executor.knowledge.aside():
                self._executor.knowledge.seek_rows(self._executor.sums)
                more = [*self._executor.facts(), *self._executor.assumed()]
                broken = self._asked([goal for goal, _ in broken], more, self._solver.roughly, needed)
        return settled + self._asked([goal for goal, _ in broken], given, self._solver.check, needed)

    def _is_open(self, goal: Goal) -> bool:
        """Whether it was met before and did not follow there."""
        return self.verdicts.get(goal.name, Verdict.IMPOSSIBLE) is not Verdict.IMPOSSIBLE

    def _asked(
        self, goals: Sequence[Goal], given: Sequence[Fact], ask: Ask, needed: set[str]
    ) -> list[tuple[Goal, Verdict]]:
        """The goals that do not follow in this way; what those that do follow needed is noted."""
        self._solver.needed.clear()
        broken = failing(goals, given, ask)
        needed |= {fact.source for fact in given if fact.term in self._solver.needed}
        return broken

    def _found(self, goal: Goal, verdict: Verdict, given: Sequence[Fact], place: str, here: bool) -> Finding:
        known = any((goal.name, place) == (found.goal, found.place) and found.replay for found in self.findings)
        replayed = None if known or not self.case.replays else self._sampled(goal) or self._searched(goal, given, here)
        return Finding(self.case.name, goal.name, place, verdict, replayed)

    def _sampled(self, goal: Goal) -> Replay | None:
        """A run of a story, from a lawful world, that breaks the law."""
        if goal.name not in self._refuting:
            self._refuting[goal.name] = next(self._runs_against(goal.name), None)
        return self._refuting[goal.name]

    def _runs_against(self, name: str) -> Iterator[Replay]:
        laws = [law for law in self.case.laws if law.name == name and self.case.replays]
        for sample in self.case.samples if laws else ():
            instance = Instance(sample.before, sample.arguments, sample.answers, {}, {})
            if replay(self.case.function, instance, laws).broken:
                found = replay(self.case.function, instance, self.case.laws)
                if not found.unlawful:
                    yield found

    def _searched(self, goal: Goal, given: Sequence[Fact], here: bool) -> Replay | None:
        """A run from a world that the solver finds; behind a loop its values speak of what some loop may do."""
        behind_a_loop = self._executor.eras != self._executor.start_eras
        if behind_a_loop or not here or self._confirmations == MOST_FAILURES:
            return None
        self._confirmations += 1
        return self._replay([*(fact.term for fact in given), negation(goal.term)])

    def witness(self) -> None:
        """Look for a run of the model that goes this path: laws that contradict each other prove everything."""
        if any(covers(sample, self._executor) for sample in self.case.samples) or self._invented():
            self.witnessed += 1

    def _invented(self) -> bool:
        """Whether the solver finds a world from which a run goes this path."""
        if not self.case.witnesses or self._searches == MOST_SEARCHES:
            return False
        self._searches += 1
        found = self._replay(self._executor.paths.conditions, PLAIN)
        if found is None or found.unlawful:
            return False
        if found.surprises:
            raise EngineError(f"{self.case.name}: {'; '.join(found.surprises)}")
        return found.ending == "accepted"

    def _replay(self, formulas: Sequence[Term], sizes: Sequence[int | None] = SIZES) -> Replay | None:
        """What the formulas describe, on ordinary values; None where no closed world is found.

        Behind a loop the formulas speak of what some loop may do; the run tells what this one does.
        """
        turn = self._executor.turn
        transition = self.case.function if turn is None else turn.loop.step
        arguments = self.case.arguments if turn is None else (turn.item, *turn.extra)
        with self._executor.knowledge.aside():
            found = instance_of(self._executor, arguments, formulas, self._solver, sizes)
        return None if found is None else replay(transition, found, self.case.laws)


def open_goals(verdicts: Mapping[str, Verdict]) -> frozenset[str]:
    """The goals that were not proved everywhere."""
    return frozenset(name for name, verdict in verdicts.items() if verdict is not Verdict.IMPOSSIBLE)
