"""Where an arrow lives in the code.

A call is declared by the decorator of the function that receives it, a reply with the call it answers. What is no call
(an observation, a failed receipt) is declared by the ``note`` that records it.
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from filspec.kit.participants import METHODS
from filspec.kit.trace import Crossing
from filspec.kit.transitions import REGISTRY
from filspec.traces.catalogue import Arrow, catalogue

LAYERS = ("filspec.actors", "filspec.chain", "filspec.nodes")
"""The packages whose functions send and receive."""


def where(arrow: Arrow) -> str:
    """The file and line that declare an arrow, as ``actors/storage_market/balances.py:36``; empty if nothing does."""
    modules()
    if arrow.answers:
        return where(catalogue().arrow(arrow.answers))
    if arrow.event.crossing in (Crossing.EVENT, Crossing.ERROR):
        return _noted_at(arrow.event.label) or _received_at(arrow)
    return _received_at(arrow)


@cache
def modules() -> tuple[ModuleType, ...]:
    """All modules of the layers, imported, by name."""
    found: list[ModuleType] = []
    for layer in LAYERS:
        package = import_module(layer)
        found.append(package)
        found += [import_module(info.name) for info in pkgutil.walk_packages(package.__path__, f"{layer}.")]
    return tuple(found)


def _received_at(arrow: Arrow) -> str:
    receiver, label = arrow.event.receiver, arrow.event.label
    for transition in REGISTRY.values():
        if (transition.owner, transition.label) == (receiver, label):
            return place_of(transition.function)
    method = METHODS.get((receiver, label))
    if method is None:
        inherited = [
            declared for (owner, text), declared in METHODS.items() if text == label and receiver.startswith(owner)
        ]
        method = inherited[0] if inherited else None
    return place_of(method) if method is not None else ""


def _noted_at(label: str) -> str:
    for module in modules():
        for line, text in _notes(module):
            if text == label:
                return _place(module, line)
    return ""


@cache
def _notes(module: ModuleType) -> tuple[tuple[int, str], ...]:
    return tuple(_notes_in(ast.parse(inspect.getsource(module)))) if module.__file__ else ()


def _notes_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield node.lineno, given.value


def place_of(function: Callable[..., object]) -> str:
    """The file and line where a function, with the decorator that declares it, begins."""
    return _place(import_module(function.__module__), inspect.unwrap(function).__code__.co_firstlineno)


def _place(module: ModuleType, line: int) -> str:
    path = Path(*module.__name__.split(".")[1:])
    package = Path(module.__file__ or "").name == "__init__.py"
    return f"{path / '__init__.py' if package else path.with_suffix('.py')}:{line}"
