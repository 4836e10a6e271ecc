"""Which steps the loops of a transition make, and where it names a function that no loop makes there.

Both are read from the text of what is loaded, and not from what a proof came to: each name in the code of a function is
looked up where the function looks it up, so it does not matter under which name a step is reached.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType

from filspec.kit.loops import for_each, for_each_in, for_each_under
from filspec.kit.source import codes_within, statement_of
from filspec.kit.transitions import Transition, transition_of
from filspec.symbolic.values import OutsideTheSubset

LOOPS: tuple[tuple[Callable[..., object], int], ...] = ((for_each, 1), (for_each_in, 1), (for_each_under, 2))
"""The loops of the kit, and which argument is the step."""


def steps_reached_by(transition: Callable[..., object]) -> frozenset[str]:
    """The names of the steps of all loops that a transition, or what it can call, makes."""
    reached = functions_reached_by(transition)
    return frozenset(step.name for function in reached for _, step, in_loop in named_in(function) if in_loop)


def functions_reached_by(transition: Callable[..., object]) -> Sequence[FunctionType]:
    """The registered functions that a transition can call, or give to a loop, as they were written; itself first."""
    found = [_written(transition_of(transition))]
    for function in found:
        found += [written for written in map(_written, _registered(function).values()) if written not in found]
    return found


def named_in(function: FunctionType) -> Iterator[tuple[int, Transition, bool]]:
    """Where a function names registered functions: the line, which one, and whether a loop makes it there.

    Raises:
        OutsideTheSubset: the text of the function is not known.
    """
    registered = _registered(function)
    statement = statement_of(function) if registered else None
    if registered and statement is None:
        raise OutsideTheSubset(f"the text of {function.__name__} is not known: write it with def at the top of a file")
    nodes = [] if statement is None else [node for part in statement.body for node in ast.walk(part)]
    steps = {id(node) for call in nodes if isinstance(call, ast.Call) for node in _step_of(call, function)}
    for node in nodes:
        if isinstance(node, ast.Name) and node.id in registered:
            yield node.lineno, registered[node.id], id(node) in steps


def _written(declared: Transition) -> FunctionType:
    assert isinstance(declared.function, FunctionType)
    return declared.function


def _registered(function: FunctionType) -> dict[str, Transition]:
    """The registered functions that the names in a function's code are bound to."""
    bound = {name: function.__globals__.get(name) for code in codes_within(function.__code__) for name in code.co_names}
    declared = {name: getattr(value, "transition", None) for name, value in bound.items()}
    return {name: value for name, value in declared.items() if isinstance(value, Transition)}


def _step_of(call: ast.Call, function: FunctionType) -> Iterator[ast.expr]:
    """The step in a call of a loop, which is given by its place."""
    loop = function.__globals__.get(call.func.id) if isinstance(call.func, ast.Name) else None
    for known, place in LOOPS:
        if loop is known and len(call.args) > place:
            yield call.args[place]
