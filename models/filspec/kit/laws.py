"""Laws: what must hold, in the same Python as the transitions.

Eight kinds, named for what they quantify over: five speak about worlds alone, two about what was asked of them, and one
about what a loop has done to each row it came to. A law's docstring is its sentence; its ids are those of the property
catalogue (protocol-facts, section 8), and a law that is there for the sake of a proof bears the id of the property that
rests on it. A law that raises counts as broken.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import Enum
from typing import Protocol, TypeVar

from filspec.kit.records import Record
from filspec.kit.transitions import transition_of

Holds = TypeVar("Holds", bound=Callable[..., bool])


class Quantifier(Enum):
    """What a law speaks about."""

    WORLD = "every world"
    ROW = "every row present"
    KEY = "every key, present or not"
    STEP = "every step"
    STEP_ROW = "every row present before a step"
    MESSAGE = "every message, with its receipt"
    POSTCONDITION = "every accepted message of one name"
    VISIT = "every row that a loop comes to"


OF_STATES = (Quantifier.WORLD, Quantifier.ROW, Quantifier.KEY)
"""What laws speak about that one world breaks or keeps."""

OF_STEPS = (Quantifier.STEP, Quantifier.STEP_ROW)
"""What laws speak about that two worlds break or keep, whatever led from the one to the other."""


class Law(Record):
    """One law.

    Attributes:
        name: the function's name, unique.
        ids: the properties it states.
        quantifier: what it speaks about.
        path: the table it speaks about, dotted from the world, or the name of the message or step; else empty.
        sentence: the law in one sentence.
        holds: the function that decides it.
    """

    name: str
    ids: tuple[str, ...]
    quantifier: Quantifier
    path: str
    sentence: str
    holds: Callable[..., bool]


LAWS: dict[str, Law] = {}
"""All laws by name, in order of definition."""


class Declare(Protocol):
    """A decorator that enters a law into ``LAWS`` and gives the function back."""

    def __call__(self, holds: Holds, /) -> Holds:
        """Enter the law that the function decides."""


def law(*ids: str) -> Declare:
    """Declare a law of every world: ``law(w)``."""
    return _declared(Quantifier.WORLD, "", ids)


def law_for_each(path: str, *ids: str) -> Declare:
    """Declare a law of every row present in a table: ``law(w, key, row)``."""
    return _declared(Quantifier.ROW, path, ids)


def law_for_every_key(path: str, *ids: str) -> Declare:
    """Declare a law of every conceivable key of a table: ``law(w, key)``."""
    return _declared(Quantifier.KEY, path, ids)


def step_law(*ids: str) -> Declare:
    """Declare a law of every step: ``law(before, after)``. It must be reflexive and transitive."""
    return _declared(Quantifier.STEP, "", ids)


def step_law_for_each(path: str, *ids: str) -> Declare:
    """Declare a law of every row present before a step: ``law(before, after, key)``."""
    return _declared(Quantifier.STEP_ROW, path, ids)


def message_law(*ids: str) -> Declare:
    """Declare a law of every message, refused ones included: ``law(before, after, step)``, a ``runner.Step``."""
    return _declared(Quantifier.MESSAGE, "", ids)


def postcondition(message: Callable[..., object], *ids: str) -> Declare:
    """Declare what one message, once accepted, has done: ``law(before, after, *arguments)``."""
    return _declared(Quantifier.POSTCONDITION, transition_of(message).name, ids)


def visit_law(step: Callable[..., object], *ids: str) -> Declare:
    """Declare what a loop with this step has done to each row there was at its beginning.

    ``law(before, after, key, *extra)`` is given the worlds at the loop's beginning and behind it, and what the step is
    given. It is shown of one turn; the turns of other rows must neither prepare nor undo it.
    """
    return _declared(Quantifier.VISIT, transition_of(step).name, ids)


def _declared(quantifier: Quantifier, path: str, ids: tuple[str, ...]) -> Declare:
    def declare(holds: Holds) -> Holds:
        sentence = " ".join((inspect.getdoc(holds) or "").split("\n\n")[0].split())
        if not sentence or not ids:
            raise ValueError(f"the law {holds.__name__} needs a sentence (its docstring) and an id")
        known = LAWS.get(holds.__name__)
        if known is not None and known.holds.__module__ != holds.__module__:
            raise ValueError(
                f"{holds.__module__} declares the law {holds.__name__!r}, which {known.holds.__module__} already did: "
                "give one of them another name"
            )
        LAWS[holds.__name__] = Law(
            name=holds.__name__, ids=ids, quantifier=quantifier, path=path, sentence=sentence, holds=holds
        )
        return holds

    return declare
