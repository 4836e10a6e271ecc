"""Judging: one law, asked of one case, or of many at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property, partial
from itertools import repeat
from typing import NoReturn, cast

from filspec.kit.flattening import flattened
from filspec.kit.judging import is_kept_in
from filspec.kit.laws import OF_MESSAGES, Law, Quantifier
from filspec.kit.runner import Step
from filspec.kit.shown import shown
from filspec.laws.broken import LawBroken, compared
from filspec.laws.row_loops import Loop, loop_over_rows

Case = tuple[tuple[object, ...], tuple[object, ...]]
"""Arguments of a law, and the place that they stand for."""

_OF_ROWS = {Quantifier.ROW: (1, 2), Quantifier.KEY: (1, 1), Quantifier.STEP_ROW: (2, 1), Quantifier.VISIT: (2, 1)}
"""How many worlds a law of rows is given, and how many arguments that differ from row to row."""


class Judge:
    """Asks one law, and counts how often.

    What is asked first is the text of the law written out. Only where that says no is the law itself asked, and its
    word is what counts.

    Args:
        law: the law.

    Attributes:
        count: how many cases were asked.
    """

    def __init__(self, law: Law) -> None:
        self.law, self.count = law, 0

    @cached_property
    def _is_kept_in(self) -> Callable[[tuple[object, ...]], object]:
        """Whether a case keeps the law with its formulas in their places."""
        holds = flattened(self.law.holds)
        if self.law.quantifier in OF_MESSAGES:
            return partial(is_kept_in, self.law.but(holds=holds))
        return lambda arguments: holds(*arguments)

    @cached_property
    def _loop(self) -> Loop:
        """Whether the law holds at all of many rows: given its arguments, with columns where they differ."""
        worlds, columns = _OF_ROWS[self.law.quantifier]
        return loop_over_rows(self.law.holds, worlds, columns) or self._one_by_one

    def _one_by_one(self, *arguments: object) -> bool:
        worlds, columns = _OF_ROWS[self.law.quantifier]
        of_rows = cast("tuple[Collection[object], ...]", arguments[worlds : worlds + columns])
        others = map(repeat, arguments[worlds + columns :])
        return all(map(self.law.holds, *map(repeat, arguments[:worlds]), *of_rows, *others))

    def ask(self, arguments: tuple[object, ...], place: tuple[object, ...], step: Step | None) -> None:
        """Ask the law of one case.

        Raises:
            LawBroken: it does not hold, or raises: then it cannot even be asked of such a world.
        """
        self.count += 1
        try:
            holds = self._is_kept_in(arguments)
        except Exception:  # the law itself says what is wrong
            holds = False
        if not holds:
            self._ask_itself(arguments, place, step)

    def _ask_itself(self, arguments: tuple[object, ...], place: tuple[object, ...], step: Step | None) -> None:
        try:
            holds = is_kept_in(self.law, arguments)
        except Exception as failure:
            raise LawBroken(self.law, step, place, (), f"it raises {shown(failure)}") from failure
        if not holds:
            raise LawBroken(self.law, step, place, compared(self.law, arguments))

    def hold(self, arguments: tuple[object, ...]) -> bool:
        """Whether the law holds at many rows: its arguments, with columns where they differ from row to row."""
        try:
            return self._loop(*arguments)
        except Exception:  # the loop may look at what the law never reaches, as at the group of every part of a table
            return self._is_kept_one_by_one(arguments)

    def _is_kept_one_by_one(self, arguments: tuple[object, ...]) -> bool:
        try:
            return self._one_by_one(*arguments)
        except Exception:
            return False

    def ask_each(self, cases: Iterable[Case], step: Step | None) -> NoReturn:
        """Find the first of some cases that breaks the law; one of them does.

        Raises:
            LawBroken: the law does not hold of it.
        """
        for arguments, place in cases:
            self.count += 1
            self._ask_itself(arguments, place, step)
        raise RuntimeError(f"{self.law.name} does not answer the same when it is asked again: a law is a pure function")
