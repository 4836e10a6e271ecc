"""Laws of every key are judged at all keys that occur, and at a fresh one."""

from filspec.actors.units import ActorID
from filspec.actors.world import World
from filspec.kit.worlds import type_at
from filspec.symbolic.key_values import keys_of
from filspec.symbolic.reach.first_world import CLIENT, OWNER, first_world


def keys(path: str, *given: tuple[object, object]) -> list[object]:
    return keys_of(first_world(), path, type_at(World, path), given)


def test_keys_of_one_type_are_taken_from_everywhere() -> None:
    # An account has no escrow yet, and could have one
    world = first_world()
    found = keys("market.escrow")
    assert {*world.ledger.accounts.keys_in_order()} <= {*found}
    assert {CLIENT, OWNER} <= {*found}


def test_one_key_occurs_nowhere() -> None:
    known = {*first_world().ledger.accounts.keys_in_order(), *first_world().power.claims.keys_in_order()}
    found = keys("market.escrow")
    assert found[-1] == max(found) and found[-1] not in known  # type: ignore[type-var]


def test_arguments_count_where_they_are_of_the_type() -> None:
    stranger = ActorID(123456)
    assert stranger in keys("market.escrow", (ActorID, stranger))
    assert stranger not in keys("market.escrow", (int, stranger))


def test_pairs_are_made_of_what_occurs() -> None:
    found = keys("market.live_deals")
    assert all(isinstance(key, tuple) and len(key) == 2 for key in found)
    assert {key[0] for key in found} >= {CLIENT, OWNER}
