"""Whether a sum has changed is what adding both up says, with few rows that differ and with many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.changed_sums import changed_groups, is_changed_total
from filspec.kit.differences import moved_rows
from filspec.kit.tables import Table

tables = st.dictionaries(st.integers(0, 9), st.integers(-2, 2))


def amount_of(key, row):
    return row


def shares_of(key, row):
    return ((key % 2, row), (key % 3, 1))


def groups(model):
    sums = {}
    for key, row in model.items():
        for group, amount in shares_of(key, row):
            sums[group] = sums.get(group, 0) + amount
    return sums


def moved(old, new):
    return moved_rows(old.rows, new.rows, False)


@given(before=tables, after=tables)
def test_a_change_is_what_adding_up_says(before, after):
    old, new = Table(before), Table(after)
    gone, come = moved(old, new)
    assert is_changed_total(old, new, gone, come, amount_of) == (sum(before.values()) != sum(after.values()))
    sums, other = groups(before), groups(after)
    assert changed_groups(old, new, gone, come, shares_of) == {
        group for group in {*sums, *other} if sums.get(group, 0) != other.get(group, 0)
    }


@pytest.mark.parametrize(("added", "changes"), [(0, False), (1, True)])
def test_many_rows_that_differ_are_added_up(added, changes):
    # Given 100 rows whose amounts move to other keys, and perhaps one more
    old, new = Table(dict.fromkeys(range(100), 1)), Table({key + 100: 1 for key in range(100 + added)})
    # Then the sum differs only if there is one more
    assert is_changed_total(old, new, *moved(old, new), amount_of) is changes
    assert bool(changed_groups(old, new, *moved(old, new), lambda key, row: (("all", row),))) is changes
