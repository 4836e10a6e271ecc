"""Changed sums: whether a sum over a table differs between two of its states.

Where few rows differ, these rows tell. With many, both sums are added up, and remembered for who asks for them next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from itertools import chain
from typing import cast

from filspec.kit.differences import Columns
from filspec.kit.flattening import flattened
from filspec.kit.sums import total, total_by
from filspec.kit.tables import Table

_FEW = 32
"""Up to how many rows that differ are looked at themselves."""

AnyTable = Table[Hashable, object]
Amount = Callable[[Hashable, object], int]
Share = tuple[Hashable, int]
Shares = Callable[[Hashable, object], tuple[Share, ...]]

_written_out = cache(flattened)


def is_changed_total(old: AnyTable, new: AnyTable, gone: Columns, come: Columns, amount: Amount) -> bool:
    """Whether the sums of ``amount(key, row)`` over two states of a table differ.

    Args:
        old: the older state.
        new: the newer state.
        gone: the rows that the newer state does not have.
        come: the rows that the older state does not have.
        amount: what a row contributes.
    """
    if len(gone[0]) + len(come[0]) > _FEW:
        return total(old, amount) != total(new, amount)
    of_row = cast(Amount, _written_out(amount))
    return sum(map(of_row, *gone)) != sum(map(of_row, *come))


def changed_groups(old: AnyTable, new: AnyTable, gone: Columns, come: Columns, shares: Shares) -> set[Hashable]:
    """The groups for which the sums of ``shares(key, row)`` over two states of a table differ.

    Args:
        old: the older state.
        new: the newer state.
        gone: the rows that the newer state does not have.
        come: the rows that the older state does not have.
        shares: what a row contributes to which groups.
    """
    if len(gone[0]) + len(come[0]) > _FEW:
        before, after = total_by(old, shares).sums, total_by(new, shares).sums
        return {group for group, _ in before.items() ^ after.items() if before.get(group, 0) != after.get(group, 0)}
    of_row = cast(Shares, _written_out(shares))
    left, joined = list(map(of_row, *gone)), list(map(of_row, *come))
    return set() if left == joined else _differing(left, joined)


def _differing(left: Iterable[tuple[Share, ...]], joined: Iterable[tuple[Share, ...]]) -> set[Hashable]:
    """The groups whose amounts do not cancel."""
    by = Counter[Hashable]()
    for group, amount in chain.from_iterable(joined):
        by[group] += amount
    for group, amount in chain.from_iterable(left):
        by[group] -= amount
    return {group for group, amount in by.items() if amount}
