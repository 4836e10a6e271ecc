"""The engine at the kit's seam while a law is watched: sums, computations and oracles, asked of a view."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import Enum
from typing import Generic, NoReturn, TypeVar, cast

from filspec.kit import engine
from filspec.kit.frames import Rows
from filspec.kit.oracles import Answers
from filspec.kit.sums import Totals, total, total_by
from filspec.laws.facets import NOWHERE, Note, Summand, sum_of
from filspec.laws.watching import CannotBeWatchedError, WatchedTable, unwatched

Of = TypeVar("Of", bound=Hashable)


class WatchEngine:
    """Answers as no engine at all would, and notes sums.

    Args:
        notes: where to note them.
        known: told of each sum that is noted: the path of its table, its summand, and whether it is one by groups.

    Attributes:
        answers: who answers oracles.
    """

    def __init__(self, notes: set[Note], known: Callable[[str, Summand, bool], None]) -> None:
        self._notes, self._known = notes, known
        self.answers: Answers = {}

    def require(self, condition: object, reason: Enum) -> NoReturn:
        """Laws refuse nothing."""
        raise CannotBeWatchedError(f"a law that requires {reason.name}")

    def loop(self, over: object, group: object, step: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Laws run no loops."""
        raise CannotBeWatchedError("a law that runs a loop")

    def unchanged(self, before: object, after: object, paths: Sequence[str]) -> NoReturn:
        """Which rows whole leaves consist of is not noted."""
        raise CannotBeWatchedError("a law that compares whole leaves")

    def confined(self, before: object, after: object, changes: Mapping[str, Rows]) -> NoReturn:
        """As for comparisons."""
        raise CannotBeWatchedError("a frame")

    def attempt(self, step: Callable[..., object], arguments: tuple[object, ...]) -> bool:
        """Laws attempt nothing."""
        raise CannotBeWatchedError("a law that attempts a step")

    def compute(self, function: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """The result of a pure function."""
        return function(*arguments)

    def ask(self, oracle: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """The answer of the rung."""
        with engine.answered_by(None):
            return self.answers[oracle.__name__](*map(unwatched, arguments))

    def total(self, table: object, amount: Callable[..., object]) -> object:
        """The sum over a watched table."""
        watched = _watched(table)
        with engine.answered_by(None):
            self._known(watched.path, amount, False)
            self._notes.add((sum_of(watched.path, amount), NOWHERE))
            return total(watched.table, cast(Callable[[Hashable, object], int], amount))

    def total_by(self, table: object, shares: Callable[..., object]) -> object:
        """The sums over a watched table by group, each of which is noted when it is read."""
        watched = _watched(table)
        with engine.answered_by(None):
            self._known(watched.path, shares, True)
            sums = total_by(watched.table, cast(Callable[..., tuple[tuple[Hashable, int]]], shares))
            return _WatchedTotals(sums, watched.path, shares, self._notes)


class _WatchedTotals(Generic[Of]):
    def __init__(self, totals: Totals[Of], path: str, shares: Summand, notes: set[Note]) -> None:
        self._totals, self._path, self._shares, self._notes = totals, path, shares, notes

    def __getitem__(self, group: Of) -> int:
        self._notes.add((sum_of(self._path, self._shares), group))
        return self._totals[group]


def _watched(table: object) -> WatchedTable:
    if not isinstance(table, WatchedTable):
        raise CannotBeWatchedError(f"a sum over {type(table).__name__}, which is no table of the world")
    return table
