"""Lifting: the same rows, and scalars as they are."""

import pytest

from filspec.actors.units import MARKET
from filspec.symbolic.reach.first_world import CLIENT, FORTUNE, first_world
from filspec.symbolic.reach.lifting import leaves_of_world, lifted, put_back

pytestmark = pytest.mark.usefixtures("on_a_path")


def test_lifted_world_has_the_rows_of_the_ordinary_one() -> None:
    world = first_world()
    twin = lifted(world)

    assert dict(twin.ledger.accounts.items()) == dict(world.ledger.accounts.items())
    assert twin.parameters is world.parameters and twin.epoch == 0
    assert 7 not in twin.market.deals and MARKET in twin.ledger.accounts


def test_world_goes_back_to_where_it_was() -> None:
    # Given a world that has changed
    world = lifted(first_world())
    before = leaves_of_world(world)
    world.ledger.accounts[CLIENT] = world.ledger.accounts[CLIENT].but(balance=3)
    world.epoch = 9
    # When it is put back
    put_back(world, before)
    # Then nothing of the change is left
    assert world.ledger.accounts[CLIENT].balance == FORTUNE and world.epoch == 0
