"""The judge: shows goals on the paths of one transition, and keeps what came of them.

What does not follow is asked again with more knowledge; what still does not is looked for among ordinary values, and
run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from filspec.kit.laws import Law
from filspec.symbolic.concrete import SIZES, Instance, instance_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.matching import covers
from filspec.symbolic.outcomes import Goal
from filspec.symbolic.paths import A_DECISION
from filspec.symbolic.products import has_product
from filspec.symbolic.replay import Replay, replay, unlawful_keys
from filspec.symbolic.reports import EngineError, Finding, Obligation, Way
from filspec.symbolic.samples import Sample
from filspec.symbolic.showing import Ask, Purse, failing
from filspec.symbolic.solver import BUDGET, HASTE, Solver, Verdict, worse
from filspec.symbolic.sums import has_sum
from filspec.symbolic.terms import Term, known_truth, negation
from filspec.symbolic.worlds import table_at

MOST_SEARCHES = 2
"""For how many paths of a transition that no sample goes a world is invented."""

MOST_FAILURES = 3
"""For how many failures of a transition a world is invented: more of them tell the same story."""

MOST_KEYS = 3
"""At how many further keys the laws are assumed, where a world that was found breaks them there."""

WIDTH = 120
"""Letters of a decision that are kept."""

INVENTED = "a world that the solver found"
"""The witness of a path that no story goes; it rests on no other actor."""

PLAIN = (None,)
"""Witnesses need not be small."""


class Case(NamedTuple):
    """What is run to confirm what the solver found.

    Attributes:
        name: of the transition.
        function: the transition.
        arguments: what it is given besides the world.
        laws: all laws, which the run is judged by.
        run: runs it on an instance, judged by some laws.
        refutable: the laws of which a failure is run.
        alone: those of them of which a single step is run, where ``run`` runs a whole loop.
        tried_again: the laws that are shown where a loop makes the step, in every way, if they do not follow here.
        witnesses: whether worlds are invented for paths that no sample goes.
        samples: runs of the transition that were made before.
    """

    name: str
    function: Callable[..., object]
    arguments: tuple[object, ...]
    laws: tuple[Law, ...]
    run: Callable[[Instance, Sequence[Law]], Replay]
    refutable: frozenset[str]
    witnesses: bool
    samples: tuple[Sample, ...]
    alone: frozenset[str] = frozenset()
    tried_again: frozenset[str] = frozenset()

    def runs(self, claim: str) -> Callable[[Instance, Sequence[Law]], Replay]:
        """What is run to show that a claim is false."""
        return partial(replay, self.function) if claim in self.alone else self.run


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
        ways: the accepted paths, each with its witness.
    """

    def __init__(self, case: Case, executor: Executor, solver: Solver) -> None:
        self.case, self._executor, self._solver = case, executor, solver
        self.verdicts: dict[str, Verdict] = {}
        self.findings: list[Finding] = []
        self.obligations: list[Obligation] = []
        self.ways: list[Way] = []
        self._searches = self._confirmations = 0
        self._refuting: dict[str, Replay | None] = {}

    def show(
        self, goals: Sequence[Goal], facts: Sequence[Fact], conditions: Sequence[Fact], place: str, here: bool = True
    ) -> list[tuple[Goal, Verdict]]:
        """Show goals; unless the path has gone on since, what fails is tried again harder, and then on real values.

        Returns:
            the goals that do not follow, each with what the solver says of its opposite.
        """
        before, needed = self._solver.spent, set[str]()
        broken = self._failing(goals, [*facts, *conditions], here, needed)
        for goal in goals:
            self.verdicts.setdefault(goal.name, Verdict.IMPOSSIBLE)
        asked = tuple(goal.name for goal in goals if not known_truth(goal.term))
        if asked:
            self.obligations.append(Obligation(place, asked, self._solver.spent - before, frozenset(needed)))
        for goal, verdict in broken:
            self.verdicts[goal.name] = worse(self.verdicts[goal.name], verdict)
            self.findings.append(self._found(goal, verdict, [*facts, *conditions], place, here))
        return broken

    def _failing(
        self, goals: Sequence[Goal], given: Sequence[Fact], here: bool, needed: set[str]
    ) -> list[tuple[Goal, Verdict]]:
        """The goals that do not follow, each way being tried only for those that need it, within one budget.

        What a run of a story refutes is asked no further, and no more is what was not proved elsewhere, or is tried
        again in loops and speaks of nothing that the further ways know more of.
        """
        purse = Purse(self._solver)
        found = self._asked(goals, given, purse.ask(self._solver.roughly, BUDGET, BUDGET), needed)
        refuted = [(goal, Verdict.POSSIBLE) for goal, _ in found if self._sampled(goal) is not None]
        found = [(goal, verdict) for goal, verdict in found if self._sampled(goal) is None]
        settled = refuted + [(goal, self.verdicts[goal.name]) for goal, _ in found if self._is_open(goal)]
        broken = [(goal, verdict) for goal, verdict in found if not self._is_open(goal)]
        settled += [(goal, verdict) for goal, verdict in broken if self._is_left(goal)]
        broken = [(goal, verdict) for goal, verdict in broken if not self._is_left(goal)]
        if broken and here:
            with self._executor.knowledge.aside():
                if self._executor.knowledge.seek_rows(self._executor.sums, [goal.term for goal, _ in broken]):
                    more = [*self._executor.facts(), *self._executor.assumed()]
                    harder = purse.ask(self._solver.roughly, BUDGET, purse.left // 2)
                    broken = self._asked([goal for goal, _ in broken], more, harder, needed)
        last = purse.ask(self._solver.check, HASTE, purse.left)
        return settled + self._asked([goal for goal, _ in broken], given, last, needed)

    def _is_open(self, goal: Goal) -> bool:
        """Whether it was met before and did not follow there."""
        return self.verdicts.get(goal.name, Verdict.IMPOSSIBLE) is not Verdict.IMPOSSIBLE

    def _is_left(self, goal: Goal) -> bool:
        """Whether it is left to the loops that make the step: it speaks of no sum and of no product."""
        return goal.name in self.case.tried_again and not has_product(goal.term) and not has_sum(goal.term)

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
        if known or goal.name not in self.case.refutable:
            why = "another path was run" if known else "the step was not run by itself"
            return Finding(self.case.name, goal.name, place, verdict, None, why)
        sampled = self._sampled(goal)
        replayed, why = (sampled, "") if sampled is not None else self._searched(goal, given, here)
        return Finding(self.case.name, goal.name, place, verdict, replayed, why)

    def run_where_it_was_found(self, goal: Goal, given: Sequence[Fact], place: str) -> None:
        """Run a failure that was shown after its path had been left; now the executor stands on that path again."""
        for number, found in enumerate(self.findings):
            if (found.goal, found.place, found.replay) == (goal.name, place, None) and goal.name in self.case.refutable:
                replayed, why = self._searched(goal, given, here=True)
                self.findings[number] = found._replace(replay=replayed, why_not=why)
                return

    def _sampled(self, goal: Goal) -> Replay | None:
        """A run of a story, from a lawful world, that breaks the law."""
        if goal.name not in self._refuting:
            self._refuting[goal.name] = next(self._runs_against(goal.name), None)
        return self._refuting[goal.name]

    def _runs_against(self, name: str) -> Iterator[Replay]:
        laws = [law for law in self.case.laws if law.name == name and name in self.case.refutable]
        run = self.case.runs(name)
        for sample in self.case.samples if laws else ():
            instance = Instance(sample.before, sample.arguments, sample.answers, {}, {})
            if run(instance, laws).broken:
                found = run(instance, self.case.laws)
                if not found.unlawful:
                    yield found

    def _searched(self, goal: Goal, given: Sequence[Fact], here: bool) -> tuple[Replay | None, str]:
        """A run from a world that the solver finds, or why there is none.

        After a loop the solver's values speak of what some loop may do; what the loop itself does, the run shows.
        """
        if not here:
            return None, "the path goes on after it"
        if self._confirmations == MOST_FAILURES:
            return None, f"{MOST_FAILURES} other failures of {self.case.name} were run"
        self._confirmations += 1
        formulas = [*(fact.term for fact in given), negation(goal.term)]
        found, keys = self._found_and_run(goal.name, formulas, ()), list[tuple[str, object]]()
        while found is not None and found.unlawful and len(keys) < MOST_KEYS and unlawful_keys(found):
            keys += unlawful_keys(found)
            again = self._found_and_run(goal.name, formulas, keys)
            if again is None:
                break
            found = again
        return found, "" if found is not None else "no finite world that shows it was found within the budget"

    def _found_and_run(self, claim: str, formulas: Sequence[Term], keys: Sequence[tuple[str, object]]) -> Replay | None:
        """A run from a world that the solver finds, and which is lawful at these keys too."""
        instance = self._instance(formulas, keys=keys)
        return None if instance is None else self._run(claim, instance)

    def witness(self) -> None:
        """Look for a run of the model that goes this path: laws that contradict each other prove everything."""
        found = next((sample for sample in self.case.samples if covers(sample, self._executor)), None)
        witness = "" if found is None else found.origin or "a run"
        if found is None and self._invented():
            witness = INVENTED
        decided = [] if witness else [fact.term for fact in self._executor.assumed() if fact.source == A_DECISION]
        self.ways.append(Way(tuple(shortened(str(term)) for term in decided), witness))

    @property
    def witnessed(self) -> int:
        """How many accepted paths a run of the model goes."""
        return sum(1 for way in self.ways if way.witness)

    def _invented(self) -> bool:
        """Whether the solver finds a world from which a run goes this path."""
        if not self.case.witnesses or self._searches == MOST_SEARCHES:
            return False
        self._searches += 1
        instance = self._instance(self._executor.paths.conditions, PLAIN)
        found = None if instance is None else replay(self.case.function, instance, self.case.laws)
        if found is None or found.unlawful:
            return False
        if found.surprises:
            raise EngineError(f"{self.case.name}: {'; '.join(found.surprises)}")
        return found.ending == "accepted"

    def _instance(
        self,
        formulas: Sequence[Term],
        sizes: Sequence[int | None] = SIZES,
        keys: Sequence[tuple[str, object]] = (),
    ) -> Instance | None:
        """What the formulas describe, on ordinary values; None where no closed world is found."""
        turn = self._executor.turn
        arguments = self.case.arguments if turn is None else (turn.item, *turn.extra)
        with self._executor.knowledge.aside():
            for path, key in keys:
                shape = table_at(self._executor.world_class, path).key
                self._executor.touch(path, tuple(shape.flatten(key)))
            return instance_of(self._executor, arguments, formulas, self._solver, sizes)

    def _run(self, claim: str, instance: Instance) -> Replay:
        turn = self._executor.turn
        if turn is None:
            return self.case.runs(claim)(instance, self.case.laws)
        return replay(turn.loop.step, instance, self.case.laws)


def shortened(text: str) -> str:
    """A text on one line, its end cut off if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 3]}..."


def open_goals(verdicts: Mapping[str, Verdict]) -> frozenset[str]:
    """The goals that were not proved everywhere."""
    return frozenset(name for name, verdict in verdicts.items() if verdict is not Verdict.IMPOSSIBLE)
