"""Bindings: what the names of a flattened text stand for, and of which texts it was made."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Hashable
from types import CodeType, FunctionType
from typing import Generic, TypeVar

from filspec.kit.source import statement_of

Made = TypeVar("Made")

BOUND = "bound_"
"""How names begin that stand for objects."""

WRITTEN_OUT = "written_out_"
"""How names begin that stand for functions that are written out as well."""

HOISTED = "hoisted_"
"""How names begin of what is read, or given, before a text that is written out."""

MADE = (BOUND, WRITTEN_OUT, HOISTED)
"""How names begin that are not in any text."""


class CannotFlattenError(Exception):
    """A text has more in it than can be written out."""


class Bindings:
    """What names stand for.

    Attributes:
        values: the objects, by the names that stand for them.
    """

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self._names_written_out: dict[FunctionType, str] = {}
        self._looked_up: list[tuple[dict[str, object], str, object]] = []
        self._read: list[tuple[FunctionType, CodeType]] = []

    def bind(self, value: object) -> ast.Name:
        """A new name for an object."""
        name = f"{BOUND}{len(self.values)}"
        self.values[name] = value
        return ast.Name(name, ast.Load())

    def name_written_out(self, function: FunctionType) -> str:
        """The name of a function that is written out as well, which no other function has."""
        number = len(self._names_written_out)
        return self._names_written_out.setdefault(function, f"{WRITTEN_OUT}{number}_{function.__name__}")

    def look_up(self, module: dict[str, object], name: str) -> object:
        """What a name of a module, or of Python, is bound to.

        Raises:
            CannotFlattenError: it is bound to nothing.
        """
        if name in module:
            self._looked_up.append((module, name, module[name]))
            return module[name]
        if not hasattr(builtins, name):
            raise CannotFlattenError(f"the name {name}, which is bound to nothing")
        return getattr(builtins, name)

    def read(self, function: FunctionType) -> ast.FunctionDef:
        """The text of a function.

        Raises:
            CannotFlattenError: the function is more than its text.
        """
        statement = statement_of(function)
        if statement is None or function.__closure__ is not None or function.__defaults__ or function.__kwdefaults__:
            raise CannotFlattenError(f"{function.__name__}, which is more than its text")
        self._read.append((function, function.__code__))
        return statement

    def are_valid(self) -> bool:
        """Whether all names are still bound to what they were bound to, and all texts are those that run."""
        return all(module.get(name) is value for module, name, value in self._looked_up) and all(
            function.__code__ is code for function, code in self._read
        )


class Texts(Generic[Made]):
    """What was written out before, for as long as what it was made of is still what runs."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[Bindings, Made | None]] = {}

    def of(self, at: Hashable, write: Callable[[Bindings], Made]) -> Made | None:
        """What ``write`` makes, remembered under ``at``; None if a text has more in it than can be written out."""
        found = self._known.get(at)
        if found is None or not found[0].are_valid():
            found = self._known[at] = _written_with(write)
        return found[1]


def _written_with(write: Callable[[Bindings], Made]) -> tuple[Bindings, Made | None]:
    bindings = Bindings()
    try:
        return bindings, write(bindings)
    except CannotFlattenError:
        return bindings, None
