"""Changed sums: whether a sum over a table differs between two of its states.

Where few rows differ, these rows tell. With many, both sums are added up, and remembered for who asks for them next.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import cast

from filspec.kit.differences import Rows, moved_rows
from filspec.kit.flattening import flattened
from filspec.kit.sums import total, total_by
from filspec.kit.tables import PairTable, Table

_FEW = 32
"""Up to how many rows that differ are looked at themselves."""

AnyTable = Table[Hashable, object]
Amount = Callable[[Hashable, object], int]
Share = tuple[Hashable, int]
Shares = Callable[[Hashable, object], tuple[Share, ...]]

_written_out = cache(flattened)


def is_changed_total(old: AnyTable, new: AnyTable, amount: Amount) -> bool:
    """Whether the sums of ``amount(key, row)`` over two states of a table differ."""
    gone, come = _moved(old, new)
    if len(gone[0]) + len(come[0]) > _FEW:
        return total(old, amount) != total(new, amount)
    of_row = cast(Amount, _written_out(amount))
    return sum(map(of_row, *gone)) != sum(map(of_row, *come))


def changed_groups(old: AnyTable, new: AnyTable, shares: Shares) -> set[Hashable]:
    """The groups for which the sums of ``shares(key, row)`` over two states of a table differ."""
    gone, come = _moved(old, new)
    if len(gone[0]) + len(come[0]) > _FEW:
        before, after = total_by(old, shares).sums, total_by(new, shares).sums
        return {group for group, _ in before.items() ^ after.items() if before.get(group, 0) != after.get(group, 0)}
    of_row = cast(Shares, _written_out(shares))
    left, joined = list(map(of_row, *gone)), list(map(of_row, *come))
    return set() if left == joined else _differing(left, joined)


def _moved(old: AnyTable, new: AnyTable) -> tuple[tuple[Iterable[Hashable], Iterable[object]], ...]:
    return moved_rows(cast(Rows, old.rows), cast(Rows, new.rows), isinstance(new, PairTable))


def _differing(left: Iterable[tuple[Share, ...]], joined: Iterable[tuple[Share, ...]]) -> set[Hashable]:
    """The groups whose amounts do not cancel."""
    by: dict[Hashable, int] = {}
    for sign, rows in ((-1, left), (1, joined)):
        for row in rows:
            for group, amount in row:
                by[group] = by.get(group, 0) + sign * amount
    return {group for group, amount in by.items() if amount}
