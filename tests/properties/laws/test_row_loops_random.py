"""Whatever the names in the text of a law are, a loop over rows says of all rows what the law says of each."""

from collections.abc import Callable
from itertools import product
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from filspec.kit.tables import Table
from filspec.laws.row_loops import loop_over_rows

SEEDS = range(8)
COUNT = 25
"""Laws in a module."""

NUMBERS = (0, 1, 3)
ROWS = ([], *([pair] for pair in product(NUMBERS, NUMBERS)), [(2, 1), (0, 3), (2, 2)], [(None, 1)])


def world() -> Any:
    """A world with numbers for rows, which random laws can read."""
    return SimpleNamespace(epoch=2, ledger=SimpleNamespace(accounts=Table({0: 3, 1: 1, 2: 0})))


def said(ask: Callable[..., object], *arguments: object) -> object:
    """Whether it holds, or the type of what is raised."""
    try:
        return bool(ask(*arguments))
    except Exception as crash:
        return type(crash)


def one_by_one(law: Callable[..., object], w: object, rows: list[tuple[object, object]]) -> bool:
    return all(law(w, key, row) for key, row in rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_loop_says_of_all_rows_what_the_law_says_of_each(seed: int, random_module: Callable[..., ModuleType]) -> None:
    # Given laws with names that are easily taken for one another
    module, w, loops, kept = random_module(seed, COUNT, in_a_world=True), world(), 0, 0
    for law in (getattr(module, f"g{number}") for number in range(COUNT)):
        loop = loop_over_rows(law, 1, 2)
        for rows in ROWS if loop is not None else ():
            # When a loop is asked of some rows, and the law of each of them
            expected = said(one_by_one, law, w, rows)
            found = said(loop, w, [key for key, _ in rows], [row for _, row in rows])
            # Then they say the same, or crash alike
            assert found == expected, (law.__name__, rows)
            loops, kept = loops + 1, kept + (expected is True)
    assert loops >= COUNT and kept >= COUNT // 2
