"""Members of enums, as terms."""

from enum import Enum

from filspec.symbolic.members import members_of
from filspec.symbolic.terms import equal, known_truth, name_of, simplified


def test_enums_of_one_name_are_two_sorts() -> None:
    # Given two enums of the same name, as when a module is loaded twice
    first, second = (members_of(Enum("Colour", ["RED", "BLUE"])) for _ in range(2))
    # Then their members are not confused
    assert first.sort != second.sort
    for members in (first, second):
        assert {members.member_of[name_of(term)] for term in members.term_of.values()} == set(members.term_of)
    assert known_truth(simplified(equal(*first.term_of.values()))) is False
