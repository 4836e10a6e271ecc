"""Differences are those of plain dictionaries."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.differences import NO_DIFFERENCE, difference
from filspec.kit.tables import PairTable, Table

rows = st.sampled_from([object() for _ in range(3)])
models = st.dictionaries(st.integers(-2, 40), rows)
pairs = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 30)), rows)


def plain(old, new):
    """What differs between two dictionaries."""
    added = {key for key in new if key not in old}
    written = added | {key for key in new if key in old and old[key] is not new[key]}
    return written, added, {key for key in old if key not in new}


@given(old=models, new=models)
def test_two_tables_differ_as_two_dictionaries_do(old, new):
    assert difference(Table(old).rows, Table(new).rows, False) == plain(old, new)


@given(old=pairs, new=pairs)
def test_two_tables_with_two_part_keys_differ_as_two_dictionaries_do(old, new):
    assert difference(PairTable(old).rows, PairTable(new).rows, True) == plain(old, new)


@given(old=pairs, changes=st.lists(st.tuples(st.sampled_from([(0, 0), (1, 5), (3, 2)]), rows | st.none())))
def test_a_table_that_was_written_to_shares_the_rest(old, changes):
    table, model = PairTable(old), dict(old)
    before = table.rows
    for key, row in changes:
        if row is not None:
            table[key] = model[key] = row
        elif key in model:
            del table[key], model[key]
    assert difference(before, table.rows, True) == plain(old, model)


def test_a_table_does_not_differ_from_itself():
    table = Table({1: "a row"})
    assert difference(table.rows, table.rows, False) is NO_DIFFERENCE


def test_what_was_compared_last_is_not_compared_again():
    old, new = Table({1: "one"}).rows, Table({1: "another"}).rows
    assert difference(old, new, False) is difference(old, new, False)


def test_maps_that_are_gone_are_not_mixed_up_with_new_ones_at_their_place():
    """An identity in memory may be given out again; the maps compared are kept as long as their difference is."""
    for number in range(200):
        old, new = Table({1: number}).rows, Table({1: number + 1_000, 2: 0}).rows
        assert difference(old, new, False) == ({1, 2}, {2}, set())
