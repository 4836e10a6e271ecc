"""Laws of steps hold over loops only if they compose."""

from collections.abc import Callable
from types import ModuleType

from filspec.kit import laws
from filspec.symbolic.lemmas import composable
from filspec.symbolic.solver import Solver

STEP_LAWS = '''
from trap import *


@step_law("X1")
def n_never_falls(before: World, after: World) -> bool:
    """n never falls."""
    return after.n >= before.n


@step_law("X2")
def n_moves_by_one(before: World, after: World) -> bool:
    """n moves by one at most."""
    return after.n <= before.n + 1


@step_law("X3")
def n_grows(before: World, after: World) -> bool:
    """n always grows."""
    return after.n > before.n


@step_law_for_each("deep.t", "X4")
def row_stays(before: World, after: World, key: int) -> bool:
    """A row stays and never falls."""
    return after.deep.t[key].x >= before.deep.t[key].x


@step_law_for_each("deep.p", "X5")
def row_never_falls_while_it_is_there(before: World, after: World, key: tuple[int, int]) -> bool:
    """A row may go, and come back as anything."""
    return after.deep.p.get(key, before.deep.p[key]) >= before.deep.p[key]
'''


def test_only_laws_that_compose_are_kept(load: Callable[[str, str], ModuleType], small_world: str) -> None:
    # Given laws of steps, of which some say nothing about two steps, or not even about none
    module = load("trap", small_world)
    load("trap_laws", STEP_LAWS)
    ours = [law for law in laws.LAWS.values() if law.holds.__module__ == "trap_laws"]
    # When it is asked which compose
    kept = composable(module.World, ours, Solver())
    # Then those that do are kept
    assert {law.name for law in kept} == {"n_never_falls", "row_stays"}


def test_without_laws_nothing_is_kept(load: Callable[[str, str], ModuleType], small_world: str) -> None:
    assert composable(load("trap", small_world).World, [], Solver()) == ()
