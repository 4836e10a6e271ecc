"""Facets: what differs between two states of a table, and where."""

from filspec.actors.storage_market.state import NOTHING
from filspec.kit.differences import difference, moved_rows
from filspec.kit.tables import Table
from filspec.laws.facets import NOWHERE, changes_of_table, field, presence, row, whole


def changes(old, new):
    before, after = Table(old), Table(new)
    found = difference(before.rows, after.rows, False)
    return changes_of_table("t", found, *moved_rows(before.rows, after.rows, False))


def test_a_replaced_record_changes_the_fields_that_differ_and_no_presence():
    found = changes({1: NOTHING, 2: NOTHING}, {1: NOTHING.but(held=7, locked=9), 2: NOTHING})
    assert found == {
        whole("t"): {NOWHERE},
        row("t"): {1},
        field("t", "held"): {1},
        field("t", "locked"): {1},
    }


def test_each_field_has_its_own_keys():
    found = changes({1: NOTHING, 2: NOTHING}, {1: NOTHING.but(held=7), 2: NOTHING.but(locked=9)})
    assert (found[field("t", "held")], found[field("t", "locked")]) == ({1}, {2})


def test_rows_that_come_and_go_change_presence_only():
    assert changes({1: NOTHING}, {2: NOTHING}) == {whole("t"): {NOWHERE}, presence("t"): {1, 2}}


def test_a_row_that_is_no_record_changes_as_a_whole():
    assert changes({1: 5}, {1: 6}) == {whole("t"): {NOWHERE}, row("t"): {1}}


def test_a_table_has_no_facet_twice():
    facets = {whole("t"), row("t"), presence("t"), field("t", "row"), field("t", "whole"), field("t", "presence")}
    assert len(facets) == 6
