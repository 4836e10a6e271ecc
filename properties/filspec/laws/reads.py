"""Which leaves of the world a law can read, from the names in its code.

A leaf is reached only by the attribute names of its path (``w.market.deals``). A function that does not name them all,
itself or through the functions it names, cannot read it, whatever the world. So the answer may hold a leaf too many and
never one too few, and a law none of whose leaves changed need not be checked again.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType


def leaves_read(function: Callable[..., object], paths: tuple[str, ...]) -> frozenset[str]:
    """Those of the paths that the function can read."""
    named = _names(function)
    return frozenset(path for path in paths if named.issuperset(path.split(".")))


def _names(function: Callable[..., object]) -> set[str]:
    """All names in the code of a function and of the functions it names."""
    names: set[str] = set()
    seen, waiting = set(), [inspect.unwrap(function)]
    while waiting:
        reached = waiting.pop()
        if isinstance(reached, FunctionType) and reached not in seen:
            seen.add(reached)
            used = {name for code in _codes(reached.__code__) for name in code.co_names}
            waiting += [inspect.unwrap(found) for name in used if callable(found := reached.__globals__.get(name))]
            names |= used
    return names


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of the generators and lambdas inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
