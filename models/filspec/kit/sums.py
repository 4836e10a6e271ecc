"""Sums over tables: what conservation laws are made of.

In a run they are remembered for the very maps they were computed from; maps never change, so a remembered sum is
always right. The sum over a map that differs from a remembered one in a few rows follows from that one: the rows that
have gone are subtracted, the rows that have come are added. In a proof sums are ghost integers that follow the writes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar, cast

from filspec.kit import engine
from filspec.kit.differences import Columns, Rows, count_of, difference, moved_rows
from filspec.kit.sum_loops import KeysAndRows, SumOfRows, SumsOfRows, sum_of_rows, sums_of_rows
from filspec.kit.tables import PairTable, Table

Key = TypeVar("Key")
Row = TypeVar("Row")
Of = TypeVar("Of")
Sum = TypeVar("Sum")
Loop = TypeVar("Loop")

_MAPS = 4
"""For how many maps a sum is remembered: a law compares two, and a run may have two branches."""

_FEW = 32
"""Up to how many changed rows a sum follows from an older one; with more, that has to be less work than a new one."""


class Totals(Generic[Of]):
    """Sums by group; a group without rows sums to nothing."""

    __slots__ = ("sums",)

    def __init__(self, sums: dict[Of, int]) -> None:
        self.sums = sums

    def __getitem__(self, group: Of) -> int:
        return self.sums.get(group, 0)


class _Memory(Generic[Sum, Loop]):
    """The sums of one summand over the maps that were asked for last.

    Attributes:
        loop: what adds up what rows contribute.
    """

    def __init__(self, loop: Loop, in_groups: bool) -> None:
        self.loop, self._in_groups = loop, in_groups
        self._known: list[tuple[Rows, Sum]] = []

    def of(self, rows: Rows) -> Sum | None:
        """The sum over just this map; None if it is not remembered."""
        for place, (known, found) in enumerate(self._known):
            if known is rows:
                self._known.append(self._known.pop(place))
                return found
        return None

    def changed(self, rows: Rows) -> tuple[Sum, Columns, Columns] | None:
        """The sum asked for last, the rows gone since and the rows come since; None if there are too many."""
        if not self._known:
            return None
        old, found = self._known[-1]
        written, _, removed = difference(old, rows, self._in_groups)
        if len(written) + len(removed) > _FEW and 2 * len(written) >= count_of(rows, self._in_groups):
            return None
        return found, *moved_rows(old, rows, self._in_groups)

    def keep(self, rows: Rows, found: Sum) -> Sum:
        """Remember the sum over this map, and forget the oldest."""
        self._known.append((rows, found))
        del self._known[:-_MAPS]
        return found


_totals: dict[tuple[Callable[..., object], bool], _Memory[int, SumOfRows]] = {}
_totals_by: dict[tuple[Callable[..., object], bool], _Memory[dict[Hashable, int], SumsOfRows]] = {}


def total(table: Table[Key, Row], amount: Callable[[Key, Row], int]) -> int:
    """The sum of ``amount(key, row)`` over all rows."""
    if engine.active is not None:
        return cast(int, engine.active.total(table, amount))
    in_groups, rows = isinstance(table, PairTable), cast(Rows, table.rows)
    memory = _totals.get((amount, in_groups))
    if memory is None:
        memory = _totals[amount, in_groups] = _Memory(sum_of_rows(amount), in_groups)
    found = memory.of(rows)
    if found is not None:
        return found
    known = memory.changed(rows)
    if known is None:
        return memory.keep(rows, memory.loop(cast(KeysAndRows, table.items())))
    sum_of_old, gone, come = known
    return memory.keep(rows, sum_of_old - memory.loop(zip(*gone, strict=True)) + memory.loop(zip(*come, strict=True)))


def total_by(table: Table[Key, Row], shares: Callable[[Key, Row], Iterable[tuple[Of, int]]]) -> Totals[Of]:
    """The sums of ``shares(key, row)``, a fixed number of (group, amount) pairs a row, by group."""
    if engine.active is not None:
        return cast("Totals[Of]", engine.active.total_by(table, shares))
    in_groups, rows = isinstance(table, PairTable), cast(Rows, table.rows)
    memory = _totals_by.get((shares, in_groups))
    if memory is None:
        memory = _totals_by[shares, in_groups] = _Memory(sums_of_rows(shares), in_groups)
    found = memory.of(rows)
    if found is None:
        known, sums = memory.changed(rows), dict[Hashable, int]()
        if known is None:
            memory.loop(sums, cast(KeysAndRows, table.items()), 1)
        else:
            sums_of_old, gone, come = known
            sums.update(sums_of_old)
            memory.loop(sums, zip(*gone, strict=True), -1)
            memory.loop(sums, zip(*come, strict=True), 1)
        found = memory.keep(rows, sums)
    return Totals(cast("dict[Of, int]", found))
