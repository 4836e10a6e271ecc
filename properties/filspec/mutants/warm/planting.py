"""Planting a mutation in a process that has imported the actors: the code of one function is replaced.

Whoever imported the function, under whatever name, runs the mutant then. Tests and the prover both run the function
itself, so nothing else has to be loaded again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import unwrap
from types import CodeType, FunctionType

from filspec.kit.linter import require_linted
from filspec.kit.transitions import REGISTRY
from filspec.lemmas.catalogue import lemmas
from filspec.mutants.mutant import path_of
from filspec.mutants.operators.mutation import Mutation
from filspec.symbolic.lemma_linter import findings_of


class Planted:
    """A mutation in its place.

    Args:
        function: what is changed.
        mutant: its code from now on.
    """

    def __init__(self, function: FunctionType, mutant: CodeType) -> None:
        self._function, self._mutant, self._source = function, mutant, function.__code__
        function.__code__ = mutant

    @contextmanager
    def taken_out(self) -> Iterator[None]:
        """Run the source as it is until the block ends."""
        self._function.__code__ = self._source
        try:
            yield
        finally:
            self._function.__code__ = self._mutant


def plant(mutation: Mutation) -> Planted:
    """Let this process run the mutant from now on."""
    lint_all_as_written()
    whole = compile(mutation.text, str(path_of(mutation.module)), "exec", dont_inherit=True)
    function = function_named(mutation.module, mutation.function)
    return Planted(function, _code_of(whole, mutation.function.split(".")))


def lint_all_as_written() -> None:
    """Let the linters read all before one function is changed: they refuse code that is not what the file says."""
    for declared in tuple(REGISTRY.values()):
        if declared.function.__module__.startswith("filspec."):
            require_linted(declared.function.__module__)
    for lemma in lemmas():
        findings_of(lemma.holds)


def function_named(module: str, name: str) -> FunctionType:
    """The function as it is written, without the wrapper that its decorator puts around it."""
    place: object = import_module(module)
    for part in name.split("."):
        place = vars(place)[part]
    assert callable(place)
    found = unwrap(place)
    assert isinstance(found, FunctionType)
    return found


def _code_of(code: CodeType, names: list[str]) -> CodeType:
    """The code of a function in that of a module; of two with one name the last counts, as for Python."""
    for name in names:
        code = [part for part in code.co_consts if isinstance(part, CodeType) and part.co_name == name][-1]
    return code
