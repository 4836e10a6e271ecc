"""Reachability of a failure: is there a story from genesis after which a message breaks a law?

First every place along the built-in lives is tried, then every place that any further messages lead to from there, the
nearest first. What is found is a run; what is not found was looked for no further than that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import islice

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.methods import METHODS
from filspec.actors.reward.awards import award_block_reward
from filspec.symbolic.outcomes import NEVER_REFUSED, NO_CRASH
from filspec.symbolic.reach.feasibility import BudgetSpent
from filspec.symbolic.reach.first_world import first_world
from filspec.symbolic.reach.goals import Crashes, Goal, Refused, breaks
from filspec.symbolic.reach.positions import Position
from filspec.symbolic.reach.search import MOST_ITEMS, NotReached, Progress, Reached, Search
from filspec.symbolic.reach.sequences import SEQUENCES
from filspec.symbolic.reach.steps import Call, Step, Ticks, call, tick
from filspec.symbolic.worlds import World

BUDGET = 30_000_000
"""Resource units of the solver, about half a minute."""

MOST_MESSAGES = 30
"""Stories are not made longer than this."""

WIDTH = 2
"""How many ways to send the same messages are followed."""

FURTHER = 2
"""How many messages are tried behind a place along a life."""

ALPHABET = (*(call(method) for method in METHODS.values()), call(end_of_epoch), call(award_block_reward))
"""All that can happen next."""


def reachable(
    last: Call,
    goal: Goal,
    most_messages: int = MOST_MESSAGES,
    most_items: int = MOST_ITEMS,
    genesis: World | None = None,
    budget: int = BUDGET,
    progress: Progress = lambda _: None,
) -> Reached | NotReached:
    """A story of at most so many messages whose last comes to the goal.

    Args:
        last: the message.
        goal: what it is to come to.
        most_messages: the greatest length of the story; each end of an epoch is a message.
        most_items: the greatest length of a message's list.
        genesis: the world in which stories begin.
        budget: resource units of the solver.
        progress: told how many messages are possible so far.
    """
    search = Search(first_world() if genesis is None else genesis, most_items, budget, progress)
    try:
        for position in _places(search, most_messages - 1):
            for reached in search.ends(position, last, goal):
                return reached
    except BudgetSpent:
        return search.nothing_found(spent=True)
    return search.nothing_found(spent=False)


def failure(claim: str, allowed: frozenset[Enum] = frozenset()) -> Goal:
    """The goal of a story that shows that a claim of the prover is false.

    Args:
        claim: a law, or what else the prover claims of a transition.
        allowed: the reasons for which it may be refused all the same.

    Raises:
        BadStory: there is no such claim, or no single run can show that it is false.
    """
    if claim == NO_CRASH:
        return Crashes()
    return Refused(None, allowed) if claim == NEVER_REFUSED else breaks(claim)


def _places(search: Search, most: int) -> Iterator[Position]:
    """Places along the lives, then those that further messages lead to."""
    nearest = []
    for position in _along_the_lives(search, most):
        nearest.append(position)
        yield position
    for _ in range(FURTHER):
        further = []
        for position in nearest:
            if len(position.sent) < most:
                for step in ALPHABET:
                    for place in islice(search.walks(position, [step]), WIDTH):
                        further.append(place)
                        yield place
        nearest = further


def _along_the_lives(search: Search, most: int) -> Iterator[Position]:
    """Places along the lives, the nearest first; what lives have in common is gone once."""
    yield search.beginning
    lives = [[step for long in sequence.steps for step in _single(long)] for sequence in SEQUENCES.values()]
    reached: list[tuple[Sequence[Step], list[Position]]] = [([], [search.beginning])]
    for count in range(1, most + 1):
        nearer, reached = reached, []
        for life in lives:
            if len(life) >= count and all(steps != life[:count] for steps, _ in reached):
                before = next(places for steps, places in nearer if steps == life[: count - 1])
                found = (place for one in before for place in search.walks(one, [life[count - 1]]))
                reached.append((life[:count], list(islice(found, WIDTH))))
                yield from reached[-1][1]


def _single(step: Step) -> list[Step]:
    """A long wait as single ends of epochs."""
    return [tick()] * step.most if isinstance(step, Ticks) else [step]
