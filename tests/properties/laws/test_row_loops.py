"""A loop over rows says whether a law holds at all of them."""

from functools import partial
from types import SimpleNamespace

import pytest

from filspec.actors.world import World
from filspec.kit.laws import Law, Quantifier, formula
from filspec.kit.oracles import answering
from filspec.kit.worlds import fork
from filspec.laws.catalogue import catalogue
from filspec.laws.row_loops import loop_over_rows
from filspec.machines.outside_world import ANSWERS

before = SimpleNamespace(epoch=-10)

OF_ROWS = [law for law in catalogue() if law.quantifier is Quantifier.ROW]


def rows_of(world, law):
    table = world
    for name in law.path.split("."):
        table = getattr(table, name)
    return list(table.keys_in_order()), [table[key] for key in table.keys_in_order()]


def one_by_one(law, world, keys, rows):
    return lambda: all(law.holds(world, key, row) for key, row in zip(keys, rows, strict=True))


def says(ask):
    try:
        return ask()
    except (KeyError, ZeroDivisionError) as crash:
        return type(crash)


@pytest.mark.parametrize("law", OF_ROWS, ids=lambda law: law.name)
def test_the_loop_agrees_with_the_law_at_every_row_of_a_life(law: Law, life) -> None:
    # Given a lawful world, and its rows with each key next to the row of another
    keys, rows = rows_of(life.world, law)
    loop = loop_over_rows(law.holds, 1, 2)
    assert loop is not None, "the law is written in words that the loop does not know"
    for given in (rows, rows[1:] + rows[:1]):
        # When the law is asked of each, and the loop of all
        with answering(ANSWERS):
            expected = says(one_by_one(law, life.world, keys, given))
            found = says(partial(loop, life.world, keys, given))
        # Then they agree; where the law crashes, so does the loop
        assert found == expected


def nothing_is_owed(w: World, key: int) -> bool:
    """A law that reads the world before the first row."""
    return key in w.ledger.accounts and w.ledger.accounts[key].balance >= w.epoch - w.epoch


def with_a_loop(w: World, key: int) -> bool:
    """A law in words that are not known here."""
    while key < 0:
        key += 1
    return w.epoch >= key


def with_another_limit(before: World, after: World, key: int, limit: int) -> bool:
    """A law of visits that gives the step's argument another value at one of the rows."""
    if key == 0:
        limit = key - limit
    return before.epoch == after.epoch and key >= limit


def with_another_world(before: World, after: World, key: int) -> bool:
    """A law of steps that names another world at one of the rows."""
    if key == 0:
        before = after
    return is_same(before, after) or key < 0


def of_a_column(column: World, epoch: int) -> bool:
    """A law whose world and key are named like what a loop is given."""
    return column.epoch >= epoch


def is_same(before: World, after: World) -> bool:
    """Whether the worlds are one, on two paths."""
    if before is after:
        return True
    return before.epoch > after.epoch


@formula
def is_late(key: int) -> bool:
    """A formula that reads a constant of its module, which has the name of a law's world."""
    return before.epoch <= key


def is_later(before: World, after: World, key: int) -> bool:
    """A law of steps that needs it."""
    return is_late(key) and before.epoch >= after.epoch


def test_a_name_of_another_text_is_not_the_world_of_the_law(life) -> None:
    # Given a law whose world has the name of a constant that its formula reads
    loop = loop_over_rows(is_later, 2, 1)
    assert is_later(life.world, life.world, before.epoch) is True
    # Then the formula reads the constant
    assert loop(life.world, life.world, [before.epoch]) is True
    assert loop(life.world, life.world, [before.epoch - 1]) is False


def of_any_three(one: World, other: World, third: World) -> bool:
    """A law that is asked with one world and two columns, or with two worlds and one."""
    return one.epoch <= other.epoch <= third.epoch


def test_one_law_may_be_asked_with_other_columns(life) -> None:
    w = life.world
    assert loop_over_rows(of_any_three, 1, 2)(w, [w], [w]) is True
    assert loop_over_rows(of_any_three, 2, 1)(w, w, [w, w]) is True


def test_one_row_that_breaks_the_law_is_seen(life) -> None:
    loop = loop_over_rows(nothing_is_owed, 1, 1)
    known = life.world.ledger.accounts.keys_in_order()
    assert loop(life.world, known) is True
    assert loop(life.world, [*known, -1]) is False


def test_what_a_law_names_anew_at_one_row_is_as_it_was_at_the_next(life) -> None:
    # Given laws that hold at the first of two rows, where they name something anew, and not at the second
    world, other = life.world, fork(life.world)
    for law, extra in ((with_another_limit, (3,)), (with_another_world, ())):
        assert [law(world, other, key, *extra) for key in (0, 1)] == [True, False]
        # When they are asked of both rows at once, then the second is seen, or there is no loop
        loop = loop_over_rows(law, 2, 1)
        assert loop is None or loop(world, other, [0, 1], *extra) is False


def test_what_is_read_before_the_first_row_has_a_name_that_no_column_has(life) -> None:
    loop = loop_over_rows(of_a_column, 1, 1)
    assert loop(life.world, [0, life.world.epoch]) is True
    assert loop(life.world, [0, life.world.epoch + 1]) is False


def test_a_law_in_other_words_has_no_loop() -> None:
    assert loop_over_rows(with_a_loop, 1, 1) is None
