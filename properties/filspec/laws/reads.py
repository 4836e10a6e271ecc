"""Which leaves of the world a law can read, from the names in its code.

A leaf is reached only by the attribute names of its path (``w.market.deals``). A function that does not name them all,
itself or through the functions it names, cannot read it, whatever the world. So the answer may hold a leaf too many and
never one too few, and a law none of whose leaves changed need not be checked again.

Three things are named and need care. A transition is named to be recognized in a step; no law runs one. What names the
functions that reach a leaf by its path as text may read all leaves. So may an oracle that is shown the world.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable
from functools import cache
from types import FunctionType

from filspec.kit.source import codes_within, globals_named
from filspec.kit.transitions import REGISTRY, Kind, Transition, transition_of

REACH_ANY_LEAF = frozenset({"attrgetter", "getattr", "leaves", "shape_of", "vars"})
"""Names by which a function reaches leaves that it does not name."""

_NEVER_RUN = frozenset({Kind.MESSAGE, Kind.INTERNAL})


@cache
def leaves_read(function: Callable[..., object], paths: tuple[str, ...]) -> frozenset[str]:
    """Those of the paths that the function can read."""
    named = names_in(function)
    if not named.isdisjoint(REACH_ANY_LEAF):
        return frozenset(paths)
    return frozenset(path for path in paths if named.issuperset(path.split(".")))


def reads_parameter(function: Callable[..., object], place: int) -> bool:
    """Whether the code of a function names one of its parameters at all."""
    code = inspect.unwrap(function).__code__
    name = code.co_varnames[place]
    instructions = (at for inner in codes_within(code) for at in dis.get_instructions(inner))
    return any(name in _arguments_of(instruction) for instruction in instructions)


def _arguments_of(instruction: dis.Instruction) -> tuple[object, ...]:
    """What an instruction names; since Python 3.13 one may load two names."""
    return instruction.argval if isinstance(instruction.argval, tuple) else (instruction.argval,)


def names_in(function: Callable[..., object]) -> set[str]:
    """All names in the code of a function and of the functions it names."""
    names: set[str] = set()
    for reached in reached_from(function):
        for code in codes_within(reached.__code__):
            names.update(code.co_names)
        if _is_shown_the_world(reached):
            names.update(REACH_ANY_LEAF)
    return names


@cache
def reached_from(function: Callable[..., object]) -> tuple[FunctionType, ...]:
    """A function and the functions that it names, without their decorators; transitions are never run by a law."""
    found: dict[FunctionType, None] = {}
    waiting = [function]
    while waiting:
        named = waiting.pop()
        declared = getattr(named, "transition", None)
        kind = declared.kind if isinstance(declared, Transition) else Kind.PURE
        reached = inspect.unwrap(named)
        if not isinstance(reached, FunctionType) or reached in found or kind in _NEVER_RUN or reached is transition_of:
            continue
        found[reached] = None
        waiting += _named_by(reached)
    return tuple(found)


@cache
def _named_by(function: FunctionType) -> tuple[Callable[..., object], ...]:
    """What the function names of its module and could call."""
    return tuple(filter(callable, map(function.__globals__.get, globals_named(function))))


def _is_shown_the_world(function: FunctionType) -> bool:
    """Whether it is an oracle that is given the world."""
    declared = REGISTRY.get(function.__name__)
    if declared is None or declared.function is not function or declared.kind is not Kind.ORACLE:
        return False
    return "w" in inspect.signature(function).parameters
