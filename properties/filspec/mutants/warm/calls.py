"""Calls: which definitions reach a function by themselves, and which only through the steps of loops.

The proof of a message depends on the step of a loop only through what was shown of that step by itself, and through
the turns of it that the proof has to run. So where a mutant leaves what was shown as it was and no turn runs it, a
message that reaches it through loops alone need not be proved again.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from filspec.symbolic.content import reached_from
from filspec.symbolic.definitions import Definition, Place, definitions_in

_STEP_AT = {"for_each": 1, "for_each_in": 1, "for_each_under": 2}
"""Which argument of the kit's loops is the step."""


def place_of(function: Callable[..., object]) -> Place:
    """Where a function is defined."""
    return Place(function.__module__, function.__name__)


def reaches(start: Place, end: Place) -> bool:
    """Whether a definition can use another, on whatever way."""
    return end in _reached(start)


@cache
def _reached(start: Place) -> frozenset[Place]:
    return reached_from([start])


@cache
def reached_directly(start: Place) -> frozenset[Place]:
    """The definitions that one can use without beginning a loop, itself included."""
    reached, waiting = {start}, [start]
    while waiting:
        found = _used(waiting.pop()) - reached
        reached |= found
        waiting += sorted(found)
    return frozenset(reached)


def _used(place: Place) -> frozenset[Place]:
    found = _definition(place)
    steps = _steps_of(place)
    return frozenset(
        used for used in found.uses if used.name not in steps and used.module.startswith("filspec.actors.")
    )


@cache
def _steps_of(place: Place) -> frozenset[str]:
    text = _definition(place).text
    return frozenset(_steps_in(ast.walk(ast.parse(text)))) if "for_each" in text else frozenset()


def _steps_in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _STEP_AT:
            step = node.args[_STEP_AT[node.func.id]]
            if isinstance(step, ast.Name):
                yield step.id


def _definition(place: Place) -> Definition:
    return definitions_in(place.module).get(place.name, Definition())
