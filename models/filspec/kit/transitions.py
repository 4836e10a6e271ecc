"""The four kinds of function an actor is written with. They look different because they may do different things.

- ``@message``: a transition anybody may send. Guards first, then effects; the caller is a parameter.
- ``@internal``: a transition only other transitions call. Without an owner it is bookkeeping and leaves no trace.
- ``@query``: a participant's question to an actor; changes nothing.
- ``@pure``: computes a value, at most reading the world; a prover merges its paths into one term.

The first three name the participant that owns them and the text by which the drawing calls them, once and here. The
runner and the prover accept registered functions only, so nothing can run that could not be proved.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from enum import Enum
from functools import wraps
from types import CodeType, ModuleType
from typing import ParamSpec, TypeVar, cast

from filspec.kit import engine, trace
from filspec.kit.records import Record

P = ParamSpec("P")
T = TypeVar("T")


class Kind(Enum):
    """What a registered function may do."""

    MESSAGE = "a transition anybody may send"
    INTERNAL = "a transition only other transitions call"
    QUERY = "reads and answers"
    PURE = "computes a value from values"
    ORACLE = "asks the world outside the chain"


class Transition(Record):
    """What is declared of a registered function.

    Attributes:
        name: the function's name, unique among all registered functions.
        kind: what it may do.
        owner: the participant of the drawing that receives it; empty for pure functions.
        label: the drawing's text for it, or its own name where it is not drawn.
        reply: the drawing's text for its answer; empty where no answer is drawn.
        function: the function as written, without the wrapper.
        parameters: names of its parameters, the world left out.
        names: names of all its parameters.
    """

    name: str
    kind: Kind
    owner: str
    label: str
    reply: str
    function: Callable[..., object]
    parameters: tuple[str, ...]
    names: tuple[str, ...]

    def in_order(self, positional: tuple[object, ...], named: Mapping[str, object]) -> tuple[object, ...]:
        """The arguments of a call, the world included, in the order of the parameters, however they were given.

        Raises:
            TypeError: an argument is given twice, is of no parameter, or is given by name after one that is left out.
        """
        if not named:
            return positional
        rest = self.names[len(positional) :][: len(named)]
        if set(rest) != set(named):
            raise TypeError(
                f"{self.name}{self.names} is given {len(positional)} arguments and {tuple(named)} by name: "
                "give each parameter once, and leave none out"
            )
        return (*positional, *(named[name] for name in rest))


REGISTRY: dict[str, Transition] = {}
"""All registered functions by name, in order of definition."""


def register(function: Callable[..., object], kind: Kind, owner: str, label: str, reply: str) -> Transition:
    """Enter a function into the registry.

    Raises:
        ValueError: another module already registered a function of this name.
    """
    known = REGISTRY.get(function.__name__)
    if known is not None and known.function.__module__ != function.__module__:
        raise ValueError(
            f"{function.__module__} registers {function.__name__!r}, which {known.function.__module__} already did: "
            "give one of them another name"
        )
    names = tuple(inspect.signature(function).parameters)
    parameters = tuple(name for name in names if name != "w")
    transition = Transition(
        name=function.__name__, kind=kind, owner=owner, label=label or function.__name__, reply=reply,
        function=function, parameters=parameters, names=names,
    )  # fmt: skip
    REGISTRY[function.__name__] = transition
    return transition


def _traced(kind: Kind, owner: str, label: str, reply: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    def declare(function: Callable[P, T]) -> Callable[P, T]:
        transition = register(function, kind, owner, label, reply)
        if not owner:
            return called_as(transition, function)

        def recorded(*arguments: P.args, **named: P.kwargs) -> T:
            recorder = trace.active
            if recorder is None:
                return function(*arguments, **named)
            shown = tuple(zip(transition.parameters, transition.in_order(arguments, named)[1:], strict=False))
            return recorder.call(owner, transition.label, reply, shown, lambda: function(*arguments, **named))

        return called_as(transition, _unless_active(trace, transition.names, function, recorded))

    return declare


_CALLED: dict[Callable[..., object], tuple[Callable[..., object], CodeType, Transition]] = {}
"""By what the kit lets each registered function be called, with the code of that and the declaration."""


def called_as(transition: Transition, called: Callable[P, T]) -> Callable[P, T]:
    """Let a registered function be called by this one, which has its declaration from now on."""
    called.__dict__["transition"] = transition
    _CALLED[transition.function] = called, called.__code__, transition
    return called


def is_called_as(transition: Transition, called: Callable[..., object]) -> bool:
    """Whether the kit itself made this of the function that is declared, and nobody put other code into it."""
    made, code, declared = _CALLED.get(transition.function, (None, None, None))
    return made is called and getattr(called, "__code__", None) is code and declared is transition


def _unless_active(
    module: ModuleType, names: tuple[str, ...], function: Callable[P, T], otherwise: Callable[P, T]
) -> Callable[P, T]:
    """The function itself while ``module.active`` is None, and another one while it is not.

    It is written out with the parameters of the function: to pass on any arguments whatever takes ten times as long.
    """
    listed = ", ".join(names)
    itself, seat, another = (_unlike(names, name) for name in ("itself", "seat", "another"))
    text = f"def called({listed}): return {itself}({listed}) if {seat}.active is None else {another}({listed})"
    bound: dict[str, object] = {itself: function, seat: module, another: otherwise}
    exec(compile(text, f"<{function.__name__}, called>", "exec"), bound)  # noqa: S102 (names that stand in the source)
    return wraps(function)(cast("Callable[P, T]", bound["called"]))


def _unlike(names: tuple[str, ...], name: str) -> str:
    """A name like this one that is none of those."""
    return name if name not in names else _unlike(names, f"{name}_")


def message(owner: str, label: str = "", reply: str = "") -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare a transition that anybody may send."""
    return _traced(Kind.MESSAGE, owner, label, reply)


def internal(owner: str = "", label: str = "", reply: str = "") -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare a transition that only other transitions call."""
    return _traced(Kind.INTERNAL, owner, label, reply)


def query(owner: str, label: str = "", reply: str = "") -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare a function that reads the world and changes nothing."""
    return _traced(Kind.QUERY, owner, label, reply)


def pure(function: Callable[P, T]) -> Callable[P, T]:
    """Declare a computation on values; a prover merges its paths into one term."""
    transition = register(function, Kind.PURE, "", "", "")

    def computed(*arguments: P.args, **named: P.kwargs) -> T:
        if engine.active is None:
            return function(*arguments, **named)
        return cast(T, engine.active.compute(function, transition.in_order(arguments, named)))

    return called_as(transition, _unless_active(engine, transition.names, function, computed))


def transition_of(function: Callable[..., object]) -> Transition:
    """The declaration of a registered function.

    Raises:
        TypeError: the function is not registered.
    """
    found = getattr(function, "transition", None)
    if not isinstance(found, Transition):
        raise TypeError(
            f"{getattr(function, '__name__', function)} is not a registered transition: "
            "declare it with @message, @internal, @query, @pure or @oracle"
        )
    return found
