"""Loops go through rows in the order of keys, attempts leave a refusal without traces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.loops import attempt, for_each, for_each_in, for_each_under
from filspec.kit.requirement import Rejected
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import shape_of

keys = st.integers(-3, 12)
pairs = st.tuples(st.integers(0, 2), st.integers(0, 3))


def leaves(village):
    return shape_of(type(village)).leaves(village)


def identical(before, after):
    return all(one is other for one, other in zip(before, after, strict=True))


def test_the_steps_of_the_toy_loop_over_rows_lists_and_groups(toy, founded):
    village = founded()
    toy.toy_pay_in_for(village, (2, 1, 2), 5)
    toy.toy_give_all(village, 3)
    assert dict(village.bank.purses.items()) == {1: toy.Purse(coins=5, gifts=3), 2: toy.Purse(coins=10, gifts=3)}
    village.plots = PairTable(dict.fromkeys([(1, 0), (1, 1), (1, 2), (2, 0)], toy.Plot(crop=1)))
    toy.toy_reap_all_of(village, 1)
    assert (village.plots.keys_in_order(), village.day) == ([(2, 0)], 1)


@given(written=st.lists(keys, unique=True))
def test_rows_come_in_the_order_of_their_keys(written):
    table, seen = Table(), []
    for key in written:
        table[key] = key
    for_each(table, lambda world, key, extra: seen.append((world, key, extra)), "the world", "the extra")
    assert seen == [("the world", key, "the extra") for key in sorted(written)]


@given(present=st.sets(keys), removed=st.dictionaries(keys, st.frozensets(keys)), added=st.dictionaries(keys, keys))
def test_a_row_that_is_gone_is_passed_over_and_a_new_one_not_visited(present, removed, added):
    """Given steps that remove and add rows, each row of the beginning is visited that is there in its turn."""
    table, seen = Table(dict.fromkeys(present, 0)), []

    def step(_world, key):
        seen.append(key)
        for gone in removed.get(key, ()):
            if gone in table:
                del table[gone]
        if key in added:
            table[added[key]] = 0

    for_each(table, step, None)
    here, expected = set(present), []
    for key in sorted(present):
        if key in here:
            expected.append(key)
            here -= removed.get(key, frozenset())
            here |= {added[key]} if key in added else set()
    assert seen == expected


@given(present=st.sets(pairs), group=st.integers(0, 3))
def test_under_a_group_come_its_rows_alone(present, group):
    table, seen = PairTable(dict.fromkeys(present, 0)), []
    for_each_under(table, group, lambda world, key, extra: seen.append((world, key, extra)), "the world", "the extra")
    assert seen == [("the world", key, "the extra") for key in sorted(present) if key[0] == group]


@given(present=st.sets(pairs))
def test_under_a_group_a_row_that_is_gone_is_passed_over(present):
    table, seen = PairTable(dict.fromkeys(present, 0)), []

    def step(_world, key):
        seen.append(key)
        if (0, key[1] + 1) in table:
            del table[0, key[1] + 1]

    for_each_under(table, 0, step, None)
    expected = []
    for key in sorted(key for key in present if key[0] == 0):
        if (0, key[1] - 1) not in expected:
            expected.append(key)
    assert seen == expected


@given(items=st.lists(st.integers()).map(tuple))
def test_items_come_in_the_order_of_the_list_each_as_often_as_it_stands_there(items):
    seen = []
    for_each_in(items, lambda world, item, extra: seen.append((world, item, extra)), "the world", extra="the extra")
    assert seen == [("the world", item, "the extra") for item in items]


@given(coins=st.integers(1, 5), amount=st.integers(0, 9))
def test_an_attempt_tells_the_verdict_and_a_refusal_leaves_every_leaf(toy, founded, coins, amount):
    village = founded()
    toy.toy_pay_in(village, 1, coins)
    before = leaves(village)
    verdict = attempt(toy.toy_spend, village, 1, amount)
    assert verdict is (amount <= coins)
    assert verdict or identical(before, leaves(village))
    assert village.bank.coins == village.bank.purses[1].coins == coins - (amount if verdict else 0)


def test_what_went_before_a_refused_attempt_stays(toy, founded):
    village = founded()
    assert toy.toy_try_spend(village, 1, 2) is False
    assert village.day == 1


def test_an_attempt_within_an_attempt_undoes_its_own_writes_only(toy, founded):
    village = founded()
    toy.toy_pay_in(village, 1, 5)

    def outer(world):
        toy.toy_spend(world, 1, 2)
        assert attempt(toy.toy_spend, world, 1, 9) is False

    assert attempt(outer, village) is True
    assert village.bank.purses[1].coins == 3


def test_a_crash_is_no_verdict(toy, founded):
    with pytest.raises(KeyError):
        attempt(toy.toy_stumble, founded(), 1)


def test_a_refusal_ends_a_loop_at_once(toy, founded):
    village, seen = founded(), []

    def step(world, item):
        seen.append(item)
        toy.toy_pay_in(world, 1, item)

    with pytest.raises(Rejected) as refused:
        for_each_in((1, 0, 2), step, village)
    assert refused.value.reason is toy.Refusal.NOT_POSITIVE
    assert seen == [1, 0]
