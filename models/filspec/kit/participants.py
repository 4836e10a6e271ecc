"""Participants that live off the chain: classes with the names of the drawing.

``@receives`` declares, once, the text by which the drawing calls a method; the receiver is the participant itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from filspec.kit import trace

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound="Participant")

METHODS: dict[tuple[str, str], Callable[..., object]] = {}
"""Each declared method by the class that defines it and its label."""


class Participant:
    """Base of all off-chain participants.

    Args:
        node: name of the node the participant belongs to.
    """

    def __init__(self, node: str) -> None:
        self.node = node

    @property
    def drawn_name(self) -> str:
        """The participant's name in the drawing: that of its class."""
        return type(self).__name__


def receives(
    label: str = "", reply: str = ""
) -> Callable[[Callable[Concatenate[S, P], T]], Callable[Concatenate[S, P], T]]:
    """Declare a method that other participants (or the participant itself) call."""

    def declare(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
        text = label or method.__name__
        names = tuple(inspect.signature(method).parameters)[1:]
        METHODS[method.__qualname__.split(".")[-2], text] = method

        @wraps(method)
        def received(self: S, /, *arguments: P.args, **named: P.kwargs) -> T:
            recorder = trace.active
            if recorder is None:
                return method(self, *arguments, **named)
            shown = (*zip(names, arguments, strict=False), *named.items())
            return recorder.call(
                self.drawn_name, text, reply, shown, lambda: method(self, *arguments, **named), self.node
            )

        return received

    return declare
