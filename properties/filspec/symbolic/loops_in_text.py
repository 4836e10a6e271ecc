"""Which steps the loops in a transition's text make: read from the text, and not from what a proof came to."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator

from filspec.kit.loops import for_each, for_each_in, for_each_under
from filspec.kit.transitions import transition_of
from filspec.symbolic.content import reached_from
from filspec.symbolic.definitions import Place, definitions_in

LOOPS = ((for_each, 1), (for_each_in, 1), (for_each_under, 2))
"""The loops of the kit, and which argument is the step."""


def steps_reached_by(transition: Callable[..., object]) -> frozenset[str]:
    """The names of the steps of all loops that a transition, or what it can call, makes."""
    declared = transition_of(transition)
    places = reached_from([Place(declared.function.__module__, declared.name)])
    return frozenset(step for place in places for step in _steps_at(place))


def _steps_at(place: Place) -> Iterator[str]:
    found = definitions_in(place.module).get(place.name)
    module = sys.modules.get(place.module)
    if found is None or module is None:
        return
    for node in ast.walk(ast.parse(found.text)):
        if isinstance(node, ast.Call):
            number = next((number for loop, number in LOOPS if _meant(node.func, module) is loop), None)
            if number is not None:
                named = {keyword.arg: keyword.value for keyword in node.keywords}
                step = named["step"] if "step" in named else node.args[number]
                yield transition_of(_meant(step, module)).name  # type: ignore[arg-type]


def _meant(node: ast.expr, module: object) -> object:
    """What a name, or a name in a module, stands for."""
    if isinstance(node, ast.Name):
        return getattr(module, node.id, None)
    if isinstance(node, ast.Attribute):
        return getattr(_meant(node.value, module), node.attr, None)
    return None
