"""Rejection: how a transition refuses, with one documented reason."""

from __future__ import annotations

from enum import Enum

from filspec.kit import engine


class Rejected(Exception):  # noqa: N818 (a rejection is no error)
    """The message is refused and everything it wrote is undone.

    Attributes:
        reason: the language-neutral reason, a member of a documented enum whose value is one sentence.
    """

    def __init__(self, reason: Enum) -> None:
        super().__init__(f"{reason.name}: {reason.value}")
        self.reason = reason


def require(condition: bool, reason: Enum) -> None:
    """Go on only if the condition holds; otherwise refuse the message for this reason.

    Raises:
        Rejected: the condition does not hold.
    """
    if condition is True:
        return
    if engine.active is None:
        if condition is False:
            raise Rejected(reason)
        raise TypeError(f"require() needs a bool for {reason.name}, got {condition!r}")
    engine.active.require(condition, reason)
