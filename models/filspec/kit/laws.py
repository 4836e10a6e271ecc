"""Laws: what must hold, in the same Python as the transitions.

Ten kinds, named for what they quantify over: five speak about worlds alone, four about what was asked of them, and one
about what a loop has done to each row it came to. A law's docstring is its sentence; its ids are those of the property
catalogue (protocol-facts, section 8), and a law that is there for the sake of a proof bears the id of the property that
rests on it. A law that raises counts as broken.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar, cast

from filspec.kit import engine
from filspec.kit.frames import Changes
from filspec.kit.records import Record
from filspec.kit.transitions import transition_of

Holds = TypeVar("Holds", bound=Callable[..., bool])
P = ParamSpec("P")
T = TypeVar("T")
Frames = TypeVar("Frames", bound=Callable[..., Changes])


class Quantifier(Enum):
    """What a law speaks about."""

    WORLD = "every world"
    ROW = "every row present"
    KEY = "every key, present or not"
    STEP = "every step"
    STEP_ROW = "every row present before a step"
    MESSAGE = "every message, with its receipt"
    POSTCONDITION = "every accepted message or step of one name"
    REFUSAL = "every message or step of one name, and when it is refused for one reason"
    FRAME = "every accepted message or step of one name, and all that it may change"
    VISIT = "every row that a loop comes to"


OF_STATES = (Quantifier.WORLD, Quantifier.ROW, Quantifier.KEY)
"""What laws speak about that one world breaks or keeps."""

OF_ONE_NAME = (Quantifier.POSTCONDITION, Quantifier.REFUSAL, Quantifier.FRAME)
"""What laws speak about that the transitions of one name break or keep."""

OF_MESSAGES = (Quantifier.MESSAGE, *OF_ONE_NAME)
"""What laws speak about that a message breaks or keeps, by what was asked and what became of it."""

ANSWER = "answer"
"""The name by which a law about messages asks for what an accepted message answered."""

ACCEPTED = "accepted"
"""The name by which a law of refusals asks whether the message was accepted; then it may say less in one direction."""

OF_STEPS = (Quantifier.STEP, Quantifier.STEP_ROW)
"""What laws speak about that two worlds break or keep, whatever led from the one to the other."""


class Law(Record):
    """One law.

    Attributes:
        name: the function's name, unique; of a law of refusals the message and the reason, of a frame the message.
        ids: the properties it states.
        quantifier: what it speaks about.
        path: the table it speaks about, dotted from the world, or the name of the message or step; else empty.
        sentence: the law in one sentence.
        holds: the function that decides it; of a frame, the function that says what may change.
        reason: of a law of refusals, the reason it speaks of.
        takes: what a law about messages of one name asks for: names of parameters, or ``answer``.
    """

    name: str
    ids: tuple[str, ...]
    quantifier: Quantifier
    path: str
    sentence: str
    holds: Callable[..., object]
    reason: Enum | None = None
    takes: tuple[str, ...] = ()


LAWS: dict[str, Law] = {}
"""All laws by name, in order of definition."""


class Declare(Protocol):
    """A decorator that enters a law into ``LAWS`` and gives the function back."""

    def __call__(self, holds: Holds, /) -> Holds:
        """Enter the law that the function decides."""


class DeclareFrame(Protocol):
    """A decorator that enters a frame into ``LAWS`` and gives the function back."""

    def __call__(self, changes: Frames, /) -> Frames:
        """Enter the frame that the function gives."""


def formula(function: Callable[P, T]) -> Callable[P, T]:
    """Declare a computation that laws share; a prover merges its paths into one term, as those of ``pure``."""

    @wraps(function)
    def computed(*arguments: P.args, **named: P.kwargs) -> T:
        if engine.active is None:
            return function(*arguments, **named)
        if named:
            raise TypeError(f"the formula {function.__name__} is given its arguments by place, not by name")
        return cast(T, engine.active.compute(function, arguments))

    return computed


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
    """Declare a law of every message, refused ones included: ``law(before, after, sent)``, a ``runner.Sent``."""
    return _declared(Quantifier.MESSAGE, "", ids)


def postcondition(message: Callable[..., object], *ids: str) -> Declare:
    """Declare what one message, or step, once accepted, has done: ``law(before, after, *arguments)``.

    It asks for those arguments that it needs, by their names, and for the ``answer`` if it needs that.
    """
    return _declared(Quantifier.POSTCONDITION, transition_of(message).name, ids, transition_of(message).parameters)


def refused_for(message: Callable[..., object], reason: Enum, *ids: str) -> Declare:
    """Declare when a message, or step, is refused for a reason: ``law(before, *arguments)``, the condition.

    Refused for this reason, the condition held; accepted, it did not. Where the conditions of several reasons hold, the
    message is refused for one of them. One function may be the condition of several messages.
    """
    declared = transition_of(message)
    return _declared(Quantifier.REFUSAL, declared.name, ids, declared.parameters, reason)


def frame(message: Callable[..., object], *ids: str) -> DeclareFrame:
    """Declare all that a message, or step, once accepted, may change: ``law(before, *arguments)``, its ``Changes``.

    Whatever it does not name stays as it was.
    """

    def declare(changes: Frames) -> Frames:
        _enter(changes, Quantifier.FRAME, transition_of(message).name, ids, transition_of(message).parameters)
        return changes

    return declare


def visit_law(step: Callable[..., object], *ids: str) -> Declare:
    """Declare what a loop with this step has done to each row there was at its beginning.

    ``law(before, after, key, *extra)`` is given the worlds at the loop's beginning and behind it, and what the step is
    given. It is shown of one turn; the turns of other rows must neither prepare nor undo it.
    """
    return _declared(Quantifier.VISIT, transition_of(step).name, ids)


def _declared(
    quantifier: Quantifier,
    path: str,
    ids: tuple[str, ...],
    parameters: tuple[str, ...] = (),
    reason: Enum | None = None,
) -> Declare:
    def declare(holds: Holds) -> Holds:
        _enter(holds, quantifier, path, ids, parameters, reason)
        return holds

    return declare


def _enter(
    holds: Callable[..., object],
    quantifier: Quantifier,
    path: str,
    ids: tuple[str, ...],
    parameters: tuple[str, ...],
    reason: Enum | None = None,
) -> None:
    sentence = " ".join((inspect.getdoc(holds) or "").split("\n\n")[0].split())
    if not sentence or not ids:
        raise ValueError(f"the law {holds.__name__} needs a sentence (its docstring) and an id")
    name = _name_of(holds, quantifier, path, reason)
    known = LAWS.get(name)
    if known is not None and known.holds is holds:
        raise ValueError(
            f"{holds.__module__} declares {holds.__name__} twice as the law {name!r}, and the second would replace the "
            "first: write one function for each, or all ids in one declaration"
        )
    again = known is not None and known.path == path and _is_again(known.holds, holds, by_name=name == holds.__name__)
    if known is not None and not again:
        raise ValueError(
            f"{holds.__module__} declares the law {name!r}, which {known.holds.__module__} already did: "
            "give one of them another name"
        )
    LAWS[name] = Law(
        name=name,
        ids=ids,
        quantifier=quantifier,
        path=path,
        sentence=sentence,
        holds=holds,
        reason=reason,
        takes=_taken(holds, quantifier, path, parameters) if quantifier in OF_ONE_NAME else (),
    )


def _name_of(holds: Callable[..., object], quantifier: Quantifier, path: str, reason: Enum | None) -> str:
    """The function's name; but a message has one law for each reason and one frame, and a function may be of many."""
    if quantifier is Quantifier.FRAME:
        return f"{path}/frame"
    return holds.__name__ if reason is None else f"{path}/{reason.name}"


def _is_again(known: Callable[..., object], holds: Callable[..., object], by_name: bool) -> bool:
    """Whether a file declares a law of its own once more, as it does when it is loaded again."""
    return known.__module__ == holds.__module__ and (by_name or known.__qualname__ == holds.__qualname__)


def _taken(
    holds: Callable[..., object], quantifier: Quantifier, path: str, parameters: tuple[str, ...]
) -> tuple[str, ...]:
    """What a law asks for besides the worlds, by name."""
    worlds = 2 if quantifier is Quantifier.POSTCONDITION else 1
    taken = tuple(inspect.signature(holds).parameters)[worlds:]
    unknown = [name for name in taken if name not in (*parameters, ANSWER, ACCEPTED)]
    if unknown:
        raise ValueError(
            f"the law {holds.__name__} asks for {', '.join(unknown)}; {path} has {', '.join(parameters) or 'nothing'}"
        )
    return taken
