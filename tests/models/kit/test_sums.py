"""Sums over tables are plain sums, remembered for the very map they were computed from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.sums import Totals, total, total_by
from filspec.kit.tables import PairTable, Table

numbers = st.integers()
writes = st.lists(st.tuples(st.integers(0, 4), st.integers() | st.none()))
pairs = st.dictionaries(st.tuples(st.integers(0, 2), st.integers(0, 3)), numbers)


def amount_of(_key, row):
    return row


def shares_of(key, row):
    return ((key % 2, row), (key % 3, 1))


def plain_shares(model):
    sums = {}
    for key, row in model.items():
        for group, amount in shares_of(key, row):
            sums[group] = sums.get(group, 0) + amount
    return sums


@given(writes=writes)
def test_a_sum_follows_every_write(writes):
    """Given writes and deletions, after each the sums are those of a plain dictionary."""
    table, model = Table(), {}
    for key, row in writes:
        if row is not None:
            table[key] = model[key] = row
        elif key in model:
            del table[key], model[key]
        assert total(table, amount_of) == sum(model.values())
        assert [total_by(table, shares_of)[group] for group in range(4)] == [
            plain_shares(model).get(group, 0) for group in range(4)
        ]


@given(model=pairs)
def test_a_pair_table_is_summed_with_whole_keys(model):
    assert total(PairTable(model), lambda key, row: key[0] * 100 + key[1] + row) == sum(
        key[0] * 100 + key[1] + row for key, row in model.items()
    )


@given(one=st.dictionaries(numbers, numbers), other=st.dictionaries(numbers, numbers))
def test_tables_do_not_mix_up_what_is_remembered(one, other):
    first, second = Table(one), Table(other)
    for _ in range(2):
        assert total(first, amount_of) == sum(one.values())
        assert total(second, amount_of) == sum(other.values())


@pytest.fixture
def counted():
    """A summand that counts how often it is asked."""

    def amount(_key, row):
        amount.asked += 1
        return row

    amount.asked = 0
    return amount


def test_a_sum_is_remembered_for_the_very_map_and_follows_a_few_writes(counted):
    """Only the rows that changed are asked: one for a new row; going back costs nothing."""
    table = Table({1: 10, 2: 20})
    assert [total(table, counted) for _ in range(3)] == [30, 30, 30]
    assert counted.asked == 2
    before = table.rows
    table[3] = 5
    assert (total(table, counted), counted.asked) == (35, 3)
    table.rows = before
    assert (total(table, counted), counted.asked) == (30, 3)


def test_with_many_changes_a_sum_is_added_up_anew(counted):
    table = Table({key: key for key in range(100)})
    total(table, counted)
    for key in range(50):
        table[key] = 1_000
    counted.asked = 0
    assert (total(table, counted), counted.asked) == (50_000 + sum(range(50, 100)), 100)


@given(
    branches=st.lists(
        st.tuples(st.integers(0, 5), st.tuples(st.integers(0, 2), st.integers(0, 3)), st.integers() | st.none()),
        max_size=40,
    )
)
def test_sums_are_right_on_every_branch(branches):
    """Given states of a table that branch from one another, each sum is what a new table of the same rows has."""
    states = [PairTable().rows]
    for number, key, row in branches:
        table = PairTable()
        table.rows = states[number % len(states)]
        if row is not None:
            table[key] = row
        elif key in table:
            del table[key]
        states.append(table.rows)
        model = dict(table.items())
        assert total(table, amount_of_pair) == sum(amount_of_pair(key, row) for key, row in model.items())
        sums = plain_shares_of_pairs(model)
        assert [total_by(table, shares_of_pair)[group] for group in range(4)] == [sums.get(at, 0) for at in range(4)]


def amount_of_pair(key, row):
    return key[0] * 7 + row


def shares_of_pair(key, row):
    return ((key[1], row), (key[0], 1))


def plain_shares_of_pairs(model):
    sums = {}
    for key, row in model.items():
        for group, amount in shares_of_pair(key, row):
            sums[group] = sums.get(group, 0) + amount
    return sums


def test_sums_by_group_are_remembered_apart_from_plain_sums(counted):
    def by_parity(key, row):
        return ((key % 2, counted(key, row)),)

    table = Table({1: 10, 2: 20})
    assert total(table, lambda key, row: key) == 3
    assert [total_by(table, by_parity)[1] for _ in range(3)] == [10, 10, 10]
    assert counted.asked == 2


def test_one_summand_in_both_roles_is_not_mixed_up():
    def both(_key, _row):
        return ()

    table = Table({})
    assert total(table, both) == 0
    assert isinstance(total_by(table, both), Totals)


def test_a_group_without_rows_sums_to_nothing():
    assert total_by(Table({2: 3}), shares_of)[7] == 0


def test_the_toy_model_sums_its_purses(toy, founded):
    village = founded()
    toy.toy_pay_in(village, 1, 5)
    toy.toy_pay_in(village, 2, 7)
    toy.toy_give_all(village, 2)
    assert (toy.toy_wealth(village), toy.toy_wealth_of_the_even(village)) == (12, 9)
