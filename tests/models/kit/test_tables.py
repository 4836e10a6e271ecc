"""Tables behave as dictionaries do, in what they offer; the rest they refuse."""

from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from immutables import Map

from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table, in_order

KEYS = (-1000, -3, 0, 1, 31, 32, 1000, 2**70)
"""A persistent map goes through these in another order."""

keys, rows = st.sampled_from(KEYS), st.integers()
pairs = st.tuples(st.sampled_from(KEYS[:3]), keys)


class TableAsDictionary(RuleBasedStateMachine):
    """Given the same writes, a table and a dictionary hold the same."""

    table_class, some_keys = Table, keys

    def __init__(self):
        super().__init__()
        self.table, self.model, self.kept = self.table_class(), {}, []

    @rule(choose=st.data(), row=rows)
    def write(self, choose, row):
        key = choose.draw(self.some_keys)
        self.table[key] = self.model[key] = row

    @rule(choose=st.data())
    def delete(self, choose):
        key = choose.draw(self.some_keys)
        if key in self.model:
            del self.table[key], self.model[key]
            return
        with pytest.raises(KeyError) as refused:
            del self.table[key]
        assert refused.value.args == (key,)

    @rule(choose=st.data(), default=rows)
    def read(self, choose, default):
        key = choose.draw(self.some_keys)
        assert (key in self.table) == (key in self.model)
        assert self.table.get(key, default) == self.model.get(key, default)
        if key in self.model:
            assert self.table[key] == self.model[key]
            return
        with pytest.raises(KeyError) as refused:
            self.table[key]
        assert refused.value.args == (key,)

    @rule()
    def keep(self):
        """An old state of a table is a value: later writes do not reach it."""
        self.kept.append((self.table.rows, dict(self.model)))

    @invariant()
    def agree(self):
        assert self.table.keys_in_order() == sorted(self.model)
        assert list(self.table.items_in_order()) == sorted(self.model.items())
        assert dict(self.table.items()) == self.model
        for kept, model in self.kept:
            self.table.rows, now = kept, self.table.rows
            assert dict(self.table.items()) == model
            self.table.rows = now


class PairTableAsDictionary(TableAsDictionary):
    """The same of two-part keys; an emptied group leaves nothing behind."""

    table_class, some_keys = PairTable, pairs

    @invariant()
    def agree_by_group(self):
        for group in KEYS:
            assert self.table.keys_under(group) == sorted(key for key in self.model if key[0] == group)
        assert set(self.table.rows) == {group for group, _ in self.model}


TestTableAsDictionary = TableAsDictionary.TestCase
TestPairTableAsDictionary = PairTableAsDictionary.TestCase


@pytest.mark.parametrize("table", [Table({1: 2}), PairTable({(1, 2): 3}), Table(), PairTable()])
@pytest.mark.parametrize(
    "leave_the_subset",
    [len, bool, iter, list, sum, reversed, lambda table: table == table, lambda table: table != Table()],
    ids=["len", "bool", "iter", "list", "sum", "reversed", "==", "!="],
)
def test_a_table_has_no_length_truth_order_or_equality(table, leave_the_subset):
    with pytest.raises(TypeError, match=r"no length, truth, order or equality .* use `key in table` and for_each\(\)"):
        leave_the_subset(table)


@pytest.mark.parametrize("table", [Table(), PairTable()])
def test_a_table_is_no_key(table):
    with pytest.raises(TypeError, match="unhashable"):
        hash(table)


@given(model=st.dictionaries(keys, rows))
def test_a_table_is_made_of_a_mapping_and_independent_of_it(model):
    table = Table(model)
    before = dict(model)
    model.clear()
    assert dict(table.items()) == before


@given(model=st.dictionaries(pairs, rows))
def test_a_pair_table_is_made_of_a_mapping(model):
    assert dict(PairTable(model).items()) == model


@given(written=st.permutations([(group, member) for group in KEYS[:3] for member in KEYS]))
def test_the_order_of_keys_does_not_depend_on_the_order_of_writes(written):
    table = PairTable()
    for key in written:
        table[key] = 0
    assert table.keys_in_order() == sorted(written)
    assert table.keys_under(-3) == [(-3, member) for member in KEYS]


def test_writing_one_group_leaves_the_rows_of_the_others_as_they_are():
    """Work on one group costs what that group holds."""
    table = PairTable({(1, 1): "a", (2, 1): "b"})
    others = table.rows[2]
    table[1, 2] = "c"
    assert table.rows[2] is others
    assert isinstance(others, Map)


class Season(Enum):
    """Members in an order that is neither that of their names nor of their values."""

    WINTER = 2
    SPRING = 3
    AUTUMN = 1


class Field(Record):
    """A key of parts."""

    season: Season
    size: int


ASCENDING = {
    "numbers": [-(2**70), -1, 0, 3],
    "truth values": [False, True],
    "members": [Season.WINTER, Season.SPRING, Season.AUTUMN],
    "tuples": [(-1, 9), (0, -5), (0, 4)],
    "tuples of members": [(Season.WINTER, 9), (Season.AUTUMN, 1), (Season.AUTUMN, 2)],
    "records": [
        Field(season=Season.WINTER, size=4),
        Field(season=Season.AUTUMN, size=-1),
        Field(season=Season.AUTUMN, size=3),
    ],
    "tuples of records": [(1, Field(season=Season.SPRING, size=0)), (2, Field(season=Season.WINTER, size=0))],
}


@pytest.mark.parametrize("ascending", ASCENDING.values(), ids=ASCENDING)
def test_keys_of_every_type_have_an_order(ascending):
    for first in range(len(ascending)):
        turned = ascending[first:] + ascending[:first]
        assert in_order([*reversed(turned)]) == ascending
        assert Table(dict.fromkeys(turned, 0)).keys_in_order() == ascending
        grouped = PairTable({(1, key): 0 for key in turned})
        assert grouped.keys_under(1) == grouped.keys_in_order() == [(1, key) for key in ascending]
        assert PairTable({(key, 1): 0 for key in turned}).keys_in_order() == [(key, 1) for key in ascending]
