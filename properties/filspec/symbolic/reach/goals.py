"""Goals: what a story is to come to, asked of terms while it is sought, and of the run that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from traceback import extract_tb
from typing import NamedTuple, Protocol

from filspec.kit.laws import Law, Quantifier
from filspec.laws.catalogue import catalogue
from filspec.symbolic.computation import CRASHES
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.reach.bounded import BoundedExecutor
from filspec.symbolic.reach.law_cases import cases
from filspec.symbolic.reach.positions import Arrival, Position
from filspec.symbolic.reach.steps import BadStory, known
from filspec.symbolic.reach.telling import Told
from filspec.symbolic.terms import Term, conjunction, known_truth, negation
from filspec.symbolic.values import OutsideTheSubset
from filspec.symbolic.worlds import World


class Goal(Protocol):
    """What a story is to come to."""

    @property
    def sentence(self) -> str:
        """What it is, in words."""

    def positions(self, executor: BoundedExecutor, before: Position, arrival: Arrival) -> Iterator[Position]:
        """Where the last message arrives, with the conditions under which that is what was wanted."""

    def is_met(self, told: Told) -> bool:
        """Whether the run came to it."""


class Accepted(NamedTuple):
    """All messages are accepted."""

    @property
    def sentence(self) -> str:
        """What it is, in words."""
        return "every message is accepted"

    def positions(self, executor: BoundedExecutor, before: Position, arrival: Arrival) -> Iterator[Position]:
        """The position, if the message was accepted."""
        if arrival.ending is Ending.ACCEPTED:
            yield arrival.position

    def is_met(self, told: Told) -> bool:
        """Whether every message was accepted."""
        return not told.crash and all(step.receipt.accepted for step in told.steps)


class Refused(NamedTuple):
    """The last message is refused for a reason; without one, for any but some."""

    reason: Enum | None
    other_than: frozenset[Enum] = frozenset()

    @property
    def sentence(self) -> str:
        """What it is, in words."""
        if self.reason is not None:
            return f"the last message is refused for {self.reason.name}"
        others = " or ".join(sorted(reason.name for reason in self.other_than))
        return f"the last message is refused for any reason{f' but {others}' if others else ''}"

    def _is_meant(self, reason: Enum | None) -> bool:
        return reason is not None and reason not in self.other_than and self.reason in (None, reason)

    def positions(self, executor: BoundedExecutor, before: Position, arrival: Arrival) -> Iterator[Position]:
        """The position, if the message was refused for it."""
        if arrival.ending is Ending.REFUSED and self._is_meant(arrival.reason):
            yield arrival.position

    def is_met(self, told: Told) -> bool:
        """Whether the last message was refused for it, and all others were accepted."""
        *others, last = told.steps
        return all(step.receipt.accepted for step in others) and self._is_meant(last.receipt.reason)


class Crashes(NamedTuple):
    """The last message crashes, which is a bug of the model."""

    @property
    def sentence(self) -> str:
        """What it is, in words."""
        return "the last message crashes"

    def positions(self, executor: BoundedExecutor, before: Position, arrival: Arrival) -> Iterator[Position]:
        """The position, if the message crashed."""
        if arrival.ending is Ending.CRASHED:
            yield arrival.position

    def is_met(self, told: Told) -> bool:
        """Whether the run crashed."""
        return bool(told.crash)


class Holds(NamedTuple):
    """All messages are accepted, and something is true of the world at the end."""

    predicate: Callable[[World], bool]

    @property
    def sentence(self) -> str:
        """What it is, in words."""
        name = getattr(self.predicate, "__name__", "<lambda>")
        return f"{'the predicate' if name == '<lambda>' else name} holds at the end"

    def positions(self, executor: BoundedExecutor, before: Position, arrival: Arrival) -> Iterator[Position]:
        """The position under the condition that it is true there."""
        if arrival.ending is Ending.ACCEPTED:
            yield from _where(
                executor, before, arrival.position, lambda _, after: [executor.holds(self._asked_of, (after,))]
            )

    def is_met(self, told: Told) -> bool:
        """Whether it is true of the world at the end of the run."""
        return ACCEPTED.is_met(told) and bool(self._asked_of(told.world))

    def _asked_of(self, world: World) -> bool:
        """Whether it is true of a world.

        Raises:
            BadStory: the predicate itself fails.
        """
        try:
            return self.predicate(world)
        except (OutsideTheSubset, *CRASHES):
            raise
        except Exception as failure:
            place = extract_tb(failure.__traceback__)[-1]
            raise BadStory(f"{place.filename}:{place.lineno}: {type(failure).__name__}: {failure}") from failure


class Breaks(NamedTuple):
    """The last message breaks a law; one that is refused can break only what is said of messages."""

    law: Law

    @property
    def sentence(self) -> str:
        """What it is, in words."""
        return f"the last message breaks the law {self.law.name}"

    def positions(self, executor: BoundedExecutor, before: Position, arrival: Arrival) -> Iterator[Position]:
        """The positions, under the condition that the law does not hold for one of its rows."""
        if arrival.ending is Ending.CRASHED:
            return
        if arrival.ending is Ending.REFUSED:
            if self.law.quantifier not in (Quantifier.MESSAGE, Quantifier.REFUSAL):
                return
            arrival = arrival._replace(position=arrival.position._replace(leaves=before.leaves))
        position, terms = executor.judge(
            before, arrival.position, lambda old, new: list(cases(self.law, executor, old, new, before, arrival))
        )
        for term in terms:
            yield from _under(position, negation(term))

    def is_met(self, told: Told) -> bool:
        """Whether the last message of the run broke it."""
        return told.broken is not None and told.broken.law.name == self.law.name


ACCEPTED = Accepted()


def accepted() -> Accepted:
    """All messages are to be accepted."""
    return ACCEPTED


def refused(reason: Enum | None = None) -> Refused:
    """The last message is to be refused, for this reason or for any."""
    return Refused(reason)


def crashes() -> Crashes:
    """The last message is to crash."""
    return Crashes()


def holds(predicate: Callable[[World], bool]) -> Holds:
    """All messages are to be accepted, and then the predicate to hold of the world."""
    return Holds(predicate)


def breaks(law: str) -> Breaks:
    """The last message is to break a law.

    Raises:
        BadStory: there is no such law, or it speaks of loops, which a run does not show.
    """
    laws = {found.name: found for found in catalogue()}
    known("law", law, laws)
    if laws[law].quantifier is Quantifier.VISIT:
        raise BadStory(f"the law {law} speaks of the rows of one loop; name a law of worlds, steps or messages")
    return Breaks(laws[law])


def _where(
    executor: BoundedExecutor, before: Position, after: Position, question: Callable[[World, World], list[Term]]
) -> Iterator[Position]:
    position, terms = executor.judge(before, after, question)
    yield from _under(position, conjunction(terms))


def _under(position: Position, condition: Term) -> Iterator[Position]:
    if known_truth(condition) is not False:
        yield position._replace(conditions=(*position.conditions, condition))
