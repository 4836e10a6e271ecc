"""The leaves of worlds, and where two worlds differ."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from filspec.symbolic.executor import Executor
from filspec.symbolic.leaves import Place, differing, leaves_of
from filspec.symbolic.tables import PRESENCE
from filspec.symbolic.terms import INT, constant
from filspec.symbolic.values import SymbolicInt
from filspec.symbolic.worlds import copy_of

A = SymbolicInt(constant("a", INT))


def write_nothing(_: Any) -> None:
    pass


def write_number(w: Any) -> None:
    w.m = A


def write_record(w: Any) -> None:
    w.fixed = w.fixed.but(size=A)


def write_column(w: Any) -> None:
    w.deep.t[A] = w.deep.t[A].but(ok=True)


def write_row(w: Any) -> None:
    w.deep.p[(A, A)] = A


def delete_row(w: Any) -> None:
    del w.deep.t[A]


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (write_nothing, set()),
        (write_number, {("m", 0)}),
        (write_record, {("fixed", 0)}),
        (write_column, {("deep.t", 2)}),
        (write_row, {("deep.p", PRESENCE), ("deep.p", 0)}),
        (delete_row, {("deep.t", PRESENCE)}),
    ],
)
def test_worlds_differ_in_what_was_written(
    load: Callable[[str, str], ModuleType],
    small_world: str,
    bystander: Callable[..., Executor],
    change: Callable[[Any], None],
    changed: set[Place],
) -> None:
    # Given a world of which nothing is known
    executor = bystander(load("trap", small_world).World)
    # When something of it is written
    found = []
    with executor.installed():
        for _ in executor.explore(change):
            found.append(differing(leaves_of(executor.before), leaves_of(copy_of(executor.world, frozen=True))))
    # Then it differs in just these leaves; where there is no such row nothing was written
    assert changed in found
    assert set(found) <= {frozenset(changed), frozenset()}
