"""Outcomes: how a path ends, and what was passed on the way."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from filspec.symbolic.knowledge import Fact
from filspec.symbolic.terms import Term

NO_CRASH = "no crash"
"""What is claimed where a transition would crash: that no lawful world leads there."""

NEVER_REFUSED = "never refused"
"""What is claimed where a transition would be refused that may not be."""


WITHIN_BOUNDS = "parameters stay within their bounds"
"""What is claimed where parameters are written: the bounds that are assumed of them before still hold."""

NO_OTHER_REFUSAL = "refused for nothing else"
"""What is claimed where a transition is refused for a reason of which no law says when."""

CLAIMS = frozenset({NO_CRASH, NEVER_REFUSED, WITHIN_BOUNDS, NO_OTHER_REFUSAL})
"""What is claimed besides the laws."""


class Ending(Enum):
    """How a path ends."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    CRASHED = "crashed"
    STEPPED = "a single step of a loop is done"


class Outcome(NamedTuple):
    """The end of a path.

    Attributes:
        ending: how it ends.
        reason: of a refusal, its name; of a crash, what was raised.
        answer: what an accepted transition returned.
    """

    ending: Ending
    reason: str
    answer: object


class Refusal(NamedTuple):
    """A place where the transition is refused.

    Attributes:
        reason: why.
        conditions: of the path that leads there, with the one that refuses.
        facts: what was assumed there.
        in_turn: whether that is in a single turn of a loop.
        raised_by: the message that refuses: the one that is looked at, or one that it calls; else the step.
        ways: the ways taken until there, choices without a condition among them; no other path leads there by these.
    """

    reason: Enum
    conditions: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    in_turn: bool = False
    raised_by: str = ""
    ways: tuple[bool, ...] = ()


class Goal(NamedTuple):
    """Something to be shown.

    Attributes:
        name: the law, or what else is claimed.
        term: that it holds.
    """

    name: str
    term: Term
