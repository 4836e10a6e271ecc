"""Asking one law."""

import pytest

from filspec.kit.laws import Law, Quantifier
from filspec.laws.broken import LawBroken
from filspec.laws.judging import Judge


def is_small(number):
    return number < 3


@pytest.fixture
def judge():
    sentence = "Numbers are small."
    return Judge(
        Law(name="is_small", ids=("X1",), quantifier=Quantifier.ROW, path="t", sentence=sentence, holds=is_small)
    )


def test_a_case_that_holds_is_counted(judge):
    for number in (1, 2):
        judge.ask((number,), (), None)
    assert judge.count == 2


def test_a_case_that_does_not_hold_is_told_with_its_place_and_values(judge):
    with pytest.raises(LawBroken) as broken:
        judge.ask((5,), (7, "the row"), None)
    assert (broken.value.place, broken.value.compared) == ((7, "the row"), ("not number < 3: 5 against 3",))


def test_a_law_that_raises_is_broken_whatever_its_error_holds(judge):
    with pytest.raises(LawBroken, match=r"it raises TypeError\(") as broken:
        judge.ask((None,), (), None)
    assert isinstance(broken.value.__cause__, TypeError)


def test_of_many_cases_the_first_that_does_not_hold_is_told(judge):
    with pytest.raises(LawBroken) as broken:
        judge.ask_each((((number,), (number,)) for number in (1, 4, 5)), None)
    assert broken.value.place == (4,)


def test_a_law_that_changes_its_answer_is_no_law(judge):
    with pytest.raises(RuntimeError, match="is_small does not answer the same when it is asked again"):
        judge.ask_each((((number,), (number,)) for number in (1, 2)), None)
