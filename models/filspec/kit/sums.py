"""Sums over tables: what conservation laws are made of.

In a run they are computed and remembered for the very map they were computed from; maps never change, so a
remembered sum is always right. In a proof they are ghost integers that follow the writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar, cast

from filspec.kit import engine
from filspec.kit.tables import Table

Key = TypeVar("Key")
Row = TypeVar("Row")
Of = TypeVar("Of")

_remembered: dict[tuple[str, Callable[..., object]], tuple[object, object]] = {}


class Totals(Generic[Of]):
    """Sums by group; a group without rows sums to nothing."""

    __slots__ = ("sums",)

    def __init__(self, sums: dict[Of, int]) -> None:
        self.sums = sums

    def __getitem__(self, group: Of) -> int:
        return self.sums.get(group, 0)


def total(table: Table[Key, Row], amount: Callable[[Key, Row], int]) -> int:
    """The sum of ``amount(key, row)`` over all rows."""
    if engine.active is not None:
        return cast(int, engine.active.total(table, amount))
    found = _remembered.get(("total", amount))
    if found is None or found[0] is not table.rows:
        found = (table.rows, sum(amount(key, row) for key, row in table.items()))
        _remembered["total", amount] = found
    return cast(int, found[1])


def total_by(table: Table[Key, Row], shares: Callable[[Key, Row], Iterable[tuple[Of, int]]]) -> Totals[Of]:
    """The sums of ``shares(key, row)``, a fixed number of (group, amount) pairs a row, by group."""
    if engine.active is not None:
        return cast("Totals[Of]", engine.active.total_by(table, shares))
    found = _remembered.get(("total_by", shares))
    if found is None or found[0] is not table.rows:
        sums: dict[Of, int] = {}
        for key, row in table.items():
            for group, amount in shares(key, row):
                sums[group] = sums.get(group, 0) + amount
        found = (table.rows, Totals(sums))
        _remembered["total_by", shares] = found
    return cast("Totals[Of]", found[1])
