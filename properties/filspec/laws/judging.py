"""Judging: one law, asked of one case, or of many at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from filspec.kit.judging import is_kept_in
from filspec.kit.laws import Law
from filspec.kit.runner import Step
from filspec.kit.shown import shown
from filspec.laws.broken import LawBroken, compared

Case = tuple[tuple[object, ...], tuple[object, ...]]
"""Arguments of a law, and the place that they stand for."""


class Judge:
    """Asks one law, and counts how often.

    Args:
        law: the law.

    Attributes:
        count: how many cases were asked.
    """

    def __init__(self, law: Law) -> None:
        self.law, self.count = law, 0

    def ask(self, arguments: tuple[object, ...], place: tuple[object, ...], step: Step | None) -> None:
        """Ask the law of one case.

        Raises:
            LawBroken: it does not hold, or raises: then it cannot even be asked of such a world.
        """
        self.count += 1
        try:
            holds = is_kept_in(self.law, arguments)
        except Exception as failure:
            raise LawBroken(self.law, step, place, (), f"it raises {shown(failure)}") from failure
        if not holds:
            raise LawBroken(self.law, step, place, compared(self.law, arguments))

    def ask_each(self, cases: Iterable[Case], step: Step | None) -> NoReturn:
        """Find the first of some cases that breaks the law; one of them does.

        Raises:
            LawBroken: the law does not hold of it.
        """
        for arguments, place in cases:
            self.ask(arguments, place, step)
        raise RuntimeError(f"{self.law.name} does not answer the same when it is asked again: a law is a pure function")
