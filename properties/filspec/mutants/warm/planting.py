"""Planting a mutation in a process that has imported the actors: the code of one function is replaced.

Whoever imported the function, under whatever name, runs the mutant then. Tests and the prover both run the function
itself, so nothing else has to be loaded again.
"""

from __future__ import annotations

from importlib import import_module
from inspect import unwrap
from types import CodeType, FunctionType

from filspec.mutants.mutant import path_of
from filspec.mutants.operators.mutation import Mutation


def plant(mutation: Mutation) -> None:
    """Let this process run the mutant from now on."""
    whole = compile(mutation.text, str(path_of(mutation.module)), "exec", dont_inherit=True)
    function_named(mutation.module, mutation.function).__code__ = _code_of(whole, mutation.function.split("."))


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
