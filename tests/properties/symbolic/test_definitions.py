"""What names what is read from the text."""

import pytest

from filspec.symbolic.definitions import Place, definitions_in, definitions_of, path_of, text_of

TEXT = '''
"""A module."""

from filspec.kit.requirement import require

LIMIT = 3


@pure
def is_small(amount):
    """Small."""
    return amount < LIMIT


def send(w, amount):
    """Send."""
    require(is_small(amount), 0)
    for_each(w.rows, is_small, w)


assert LIMIT
'''


LINES = TEXT.splitlines()


def test_definitions_name_what_they_use() -> None:
    found = definitions_of("m", TEXT)
    assert list(found) == ["LIMIT", "is_small", "send", ""]
    assert found["is_small"].uses == {Place("m", "LIMIT")}
    assert found["send"].uses == {Place("m", "is_small"), Place("filspec.kit.requirement", "require")}
    assert found[""].uses == {Place("m", "LIMIT")}


def test_definition_begins_with_its_decorators_and_has_their_text() -> None:
    found = definitions_of("m", TEXT)["is_small"]
    [(first, last)] = found.spans
    assert LINES[first - 1] == "@pure" and LINES[last - 1] == "    return amount < LIMIT"
    assert found.text.splitlines() == LINES[first - 1 : last]


def test_name_that_is_given_twice_has_both_texts() -> None:
    found = definitions_of("m", "A = 1\nB = 2\nA = B\n")["A"]
    assert (found.text, found.spans, found.uses) == (
        "A = 1\nA = B\n",
        ((1, 1), (3, 3)),
        {Place("m", "A"), Place("m", "B")},
    )


@pytest.mark.parametrize("module", ["filspec.nowhere", "nowhere.at.all"])
def test_module_that_is_not_there_has_no_text(module: str) -> None:
    assert path_of(module) is None
    assert text_of(module) == ""
    assert not definitions_in(module)
