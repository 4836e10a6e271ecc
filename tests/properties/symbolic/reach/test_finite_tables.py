"""Finite tables do what tables do, whatever the unknown keys turn out to be."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.kit.tables import Table
from filspec.symbolic.computation import outcomes_of
from filspec.symbolic.reach import finite_tables
from filspec.symbolic.reach.finite_tables import FiniteTable
from filspec.symbolic.reach.settled import found_value
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import INT, conjunction, constant, equal, number
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt

NAMES = ("a", "b", "c")
UNKNOWN = {name: SymbolicInt(constant(name, INT)) for name in NAMES}

keys = st.sampled_from([*NAMES, 0, 1])
writes = st.lists(st.tuples(keys, st.one_of(st.none(), st.integers(0, 5))), max_size=6)


def table() -> FiniteTable:
    return FiniteTable("some.table", shape_of(int), shape_of(int))


def played(rows: Any, script: list[tuple[Any, int | None]], asked: Any, key_of: Callable[[Any], Any]) -> Any:
    """Write and delete, then look: all rows in order, and one by its key."""
    for name, row in script:
        if row is not None:
            rows[key_of(name)] = row
        elif key_of(name) in rows:
            del rows[key_of(name)]
    seen, there = rows.get(key_of(asked), -1), key_of(asked) in rows
    return (seen, there, rows[key_of(asked)] if there else -2)


@pytest.mark.parametrize("many", [0, 40])
@settings(deadline=None, max_examples=60)
@given(script=writes, asked=keys, values=st.tuples(*(st.integers(0, 2) for _ in NAMES)))
def test_finite_table_agrees_with_a_table_under_every_assignment(
    many: int, script: list[tuple[Any, int | None]], asked: Any, values: tuple[int, ...]
) -> None:
    """Also where it has so many rows that it is not decided which one is looked at."""
    # Given what an ordinary table does, when the unknown keys have these values
    assigned = dict(zip(NAMES, values, strict=True))
    expected = played(Table(), script, asked, lambda name: assigned.get(name, name))
    # When a finite table is used with the unknown keys, on all paths
    with patch.object(finite_tables, "_MANY", many):
        returned, crashed = outcomes_of(
            lambda: played(table(), script, asked, lambda name: UNKNOWN.get(name, name)), (), None
        )
    # Then on the paths that these values take it does the same
    assignment = [equal(UNKNOWN[name].term, number(value)) for name, value in assigned.items()]
    models = [(Solver().check([condition, conjunction(assignment)])[1], answer) for condition, answer in returned]
    found = [found_value(model, answer) for model, answer in models if model is not None]
    assert not crashed and found and all(answer == expected for answer in found)


def test_rows_come_in_the_order_of_their_keys() -> None:
    # Given rows under known keys and an unknown one
    rows = table()
    for key in (5, UNKNOWN["a"], -2):
        rows[key] = 1
    # When they are put in order, on all paths
    ordered = outcomes_of(lambda: tuple(map(rows.key_of, rows.cells_in_order(()))), (), None)[0]
    # Then the unknown key has every place, or is one of the known ones
    found = [tuple("a" if isinstance(key, SymbolicInt) else key for key in answer) for _, answer in ordered]  # type: ignore[attr-defined]
    assert {("a", -2, 5), (-2, "a", 5), (-2, 5, "a"), (-2, 5)} <= set(found)


def test_group_leaves_out_the_rows_of_others() -> None:
    rows = FiniteTable("pairs", shape_of(tuple[int, int]), shape_of(int))
    for key in ((1, 2), (2, 1), (1, 1)):
        rows[key] = 0

    cells = outcomes_of(lambda: tuple(map(rows.key_of, rows.cells_in_order([number(1)]))), (), None)[0]

    assert [answer for _, answer in cells] == [((1, 1), (1, 2))]


def test_absent_row_is_a_crash() -> None:
    rows = table()
    with pytest.raises(KeyError, match=r"some\.table has no such row"):
        rows[3]
    with pytest.raises(KeyError, match=r"some\.table has no such row to delete"):
        del rows[3]


@pytest.mark.parametrize("question", [len, bool, iter, lambda rows: rows == rows, lambda rows: rows < rows])
def test_what_a_proof_cannot_ask_is_refused(question: Callable[[FiniteTable], object]) -> None:
    with pytest.raises(OutsideTheSubset, match=r"some\.table that has no meaning in a proof"):
        question(table())
