"""Worlds become values and back: leaves, undoing, forks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import Shape, actor, fork, is_actor, shape_of, type_at

purses = st.dictionaries(st.integers(0, 5), st.integers())
plots = st.dictionaries(st.tuples(st.integers(0, 2), st.integers(0, 2)), st.integers())


@actor
class Nothing:
    """A world without anything."""


@actor
class Single:
    """A world of one scalar."""

    number: int


@actor
class OneTable:
    """A world of one table."""

    notes: Table[int, int]


@pytest.fixture(scope="session")
def villages(toy, founded):
    """What Hypothesis draws for villages."""

    def made(day, coins, purses, plots):
        village = founded()
        village.day, village.bank.coins = day, coins
        for key, row in purses.items():
            village.bank.purses[key] = toy.EMPTY.but(coins=row)
        for key, row in plots.items():
            village.plots[key] = toy.Plot(crop=row)
        return village

    return st.builds(made, day=st.integers(), coins=st.integers(), purses=purses, plots=plots)


def contents(village):
    """All that a village holds, as plain values."""
    return (
        village.day, village.bank.coins, dict(village.bank.purses.items()), dict(village.plots.items()),
    )  # fmt: skip


def disturb(village, toy):
    """Write to every leaf."""
    village.day += 1
    village.bank.coins -= 1
    village.bank.purses[99] = toy.EMPTY
    village.plots[99, 99] = toy.Plot(crop=1)


def test_a_shape_names_the_leaves_in_the_order_they_are_declared(toy):
    shape = shape_of(toy.Village)
    assert shape.paths == ("day", "bank.purses", "bank.coins", "plots")
    assert shape.tables == {"bank.purses", "plots"}
    assert shape_of(toy.Village) is shape


@given(data=st.data())
def test_leaves_are_read_where_the_paths_say(villages, data):
    village = data.draw(villages)
    assert shape_of(type(village)).leaves(village) == (
        village.day, village.bank.purses.rows, village.bank.coins, village.plots.rows,
    )  # fmt: skip


@given(data=st.data())
def test_restoring_undoes_every_write_and_keeps_the_frame(villages, toy, data):
    village = data.draw(villages)
    shape, before, held = shape_of(type(village)), shape_of(type(village)).leaves(village), contents(village)
    frame = (village.bank, village.bank.purses, village.plots)
    disturb(village, toy)
    assert all(one is not other for one, other in zip(before, shape.leaves(village), strict=True))
    shape.restore(village, before)
    assert all(one is other for one, other in zip(before, shape.leaves(village), strict=True))
    assert contents(village) == held
    assert all(
        one is other for one, other in zip(frame, (village.bank, village.bank.purses, village.plots), strict=True)
    )


@given(data=st.data())
def test_a_fork_holds_the_same_and_is_independent_both_ways(villages, toy, data):
    village = data.draw(villages)
    twin, held = fork(village), contents(village)
    assert contents(twin) == held
    assert (type(twin.bank), type(twin.bank.purses), type(twin.plots)) == (toy.Bank, Table, PairTable)
    disturb(twin, toy)
    assert contents(village) == held
    disturbed = contents(twin)
    disturb(village, toy)
    disturb(village, toy)
    assert contents(twin) == disturbed


def test_a_fork_shares_the_rows(villages, toy, founded):
    village = founded()
    disturb(village, toy)
    assert fork(village).plots.rows is village.plots.rows


@given(data=st.data())
def test_a_world_is_made_of_leaves(villages, toy, data):
    """Given a world and the leaves of another, a third one holds those and touches neither."""
    village, other = data.draw(villages), data.draw(villages)
    held, others = contents(village), contents(other)
    made = shape_of(toy.Village).world_of(village, shape_of(toy.Village).leaves(other))
    assert contents(made) == others
    disturb(made, toy)
    assert (contents(village), contents(other)) == (held, others)


def test_worlds_of_few_leaves_are_values_too():
    assert Shape(Nothing).leaves(Nothing()) == ()
    single, table = Single(3), OneTable(Table({1: 2}))
    assert Shape(Single).leaves(single) == (3,)
    Shape(Single).restore(single, (4,))
    assert single.number == 4
    assert Shape(OneTable).leaves(table) == (table.notes.rows,)
    Shape(OneTable).restore(table, (Table({5: 6}).rows,))
    assert table.notes.keys_in_order() == [5]


def test_leaves_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        Shape(Single).restore(Single(3), ())


def test_the_type_at_a_path_is_the_declared_one(toy):
    assert type_at(toy.Village, "bank") is toy.Bank
    assert type_at(toy.Village, "bank.coins") is int
    assert type_at(toy.Village, "bank.purses") == Table[int, toy.Purse]


def test_an_actor_is_slotted_and_compared_by_identity(founded):
    village = founded()
    with pytest.raises(AttributeError):
        village.weather = 1
    assert village == village
    assert village != fork(village)


def test_actors_are_no_records(toy):
    assert is_actor(toy.Village)
    assert is_actor(toy.Bank)
    assert not is_actor(toy.Purse)
    assert not is_actor(Record)
    assert not is_actor(int)
