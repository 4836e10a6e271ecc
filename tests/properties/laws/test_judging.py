"""Asking one law."""

from types import SimpleNamespace

import pytest

from filspec.actors.world import World
from filspec.kit.laws import Law, Quantifier
from filspec.kit.tables import Table
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


def not_all_belong_elsewhere(w: World, key: int) -> bool:
    """Of the deals up to the first one that belongs to the key, each has an account."""
    return not all(w.ledger.accounts[number] != key or False for number, _ in w.market.deals.items_in_order())


def test_what_a_law_never_reaches_does_not_break_it():
    # Given a law that looks at deals until it finds one, and a later deal at which it would crash
    w = SimpleNamespace(
        ledger=SimpleNamespace(accounts=Table({1: 7})), market=SimpleNamespace(deals=Table({1: None, 2: None}))
    )
    sentence = "Deals have accounts."
    judge = Judge(
        Law(
            name="x",
            ids=("X1",),
            quantifier=Quantifier.KEY,
            path="t",
            sentence=sentence,
            holds=not_all_belong_elsewhere,
        )
    )
    assert not_all_belong_elsewhere(w, 7)
    # When it is asked of many keys at once, then it holds at those where it holds one by one
    assert judge.hold((w, [7, 7])) is True
    assert judge.hold((w, [7, 8])) is False
