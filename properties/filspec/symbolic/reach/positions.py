"""Positions: where a story stands, and how a message may end."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from filspec.kit.worlds import Leaves
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.reach.questions import Question
from filspec.symbolic.terms import Term

Transition = Callable[..., object]


class Sent(NamedTuple):
    """A message of the story, with its arguments."""

    transition: Transition
    arguments: tuple[object, ...]


class Position(NamedTuple):
    """Where a story stands.

    Attributes:
        leaves: the state of the world.
        conditions: what the arguments so far have to obey.
        questions: what was asked of the world outside the chain.
        sent: the messages so far.
    """

    leaves: Leaves
    conditions: tuple[Term, ...]
    questions: tuple[Question, ...]
    sent: tuple[Sent, ...]


class Arrival(NamedTuple):
    """One way that a message may end.

    Attributes:
        ending: accepted, refused or crashed.
        reason: of a refusal.
        answer: what an accepted message returned.
        position: where the story then stands; the world of a refused or crashed message is of no use.
    """

    ending: Ending
    reason: Enum | None
    answer: object
    position: Position
