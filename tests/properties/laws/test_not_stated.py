"""What no law states."""

import pytest

from filspec.laws.catalogue import catalogue
from filspec.laws.not_stated import NOT_STATED, PARTLY_STATED

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
