"""Bindings: what the names of a flattened text stand for, and of which texts it was made."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import Generic, TypeVar

from filspec.kit.source import codes_within, statement_of

Made = TypeVar("Made")

BOUND = "bound_"
"""How names begin that stand for objects."""

WRITTEN_OUT = "written_out_"
"""How names begin that stand for functions that are written out as well."""

HOISTED = "hoisted_"
"""How names begin of what is read, or given, before a text that is written out."""

MADE = (BOUND, WRITTEN_OUT, HOISTED)
"""How names begin that no text has: a function with such a name in it is not written out."""

_OF_FRAMES = frozenset({"locals", "globals", "vars", "dir", "eval", "exec", "super"})
"""What answers something else where a text is written out, for it looks at the function that calls it."""

_ABSENT = object()


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
        self._looked_up: dict[tuple[int, str], tuple[dict[str, object], object]] = {}
        self._read: dict[FunctionType, CodeType] = {}
        self._being_written: set[FunctionType] = set()

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
            CannotFlattenError: it is bound to nothing, or to what looks at the function that calls it.
        """
        self._looked_up[id(module), name] = module, module.get(name, _ABSENT)
        if name in module:
            return module[name]
        if not hasattr(builtins, name) or name in _OF_FRAMES:
            raise CannotFlattenError(f"the name {name}, which is bound to nothing that can be called from elsewhere")
        return getattr(builtins, name)

    def read(self, function: FunctionType) -> ast.FunctionDef:
        """The text of a function.

        Raises:
            CannotFlattenError: the function is more than its text, or has a name that is made here.
        """
        statement = statement_of(function)
        if statement is None or function.__closure__ is not None or function.__defaults__ or function.__kwdefaults__:
            raise CannotFlattenError(f"{function.__name__}, which is more than its text")
        if not _is_called_by_place(statement.args):
            raise CannotFlattenError(f"{function.__name__}, whose parameters are not all given by place or by name")
        made = sorted(name for name in (function.__name__, *_names_in(statement)) if name.startswith(MADE))
        made += sorted(name for name in _names_of(function.__code__) if name.startswith(MADE))
        if made:
            raise CannotFlattenError(f"{function.__name__}, which has the name {made[0]}")
        self._read[function] = function.__code__
        return statement

    @contextmanager
    def writing(self, function: FunctionType) -> Iterator[None]:
        """Write out the text of a function in the place of its call.

        Raises:
            CannotFlattenError: it is being written out already, so that there would be no end to it.
        """
        if function in self._being_written:
            raise CannotFlattenError(f"{function.__name__}, which calls itself")
        self._being_written.add(function)
        try:
            yield
        finally:
            self._being_written.remove(function)

    def are_valid(self) -> bool:
        """Whether all names are still bound to what they were bound to, and all texts are those that run."""
        names_are = all(module.get(name, _ABSENT) is value for (_, name), (module, value) in self._looked_up.items())
        return names_are and all(function.__code__ is code for function, code in self._read.items())


def _is_called_by_place(parameters: ast.arguments) -> bool:
    """Whether each parameter can be given by place and by name, and there are no others."""
    return not (parameters.posonlyargs or parameters.kwonlyargs or parameters.vararg or parameters.kwarg)


def _names_in(statement: ast.FunctionDef) -> Iterator[str]:
    """All names in a text: of values, parameters, fields, arguments and functions."""
    for node in ast.walk(statement):
        if not isinstance(node, ast.Constant):
            yield from (value for _, value in ast.iter_fields(node) if isinstance(value, str))


def _names_of(code: CodeType) -> Iterator[str]:
    """All names in a code, and in what is defined inside it."""
    for inner in codes_within(code):
        yield from (*inner.co_names, *inner.co_varnames, *inner.co_cellvars, *inner.co_freevars)


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
