"""The search for a story: step by step, from each place where it may stand, until it comes to what is wanted.

A message that cannot be accepted ends its branch. What is found is run by the ordinary runner, and reported only if
the run comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.kit import linter
from filspec.kit.transitions import transition_of
from filspec.laws.broken import LawBroken
from filspec.laws.catalogue import catalogue
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.products import definitions_in
from filspec.symbolic.reach.arguments import argument_lists, from_each_sender
from filspec.symbolic.reach.bounded import BoundedExecutor
from filspec.symbolic.reach.feasibility import BudgetSpent, Feasibility
from filspec.symbolic.reach.first_world import first_world
from filspec.symbolic.reach.foresight import all_terms, surprises
from filspec.symbolic.reach.goals import ACCEPTED, Breaks, Goal
from filspec.symbolic.reach.positions import Arrival, Position, Sent
from filspec.symbolic.reach.questions import answers_of, no_collisions
from filspec.symbolic.reach.settled import found_value, terms_of
from filspec.symbolic.reach.steps import BadStory, Call, Step, Ticks, call
from filspec.symbolic.reach.telling import Told, tell
from filspec.symbolic.reports import EngineError
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import INT, Term, known_number, sort_of
from filspec.symbolic.worlds import World

BUDGET = 400_000_000
"""Resource units of the solver for one search, some minutes."""

MOST_ITEMS = 2
"""The lists of messages are not made longer than this, unless more is asked for."""

Progress = Callable[[int], None]
"""Told how many steps of the story are possible so far."""


class Reached(NamedTuple):
    """A story that comes to what is wanted.

    Attributes:
        told: the run that shows it.
        broken: the first law that is broken on the way, sought or not.
    """

    told: Told
    broken: LawBroken | None


class NotReached(NamedTuple):
    """No story was found.

    Attributes:
        exhausted: whether every way was looked at and found impossible; if not, the resources were spent before, or
            something was left in doubt.
        furthest: how many steps were possible.
    """

    exhausted: bool
    furthest: int


class Search:
    """Looks for stories that begin in one world.

    Args:
        genesis: the world.
        most_items: the greatest length of a message's list.
        budget: resource units of the solver for all that is sought.
        progress: told how far a story has come.
    """

    def __init__(
        self,
        genesis: World,
        most_items: int = MOST_ITEMS,
        budget: int = BUDGET,
        progress: Progress = lambda _: None,
    ) -> None:
        self._genesis, self._most_items, self._progress = genesis, most_items, progress
        self._feasibility = Feasibility(Solver(), budget)
        self._executor = BoundedExecutor(genesis, self._feasibility)
        self.beginning = self._executor.beginning
        self.furthest = 0
        self._surprised = False

    def walks(self, position: Position, steps: Sequence[Step]) -> Iterator[Position]:
        """Every place where a story can stand behind these steps, all accepted."""
        if not steps:
            yield position
            return
        for step, rest in _alternatives(steps):
            if step is None:
                yield from self.walks(position, rest)
                continue
            for arrival in self._arrivals(position, step):
                if arrival.ending is Ending.ACCEPTED and self._executor.is_possible(arrival.position):
                    self._note(arrival.position)
                    yield from self.walks(arrival.position, rest)

    def ends(self, position: Position, last: Call, goal: Goal) -> Iterator[Reached]:
        """Every story in which the last message comes to the goal from here."""
        for arrival in self._arrivals(position, last):
            for wanted in goal.positions(self._executor, position, arrival):
                reached = self._told(wanted, goal)
                if reached is not None:
                    self._note(wanted)
                    yield reached

    def _arrivals(self, position: Position, step: Call) -> Iterator[Arrival]:
        linter.require_linted(transition_of(step.transition).function.__module__)
        for sent_by in from_each_sender(step, self._genesis):
            for arguments in argument_lists(sent_by, str(len(position.sent)), self._most_items):
                yield from self._executor.arrivals(position, Sent(step.transition, arguments))

    def _told(self, wanted: Position, goal: Goal) -> Reached | None:
        """The story with the smallest arguments, if its run comes to the goal."""
        foreseen = self._executor.world_at(wanted)
        facts = [*wanted.conditions, *no_collisions(wanted.questions), *definitions_in(all_terms(foreseen))]
        model = self._feasibility.smallest(facts, _numbers(wanted))
        if model is None:
            return None
        sent = tuple(
            Sent(transition, tuple(found_value(model, argument) for argument in arguments))
            for transition, arguments in wanted.sent
        )
        laws = (goal.law,) if isinstance(goal, Breaks) else ()
        told = tell(self._genesis, sent, answers_of(wanted.questions, model), laws)
        last, is_whole = told.steps[-1], len(told.steps) == len(sent)
        if is_whole and last.receipt.accepted and (wrong := list(surprises(foreseen, model, told.world))):
            raise EngineError(f"{last.message}: {'; '.join(wrong)}")
        if not goal.is_met(told):
            self._surprised = True
            return None
        watched = told if laws else tell(self._genesis, sent, answers_of(wanted.questions, model), catalogue())
        return Reached(told, watched.broken)

    def nothing_found(self, spent: bool) -> NotReached:
        """What to say when nothing was found."""
        return NotReached(not (spent or self._surprised or self._feasibility.doubted), self.furthest)

    def _note(self, position: Position) -> None:
        if len(position.sent) > self.furthest:
            self.furthest = len(position.sent)
            self._progress(self.furthest)


def reach(
    steps: Sequence[Step],
    goal: Goal = ACCEPTED,
    genesis: World | None = None,
    most_items: int = MOST_ITEMS,
    budget: int = BUDGET,
    progress: Progress = lambda _: None,
) -> Reached | NotReached:
    """Arguments with which these steps, from genesis, come to the goal.

    Args:
        steps: the messages, in order; the goal is about the last.
        goal: what the story is to come to.
        genesis: the world in which it begins; a small one with four accounts unless another is given.
        most_items: the greatest length of a message's list.
        budget: resource units of the solver.
        progress: told how many messages are possible so far.

    Raises:
        BadStory: there are no steps, or something given does not fit its message.
        LintError: a message leaves the provable subset.
        EngineError: a run comes to another world than was foreseen.
    """
    if not steps:
        raise BadStory("a story has at least one message: give some steps")
    search = Search(first_world() if genesis is None else genesis, most_items, budget, progress)
    try:
        for before, last in _last_messages(steps):
            for position in search.walks(search.beginning, before):
                for reached in search.ends(position, last, goal):
                    return reached
    except BudgetSpent:
        return search.nothing_found(spent=True)
    return search.nothing_found(spent=False)


TICK = call(end_of_epoch)


def _alternatives(steps: Sequence[Step]) -> Iterator[tuple[Call | None, Sequence[Step]]]:
    """The ways to make a first step, with what then remains; None for passing over one that may be left out."""
    first, *rest = steps
    if isinstance(first, Call):
        yield first, rest
        return
    if first.least == 0:
        yield None, rest
    if first.most > 0:
        yield TICK, [Ticks(max(first.least - 1, 0), first.most - 1), *rest]


def _last_messages(steps: Sequence[Step]) -> Iterator[tuple[Sequence[Step], Call]]:
    """The ways to set the last message apart from those before."""
    *before, last = steps
    if isinstance(last, Call):
        yield before, last
        return
    if last.least == 0 and before:
        yield from _last_messages(before)
    if last.most > 0:
        yield [*before, Ticks(max(last.least - 1, 0), last.most - 1)], TICK


def _numbers(position: Position) -> list[Term]:
    """All unknown numbers among the arguments."""
    terms = [term for sent in position.sent for term in terms_of(sent.arguments)]
    return [term for term in terms if sort_of(term) == INT and known_number(term) is None]
