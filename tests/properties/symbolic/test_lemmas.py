"""Laws of steps hold over loops only if they compose."""

from collections.abc import Callable
from types import ModuleType

from filspec.kit.laws import Law
from filspec.symbolic.lemmas import composable
from filspec.symbolic.prover import Prover
from filspec.symbolic.setting import Setting
from filspec.symbolic.solver import Solver

STEP_LAWS = '''


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


MONOTONE_IN_LAWFUL_WORLDS = '''

@law("X1")
def m_is_one(w: World) -> bool:
    """m is one."""
    return w.m == 1


@step_law("X2")
def n_moves_as_m_says(before: World, after: World) -> bool:
    """n grows by what m is not."""
    return after.n >= before.n + (before.m - 1) * 5
'''


def test_only_laws_that_compose_are_kept(
    load: Callable[[str, str], ModuleType], small_world: str, ours: Callable[[str], tuple[Law, ...]]
) -> None:
    # Given laws of steps, of which some say nothing about two steps, or not even about none
    module = load("trap", small_world)
    # When it is asked which compose
    kept = composable(Setting((), ()), module.World, ours(STEP_LAWS), Solver())
    # Then those that do are kept
    assert {law.name for law in kept} == {"n_never_falls", "row_stays"}


def test_law_that_composes_in_lawful_worlds_is_kept(
    load: Callable[[str, str], ModuleType], small_world: str, ours: Callable[[str], tuple[Law, ...]]
) -> None:
    # Given a law of steps that composes only where the worlds are lawful
    module = load("trap", small_world)
    lawful, step = ours(MONOTONE_IN_LAWFUL_WORLDS)
    # When it is asked with the law of worlds, and without
    with_it, without = (composable(Setting(given, ()), module.World, (step,), Solver()) for given in ((lawful,), ()))
    # Then the worlds make the difference
    assert with_it == (step,)
    assert without == ()


def test_without_laws_nothing_is_kept(load: Callable[[str, str], ModuleType], small_world: str) -> None:
    assert composable(Setting((), ()), load("trap", small_world).World, [], Solver()) == ()


SUMMED = '''

def size_of(_key: int, row: Row) -> int:
    """What a row adds."""
    return 1 if row.ok else 0


def x_of(_key: int, row: Row) -> int:
    """What a row adds, or takes."""
    return row.x


@law("X1")
def m_is_the_sum(w: World) -> bool:
    """m is what the rows add up to."""
    return total(w.deep.t, x_of) == w.m


@step_law("X2")
def sum_never_falls(before: World, after: World) -> bool:
    """The count never falls."""
    return total(after.deep.t, size_of) >= total(before.deep.t, size_of)
'''


def test_sums_of_all_laws_are_found_with_whether_they_have_negative_parts(
    prover_of: Callable[..., tuple[Prover, ModuleType]],
) -> None:
    prover, _ = prover_of("", SUMMED)
    found = {(path, summand.__name__): known for (path, summand), known in prover.sums().items()}
    assert found == {("deep.t", "x_of"): False, ("deep.t", "size_of"): True}
