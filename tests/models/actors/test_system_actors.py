"""The actors of the system are there from the start, and one of them holds what rewards will give out."""

import pytest

from filspec.actors.genesis import empty_world
from filspec.actors.ledger.state import ActorKind
from filspec.actors.parameters import PRESETS, preset
from filspec.actors.system_actors import enter_system_actors
from filspec.actors.units import BURNT_FUNDS, CRON, INIT, MARKET, POWER, REWARD, SYSTEM


@pytest.mark.parametrize("name", PRESETS)
def test_they_are_entered_in_a_world_without_actors(name):
    # Given an empty world
    world = empty_world({0: 1})
    world.parameters = preset(name)
    assert world.ledger.accounts.keys_in_order() == []
    # When they are entered
    enter_system_actors(world)
    # Then all tokens that there are belong to the reward actor
    accounts = dict(world.ledger.accounts.items())
    assert set(accounts) == {SYSTEM, INIT, REWARD, CRON, POWER, MARKET, BURNT_FUNDS}
    assert {number: row.balance for number, row in accounts.items() if row.balance} == {
        REWARD: preset(name).reward_total_issuance
    }
    assert world.ledger.total_supply == preset(name).reward_total_issuance
    assert {(row.kind, row.nonce, row.key) for row in accounts.values()} == {(ActorKind.SYSTEM, 0, 0)}
