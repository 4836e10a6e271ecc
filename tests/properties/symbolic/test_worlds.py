"""Symbolic worlds: instances of the model's own class whose leaves are unknown."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.symbolic.executor import Executor
from filspec.symbolic.terms import INT, constant, same, sort_of
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt
from filspec.symbolic.worlds import (
    World,
    at,
    copy_of,
    layout_of,
    put,
    restore,
    scalar_terms,
    state_of,
    table_at,
    tables_of,
    unknown_world,
)


@pytest.fixture
def module(load: Callable[[str, str], ModuleType], small_world: str) -> ModuleType:
    """The small world."""
    return load("trap", small_world)


@pytest.fixture
def executor(module: ModuleType, bystander: Callable[..., Executor]) -> Executor:
    """An executor that stands in a world of which nothing is known."""
    executor = bystander(module.World)
    next(executor.explore(lambda _: None))
    return executor


EMPTY = '''

class Nothing(Record):
    """No parts."""


@actor
class Odd:
    """A world of one row."""

    rows_by_nothing: Table[Nothing, int]
'''


def test_a_table_whose_keys_have_no_parts_is_refused(load: Callable[[str, str], ModuleType], small_world: str) -> None:
    odd = load("trap", small_world + EMPTY).Odd
    with pytest.raises(OutsideTheSubset, match=r"the keys of rows_by_nothing have no parts, .*: make it a field"):
        layout_of(odd)


def test_every_leaf_of_the_world_has_its_place(module: ModuleType) -> None:
    layout = layout_of(module.World)
    assert [scalar.path for scalar in layout.scalars] == ["n", "m", "fixed"]
    assert [table.path for table in layout.tables] == ["deep.t", "deep.p", "deep.q", "deep.live"]
    assert [len(table.key.leaves) for table in layout.tables] == [1, 2, 3, 2]
    assert table_at(module.World, "deep.q").key is layout.tables[2].key


def test_unknown_world_is_of_the_models_own_class_and_has_terms_of_its_own(
    module: ModuleType, executor: Executor
) -> None:
    # Given two worlds of which nothing is known
    one, other = (unknown_world(module.World, tag, executor) for tag in ("#one", "#other"))
    # Then they have no unknown in common
    assert type(one) is type(other) is module.World
    pairs = zip(scalar_terms(one).values(), scalar_terms(other).values(), strict=True)
    assert all(not same(mine, theirs) for left, right in pairs for mine, theirs in zip(left, right, strict=True))
    for mine, theirs in zip(tables_of(one), tables_of(other), strict=True):
        assert not same(mine.present, theirs.present)
        assert not any(map(same, mine.columns, theirs.columns))
        assert list(map(sort_of, mine.columns)) == list(map(sort_of, theirs.columns))


def numbers_in(world: World) -> list[int]:
    """The terms of a world, as numbers that can be compared."""
    scalars = [term.number for terms in scalar_terms(world).values() for term in terms]
    return scalars + [term.number for table in tables_of(world) for term in (table.present, *table.columns)]


def test_world_is_set_back_to_a_state(executor: Executor, module: ModuleType) -> None:
    key = SymbolicInt(constant("key", INT))
    with executor.installed():
        for _ in executor.explore(lambda _: None):
            # Given a world, and its state
            world = executor.world
            state, known = state_of(world), numbers_in(world)
            # When something of everything is changed, and the world set back
            world.n = 5
            world.fixed = world.fixed.but(size=4)
            world.deep.t[key] = module.NO_ROW
            assert len(at(world, "deep.t").log) == 1
            assert sum(map(int.__ne__, numbers_in(world), known)) > 3
            restore(world, state)
            # Then it is as it was
            assert numbers_in(world) == known
            assert at(world, "deep.t").log == ()


def test_copy_goes_its_own_way(executor: Executor, module: ModuleType) -> None:
    # Given a copy that may be written, and one that may not
    key = SymbolicInt(constant("key", INT))
    with executor.installed():
        for _ in executor.explore(lambda _: None):
            open_copy, frozen = copy_of(executor.world, frozen=False), copy_of(executor.world, frozen=True)
            # When the one is written
            open_copy.deep.t[key] = module.NO_ROW
            open_copy.n = 3
            # Then the other, and the world, stay
            assert len(open_copy.deep.t.log) == 1
            assert frozen.deep.t.log == executor.world.deep.t.log == ()
            assert frozen.n is executor.world.n
            with pytest.raises(OutsideTheSubset, match=r"a computation, or a law, writes to deep\.t"):
                frozen.deep.t[key] = module.NO_ROW


def test_leaf_is_put_where_it_is_found(executor: Executor) -> None:
    world = copy_of(executor.world, frozen=False)
    table = at(world, "deep.p")
    put(world, "deep.p", at(world, "deep.q"))
    put(world, "n", 7)
    assert world.deep.p is at(world, "deep.p") is at(world, "deep.q") is not table
    assert at(world, "n") == 7
