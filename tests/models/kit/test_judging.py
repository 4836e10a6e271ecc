"""A law about messages is put to those that it speaks of, with what it asks for."""

import pytest

from filspec.kit.frames import rows
from filspec.kit.judging import given_to, is_kept, is_kept_in, speaks_of
from filspec.kit.laws import LAWS, frame, law, message_law, postcondition, refused_for
from filspec.kit.runner import Receipt, Sent
from filspec.kit.transitions import transition_of
from filspec.kit.worlds import fork

pytestmark = pytest.mark.usefixtures("registries")


@pytest.fixture
def sent(toy):
    """A message that was accepted and answered 5, or refused for a reason."""

    def make(reason=None):
        receipt = Receipt(accepted=reason is None, reason=reason, answer=None if reason else 5)
        return Sent(transition=transition_of(toy.toy_spend), arguments=(1, 4), receipt=receipt)

    return make


@pytest.fixture
def world(toy, founded):
    village = founded()
    village.bank.purses[1] = toy.Purse(coins=4, gifts=0)
    return village


@pytest.fixture
def laws_about_spending(toy):
    """One law of each kind about messages."""

    @message_law("X1")
    def toy_of_all(before, after, sent):
        """Only accepted messages."""
        return sent.receipt.accepted

    @postcondition(toy.toy_spend, "X1")
    def toy_spent(before, after, amount, answer):
        """The answer is one more than the amount."""
        return answer == amount + 1

    @refused_for(toy.toy_spend, toy.Refusal.TOO_POOR, "X1")
    def toy_is_poor(before, who, amount):
        """The purse holds less."""
        return before.bank.purses[who].coins < amount

    @frame(toy.toy_spend, "X1")
    def toy_purse_changes(before, who):
        """The purse changes."""
        return {"bank.purses": rows(who)}

    return [LAWS[name] for name in ("toy_of_all", "toy_spent", "toy_spend/TOO_POOR", "toy_spend/frame")]


def test_each_kind_speaks_of_what_it_says(toy, sent, laws_about_spending):
    def spoken(message):
        return [speaks_of(entry, message) for entry in laws_about_spending]

    assert spoken(sent()) == [True, True, True, True]
    assert spoken(sent(toy.Refusal.TOO_POOR)) == [True, False, True, False]
    assert spoken(sent(toy.Refusal.NO_SUN)) == [True, False, False, False]
    another = sent().but(transition=transition_of(toy.toy_give))
    assert spoken(another) == [True, False, False, False]


def test_a_law_is_given_what_it_asks_for(sent, laws_about_spending):
    of_all, spent, poor, purse = laws_about_spending
    assert [given_to(entry, sent()) for entry in (of_all, spent, poor, purse)] == [(), (4, 5), (1, 4), (1,)]


def test_a_law_of_refusals_is_kept_both_ways(toy, sent, world, laws_about_spending):
    poor = laws_about_spending[2]
    refused = sent(toy.Refusal.TOO_POOR)
    assert is_kept(poor, world, world, sent())
    assert not is_kept(poor, world, world, refused)
    world.bank.purses[1] = toy.EMPTY
    assert not is_kept(poor, world, world, sent())
    assert is_kept(poor, world, world, refused)


def test_a_frame_is_kept_by_what_stays(toy, sent, world, laws_about_spending):
    purse, after = laws_about_spending[3], fork(world)
    after.bank.purses[1] = toy.EMPTY
    assert is_kept(purse, world, after, sent())
    after.bank.purses[2] = toy.EMPTY
    assert not is_kept(purse, world, after, sent())


def test_a_case_is_worlds_and_keys_or_a_message(sent, world, laws_about_spending):
    @law("X1")
    def toy_has_days(w):
        """Days are never negative."""
        return w.day >= 0

    assert is_kept_in(LAWS["toy_has_days"], (world,))
    assert is_kept_in(laws_about_spending[0], (world, world, sent()))
    assert is_kept_in(laws_about_spending[1], (world, world, sent()))
