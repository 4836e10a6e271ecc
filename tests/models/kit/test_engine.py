"""The seam of a prover: with an engine installed, every word of the kit asks it and nothing is decided here."""

from enum import Enum

import pytest

from filspec.kit import engine
from filspec.kit.frames import ANYTHING, confined, unchanged
from filspec.kit.loops import attempt, for_each, for_each_in, for_each_under
from filspec.kit.oracles import answering
from filspec.kit.requirement import require
from filspec.kit.sums import total, total_by


class Why(Enum):
    TOO_LATE = "the day is over"


@pytest.fixture
def words(toy, founded):
    """Each word of the kit spoken once, by what it asks of an engine, with the question that it leads to."""
    village = founded()
    purses, plots, frame = village.bank.purses, village.plots, {"day": ANYTHING}
    return {
        "require": (lambda: require(False, Why.TOO_LATE), (False, Why.TOO_LATE)),
        "compute": (lambda: toy.toy_purse_of(village, 1), ("toy_purse_of", (village, 1))),
        "ask": (lambda: toy.toy_is_sunny(1, hour=2), ("toy_is_sunny", (1, 2))),
        "loop": (
            lambda: for_each(purses, toy.toy_give, village, 3), (purses, engine.Over.ROWS, toy.toy_give, (village, 3))
        ),
        "loop under": (
            lambda: for_each_under(plots, 1, toy.toy_reap, village, 3), (plots, 1, toy.toy_reap, (village, 3))
        ),
        "loop in": (
            lambda: for_each_in((5, 6), toy.toy_pay_in_one, village, 3),
            ((5, 6), engine.Over.ITEMS, toy.toy_pay_in_one, (village, 3)),
        ),
        "attempt": (lambda: attempt(toy.toy_spend, village, 1, 2), (toy.toy_spend, (village, 1, 2))),
        "total": (lambda: total(purses, toy.toy_coins_of), (purses, toy.toy_coins_of)),
        "total_by": (lambda: total_by(purses, toy.toy_shares_of), (purses, toy.toy_shares_of)),
        "unchanged": (lambda: unchanged(village, village, "day"), (village, village, ("day",))),
        "confined": (lambda: confined(village, village, frame), (village, village, frame)),
    }  # fmt: skip


def test_every_question_of_an_engine_belongs_to_a_word_of_the_kit(words):
    questions = {name for name in vars(engine.Engine) if not name.startswith("_")}
    assert {word.partition(" ")[0] for word in words} == questions


def same(one, other):
    """The very same values in the same places: tables have no equality."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one is other or (isinstance(one, int | str) and one == other)


def test_every_word_asks_the_engine_and_returns_its_answer(words, asked_engine):
    for word, (speak, question) in words.items():
        asked_engine.asked.clear()
        answer = speak()
        (asked,) = asked_engine.asked
        assert same(asked, (word.partition(" ")[0], *question)), word
        assert answer == (None if asked[0] in ("require", "loop") else 7), word


def test_arguments_given_by_name_reach_the_engine_in_their_places(toy, founded, asked_engine):
    village = founded()
    for_each(village.bank.purses, toy.toy_give, village, amount=3)
    for_each_under(village.plots, 1, toy.toy_reap, village, day=4)
    for_each_in((1,), toy.toy_pay_in_one, village, amount=5)
    attempt(toy.toy_spend, village, amount=6, who=1)
    toy.toy_coins_of(purse=toy.EMPTY, who=2)
    arguments = [question[-1] for question in asked_engine.asked]
    assert [given[1:] for given in arguments] == [(3,), (4,), (5,), (1, 6), (toy.EMPTY,)]


def test_nobody_of_the_outside_answers_where_an_engine_does(toy, asked_engine):
    def nobody(day, hour):
        raise AssertionError("the rung was asked")

    with answering({"toy_is_sunny": nobody}):
        assert toy.toy_is_sunny(1, 2) == 7


def test_a_word_decides_for_itself_where_no_engine_is_installed(toy, founded):
    village = founded()
    assert engine.active is None
    assert toy.toy_purse_of(village, 1) == toy.EMPTY
    assert total(village.bank.purses, toy.toy_coins_of) == 0
    assert attempt(toy.toy_spend, village, 1, 2) is False
