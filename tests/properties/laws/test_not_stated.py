"""What no law states."""

import pytest

from filspec.laws.catalogue import catalogue
from filspec.laws.not_stated import NOT_STATED, PARTLY_STATED, Uncovered, uncovered

LAST = {"T": 7, "D": 21, "M": 20, "S": 9, "C": 7}
"""The last number of each table of protocol-facts, section 8, about the actors; all begin at 1 and leave none out."""

STATED = {identity for law in catalogue() for identity in law.ids}


@pytest.mark.parametrize(
    "identity", [f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)]
)
def test_every_property_is_stated_by_a_law_or_listed_as_not_stated(identity):
    assert (identity in STATED) != (identity in {listed.identity for listed in NOT_STATED})


def test_what_is_listed_in_parts_is_stated_for_the_rest():
    assert {listed.identity for listed in PARTLY_STATED} <= STATED
    assert all(listed.part for listed in PARTLY_STATED)
    assert not any(listed.part for listed in NOT_STATED)


def test_everything_listed_has_a_reason():
    assert all(listed.reason for listed in (*NOT_STATED, *PARTLY_STATED))


def test_rules_that_no_law_covers_are_those_in_which_mistakes_live():
    survivors = [
        ("market/settle/off_by_one/1", "a -> a + 1"),
        ("market/lock/order/1", "x y -> y x"),
        ("market/settle/wrong_value/2", "b -> c"),
    ]
    assert uncovered(survivors, {"market/lock/order/1"}) == (
        Uncovered(rule="market/settle", changes=("a -> a + 1", "b -> c")),
    )
