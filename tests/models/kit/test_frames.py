"""Frames compare worlds by value: what may change is named, and whatever else differs is found."""

import pytest

from filspec.kit import engine
from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, changes_only, confined, rows, rows_under, strays, unchanged
from filspec.kit.worlds import fork

LEAVES = ("day", "bank.purses", "bank.coins", "plots")


@pytest.fixture
def before(toy, founded):
    """A village with two purses, and two plots of one villager and one of another."""
    village = founded()
    for who in (1, 2):
        village.bank.purses[who] = toy.Purse(coins=who, gifts=0)
    for place in ((1, 0), (1, 1), (2, 0)):
        village.plots[place] = toy.Plot(crop=3)
    return village


@pytest.fixture
def after(before):
    return fork(before)


def test_a_fork_is_unchanged(before, after):
    assert unchanged(before, after, *LEAVES)
    assert changes_only(before, after)
    assert confined(before, after, NOTHING_CHANGES)


def test_a_row_that_is_written_as_it_was_has_not_changed(toy, before, after):
    # Given new objects with the old values
    after.bank.purses[1] = toy.Purse(coins=1, gifts=0)
    del after.plots[(2, 0)]
    after.plots[(2, 0)] = toy.Plot(crop=3)
    after.day = int(str(before.day))
    # Then nothing has changed
    assert after.bank.purses.rows is not before.bank.purses.rows
    assert unchanged(before, after, *LEAVES)
    assert confined(before, after, NOTHING_CHANGES)


def test_a_value_that_is_no_table_changes(before, after):
    after.day += 1
    assert not unchanged(before, after, "day")
    assert unchanged(before, after, "bank.coins", "plots")
    assert changes_only(before, after, "day")
    assert not changes_only(before, after, "plots")
    assert list(strays(before, after, NOTHING_CHANGES)) == ["day"]
    assert confined(before, after, {"day": ANYTHING})


def test_the_rows_that_differ_are_found(toy, before, after):
    # Given a row that is changed, one that is gone and a new one
    after.bank.purses[1] = toy.Purse(coins=9, gifts=0)
    del after.bank.purses[2]
    after.bank.purses[3] = toy.EMPTY
    # Then each counts as changed
    assert list(strays(before, after, {})) == ["bank.purses[1]", "bank.purses[2]", "bank.purses[3]"]
    assert list(strays(before, after, {"bank.purses": rows(2, 3)})) == ["bank.purses[1]"]
    assert confined(before, after, {"bank.purses": rows(1, 2, 3)})
    assert confined(before, after, {"bank.purses": ANYTHING})


def test_a_group_of_rows_may_change(toy, before, after):
    after.plots[(1, 1)] = toy.Plot(crop=4)
    after.plots[(1, 7)] = toy.Plot(crop=0)
    assert confined(before, after, {"plots": rows_under(1)})
    assert list(strays(before, after, {"plots": rows_under(2)})) == ["plots[(1, 1)]", "plots[(1, 7)]"]
    assert list(strays(before, after, {"plots": rows((1, 1))})) == ["plots[(1, 7)]"]


@pytest.mark.parametrize("ask", [unchanged, changes_only, lambda old, new, path: confined(old, new, {path: ANYTHING})])
def test_a_leaf_that_is_not_there_is_an_error(before, after, ask):
    with pytest.raises(ValueError, match=r"the world has no leaf 'bank.purse'; its leaves are day, bank.purses"):
        ask(before, after, "bank.purse")


def test_an_engine_is_asked_in_their_place(before, after, asked_engine):
    assert unchanged(before, after, "day") == 7
    assert changes_only(before, after, "day", "plots") == 7
    assert confined(before, after, {"day": ANYTHING}) == 7
    assert asked_engine.asked == [
        ("unchanged", before, after, ("day",)),
        ("unchanged", before, after, ("bank.purses", "bank.coins")),
        ("confined", before, after, {"day": ANYTHING}),
    ]
    assert engine.active is asked_engine
