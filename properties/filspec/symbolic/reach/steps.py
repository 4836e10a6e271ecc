"""The steps of a story, as a person writes them.

``call("add_balance", caller=CLIENT)`` is a message whose other arguments are left to the solver. A given argument is a
value; a ``dict`` that fixes some fields of a record; a ``list`` that says how many items a message's list has and fixes
some of them; or ``ANY``, which is what is not given anyway.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.interpreter import include_message
from filspec.actors.methods import METHODS
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.units import SYSTEM
from filspec.kit.transitions import REGISTRY, Kind, transition_of

Transition = Callable[..., object]


class Any(Enum):
    """The type of ``ANY``."""

    ANY = "left to the solver"


ANY = Any.ANY
"""An argument, a field or an item that is left to the solver."""


class Call(NamedTuple):
    """A message of a story.

    Attributes:
        transition: what is sent.
        given: the arguments that are not left to the solver, by name.
    """

    transition: Transition
    given: Mapping[str, object]


class Ticks(NamedTuple):
    """The end of some epochs: at least so many, at most so many."""

    least: int
    most: int


Step = Call | Ticks


class BadStory(ValueError):  # noqa: N818 (the story is bad, the program does not err)
    """A story names something that there is not; the message is one sentence that says what there is."""


IMPLICIT = (end_of_epoch, award_block_reward, include_message)
"""What the chain does by itself."""


def call(message: str | Transition, **given: object) -> Call:
    """A message, by name or as a function.

    Raises:
        BadStory: there is no such message, or it has no such argument.
    """
    transition = messages()[known("message", message, messages())] if isinstance(message, str) else message
    declared = transition_of(transition)
    for name in given:
        known(f"argument of {declared.name}", name, declared.parameters)
    if "caller" in declared.parameters and transition in IMPLICIT:
        given.setdefault("caller", SYSTEM)
    return Call(transition, given)


def tick(epochs: int = 1, most: int | None = None) -> Ticks:
    """Let epochs pass; with ``most``, at least so many and at most so many, as the solver pleases.

    Raises:
        BadStory: the numbers make no sense.
    """
    most = epochs if most is None else most
    if not 0 <= epochs <= most:
        raise BadStory(f"tick({epochs}, most={most}) lets no time pass: give 0 <= epochs <= most")
    return Ticks(epochs, most)


def messages() -> dict[str, Transition]:
    """Every message by name, and what the chain does by itself."""
    assert METHODS, "importing the methods registers every message"
    found = {
        name: vars(sys.modules[declared.function.__module__])[name]
        for name, declared in REGISTRY.items()
        if declared.kind is Kind.MESSAGE
    }
    return found | {transition_of(one).name: one for one in IMPLICIT}


def known(what: str, name: str, names: Iterable[str]) -> str:
    """A name that must be one of the names.

    Raises:
        BadStory: it is not; with those that are near, or some if none is.
    """
    names = list(names)
    if name not in names:
        near = get_close_matches(name, names, n=3) or sorted(names)[:10]
        raise BadStory(f"there is no {what} {name!r}; near to it: {', '.join(near)}")
    return name
