"""Contexts of the solver: each subject of a proof has one of its own.

Z3 numbers terms in the order in which a context first meets them, and its search depends on these numbers. If subjects
shared a context, the cost of a proof and the guards that it needs would depend on what the process proved before. So
everything that holds terms belongs to one context: it begins empty in a fresh one, and what the outer context held is
put back when the fresh one ends.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

import z3

Function = TypeVar("Function", bound=Callable[..., object])
Held = TypeVar("Held", bound=dict[Any, Any])

CONTEXT = ctypes.c_void_p(z3.main_ctx().ref().value)
"""The address of the context in use, as calls into Z3 take it."""

_in_use: list[z3.Context] = [z3.main_ctx()]
_forget: list[Callable[[], None]] = []
_held: list[dict[Any, Any]] = []
_beginnings: list[Callable[[], None]] = []

# Python takes modules and terms apart in any order when it ends, and a term must not outlive where it is kept.
z3.main_ctx().owner = False


class _Context(z3.Context):  # type: ignore[misc]
    """A context that can be taken apart although an interrupt came while it was made."""

    owner, ctx, eh = False, None, None


def face() -> z3.Context:
    """The context in use, as Z3's Python face takes it."""
    return _in_use[-1]


def remembered(function: Function) -> Function:
    """Like ``functools.cache``, for a function that makes or takes terms: it forgets all when the context changes."""
    known = cache(function)
    _forget.append(known.cache_clear)
    return known  # type: ignore[return-value]


def forgotten(found: Held) -> Held:
    """A dictionary of what was found out about terms, emptied when the context changes."""
    _forget.append(found.clear)
    return found


def held(found: Held) -> Held:
    """A dictionary that belongs to a context: empty in a fresh one, and put back when that ends."""
    _held.append(found)
    return found


def at_beginning(make: Callable[[], None]) -> Callable[[], None]:
    """Do this now, and whenever the context has changed."""
    make()
    _beginnings.append(make)
    return make


@contextmanager
def fresh_context() -> Iterator[None]:
    """Use a context of its own until the block ends; no term may leave the block.

    Python looks for no unreachable cycles meanwhile: nearly all that a proof makes lives to its end.
    """
    outside, collects = [dict(found) for found in _held], gc.isenabled()
    gc.disable()
    _use(_Context(), [{} for _ in _held], _in_use.append)
    try:
        yield
    finally:
        _use(_in_use[-2], outside, lambda _: _in_use.pop())
        if collects:
            gc.enable()


def _use(context: z3.Context, contents: list[dict[Any, Any]], change: Callable[[z3.Context], object]) -> None:
    for forget in _forget:
        forget()
    for found, content in zip(_held, contents, strict=True):
        found.clear()
        found.update(content)
    change(context)
    CONTEXT.value = context.ref().value
    for begin in _beginnings:
        begin()
