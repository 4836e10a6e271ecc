"""Worlds whose rows are all written down are compared row by row."""

import pytest

from filspec.actors.units import MARKET
from filspec.kit.frames import ANYTHING, rows, rows_under
from filspec.symbolic.computation import outcomes_of
from filspec.symbolic.reach.finite_comparisons import confined, unchanged
from filspec.symbolic.reach.first_world import CLIENT, OWNER, first_world
from filspec.symbolic.reach.lifting import lifted
from filspec.symbolic.terms import INT, constant, known_truth, simplified
from filspec.symbolic.values import SymbolicInt


@pytest.fixture
def worlds():
    """Two lifted copies of the first world."""
    return lifted(first_world()), lifted(first_world())


def decided(term):
    return known_truth(simplified(term))


def test_copies_are_unchanged(worlds) -> None:
    before, after = worlds
    assert decided(unchanged(before, after, ("epoch", "ledger.accounts", "market.escrow"))) is True
    assert decided(confined(before, after, {})) is True


def test_a_row_that_differs_is_seen_and_may_be_allowed(worlds) -> None:
    before, after = worlds

    def pay():
        after.ledger.accounts[CLIENT] = after.ledger.accounts[CLIENT].but(nonce=7)

    outcomes_of(pay, (), None)
    assert decided(unchanged(before, after, ("ledger.accounts",))) is False
    assert decided(confined(before, after, {"ledger.accounts": rows(OWNER, MARKET)})) is False
    assert decided(confined(before, after, {"ledger.accounts": rows(OWNER, CLIENT)})) is True
    assert decided(confined(before, after, {"ledger.accounts": ANYTHING})) is True


def test_a_group_may_be_allowed(worlds) -> None:
    before, after = worlds

    def use():
        after.miner.used_numbers[(OWNER, 4)] = True

    outcomes_of(use, (), None)
    assert decided(confined(before, after, {"miner.used_numbers": rows_under(OWNER)})) is True
    assert decided(confined(before, after, {"miner.used_numbers": rows_under(CLIENT)})) is False


def test_an_unknown_value_may_be_what_it_was(worlds) -> None:
    before, after = worlds
    after.epoch = SymbolicInt(constant("some epoch", INT))
    assert decided(unchanged(before, after, ("epoch",))) is None
    assert decided(confined(before, after, {"epoch": ANYTHING})) is True
