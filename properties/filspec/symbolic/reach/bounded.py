"""The bounded executor: answers the seam of the kit while a story runs from genesis.

Nothing is arbitrary here but the arguments: loops go through the rows that are there, and sums are what the rows add
up to. Each message is run from wherever the story stands, on all its paths; what cannot happen is not followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum

from filspec.kit import engine
from filspec.kit.engine import Over
from filspec.kit.frames import Rows
from filspec.kit.requirement import Rejected
from filspec.kit.transitions import transition_of
from filspec.symbolic.computation import CRASHES, computed, outcomes_of
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.paths import Paths
from filspec.symbolic.reach.feasibility import Feasibility
from filspec.symbolic.reach.finite_comparisons import confined, unchanged
from filspec.symbolic.reach.finite_sums import FiniteTotals, total
from filspec.symbolic.reach.finite_tables import FiniteTable
from filspec.symbolic.reach.lifting import leaves_of_world, lifted, put_back
from filspec.symbolic.reach.positions import Arrival, Position, Sent, Transition
from filspec.symbolic.reach.questions import Question, ask, no_collisions
from filspec.symbolic.reach.settled import plain, settled, terms_of, value_of
from filspec.symbolic.terms import FALSE, Term, choice, known_truth, negation
from filspec.symbolic.values import OutsideTheSubset, SymbolicBool, deciders, truth_of
from filspec.symbolic.worlds import World


class BoundedExecutor:
    """Runs messages from where a story stands.

    Args:
        genesis: the ordinary world in which every story begins.
        feasibility: tells what can happen.
        axioms: what is assumed of the answers to questions; a story is run, a proof may assume nothing of them.
    """

    def __init__(
        self,
        genesis: World,
        feasibility: Feasibility,
        axioms: Callable[[Sequence[Question]], Sequence[Term]] = no_collisions,
    ) -> None:
        self._feasibility, self._axioms = feasibility, axioms
        self._world, self._before = lifted(genesis), lifted(genesis)
        self._paths = Paths(lambda _: True)
        self._attempts = 0
        self._questions: list[Question] = []
        self._refusals: list[tuple[Enum, tuple[Term, ...]]] = []
        self.beginning = Position(leaves_of_world(self._world), (), (), ())

    def arrivals(self, position: Position, sent: Sent) -> Iterator[Arrival]:
        """Every way that a message can end here; refusals that leave no other way come one by one."""
        standing = _assuming(position.conditions)
        paths = Paths(lambda condition: self._possible(position, paths, condition), standing)
        while True:
            self._paths = paths
            yield from self._run(position, sent)
            if not paths.advance():
                return

    def _run(self, position: Position, sent: Sent) -> list[Arrival]:
        self._paths.begin()
        self._attempts, self._questions, self._refusals = 0, list(position.questions), []
        put_back(self._world, position.leaves)
        ending, reason, answer = Ending.ACCEPTED, None, None
        with engine.answered_by(self), _deciding(self._paths):
            try:
                answer = transition_of(sent.transition).function(self._world, *sent.arguments)
            except Rejected as rejected:
                ending, reason = Ending.REFUSED, rejected.reason
            except CRASHES:
                ending = Ending.CRASHED
        here = self._position(position, sent, tuple(self._paths.conditions))
        refused = [
            Arrival(Ending.REFUSED, why, None, self._position(position, sent, ways)) for why, ways in self._refusals
        ]
        return [*refused, Arrival(ending, reason, answer, here)]

    def _position(self, position: Position, sent: Sent, conditions: tuple[Term, ...]) -> Position:
        return Position(
            leaves_of_world(self._world),
            (*position.conditions, *conditions),
            tuple(self._questions),
            (*position.sent, sent),
        )

    def _possible(self, position: Position, paths: Paths, condition: Term) -> bool:
        facts = self._axioms(self._questions)
        return self._feasibility.possible([*position.conditions, *facts, *paths.conditions, condition])

    def is_possible(self, position: Position) -> bool:
        """Whether a story can come here."""
        return self._feasibility.possible([*position.conditions, *self._axioms(position.questions)])

    def world_at(self, position: Position) -> World:
        """The world where a story stands, until something else is run."""
        put_back(self._world, position.leaves)
        return self._world

    def judge(
        self, before: Position, after: Position, question: Callable[[World, World], Sequence[Term]]
    ) -> tuple[Position, list[Term]]:
        """What is asked of the worlds before and after a message, and the position with what that asked in turn."""
        put_back(self._before, before.leaves)
        put_back(self._world, after.leaves)
        self._questions, self._paths = list(after.questions), _assuming(after.conditions)
        with engine.answered_by(self), _deciding(self._paths):
            terms = list(question(self._before, self._world))
        return after._replace(questions=tuple(self._questions)), terms

    def holds(self, law: Callable[..., object], arguments: Sequence[object]) -> Term:
        """Whether a law holds, as one term; one that crashes does not."""
        returned, _ = outcomes_of(law, arguments, self._paths)
        found = FALSE
        for condition, answer in reversed(returned):
            found = choice(condition, truth_of(answer), found)
        return settled(found)

    def require(self, condition: object, reason: Enum) -> None:
        """Assume the condition; the way on which it does not hold is noted."""
        term = settled(truth_of(condition))
        known = known_truth(term)
        if known is None and self._attempts:
            known = self._paths.decide(term)
        if known is False:
            raise Rejected(reason)
        if known is None:
            self._refusals.append((reason, (*self._paths.conditions, negation(term))))
            self._paths.assume(term)

    def compute(self, function: Transition, arguments: tuple[object, ...]) -> object:
        """Merge a computation."""
        return plain(computed(function, arguments))

    def ask(self, oracle: Transition, arguments: tuple[object, ...]) -> object:
        """An answer that the solver chooses."""
        question = ask(oracle, arguments, type(self._world), len(self._questions))
        self._questions.append(question)
        return question.answer

    def attempt(self, step: Transition, arguments: tuple[object, ...]) -> bool:
        """Run a step that may be refused; then it has changed nothing."""
        world = arguments[0]
        leaves = leaves_of_world(world)
        self._attempts += 1
        try:
            step(*arguments)
        except Rejected:
            put_back(world, leaves)
            return False
        finally:
            self._attempts -= 1
        return True

    def loop(self, over: object, group: object, step: Transition, arguments: tuple[object, ...]) -> None:
        """Run the step for each item of a list, or each row that is there, by ascending key."""
        world, *extra = arguments
        if isinstance(over, tuple):
            for item in over:
                step(world, item, *extra)
            return
        if not isinstance(over, FiniteTable):
            raise OutsideTheSubset("a loop goes through a list of unknown length")
        for cell in over.cells_in_order(() if group is Over.ROWS else terms_of(group)):
            key = value_of(over.key, cell.key)
            if key in over:
                step(world, key, *extra)

    def total(self, table: object, amount: Transition) -> object:
        """The sum over a table."""
        assert isinstance(table, FiniteTable)
        return total(table, amount)

    def total_by(self, table: object, shares: Transition) -> FiniteTotals:
        """The sums over a table, by group."""
        assert isinstance(table, FiniteTable)
        return FiniteTotals(table, shares)

    def unchanged(self, before: World, after: World, paths: Sequence[str]) -> object:
        """Whether leaves have the same values in two worlds."""
        return plain(SymbolicBool(unchanged(before, after, paths)))

    def confined(self, before: World, after: World, changes: Mapping[str, Rows]) -> object:
        """Whether two worlds differ only in what may change."""
        return plain(SymbolicBool(confined(before, after, changes)))


def _assuming(conditions: Sequence[Term]) -> Paths:
    paths = Paths(lambda _: True)
    for condition in conditions:
        paths.assume(condition)
    return paths


@contextmanager
def _deciding(paths: Paths) -> Iterator[None]:
    deciders.append(paths)
    try:
        yield
    finally:
        deciders.pop()
