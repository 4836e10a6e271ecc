"""Units, and the numbers of the system actors."""

from filspec.actors import units
from filspec.actors.units import BURNT_FUNDS, CRON, INIT, MARKET, POWER, REWARD, SYSTEM

SYSTEM_ACTORS = (SYSTEM, INIT, REWARD, CRON, POWER, MARKET, BURNT_FUNDS)


def test_system_actors_have_numbers_of_their_own_below_the_first_user():
    assert len(set(SYSTEM_ACTORS)) == len(SYSTEM_ACTORS)
    assert all(0 <= number < units.FIRST_USER for number in SYSTEM_ACTORS)


def test_every_system_actor_exists_from_the_start(chain):
    assert all(number in chain.world.ledger.accounts for number in SYSTEM_ACTORS)
