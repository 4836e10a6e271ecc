"""What reaches what is read from the text."""

from filspec.mutants.definitions import (
    Place,
    actor_definitions,
    actor_modules,
    changed_places,
    definitions_in,
    reached_from,
    weight_of,
)

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
'''


def place(function: str) -> Place:
    """Where a function of the actors stands."""
    [found] = [place for place in actor_definitions() if place.name == function]
    return found


def test_definitions_name_what_they_use() -> None:
    found = definitions_in("m", TEXT)
    assert list(found) == [Place("m", "LIMIT"), Place("m", "is_small"), Place("m", "send")]
    assert found[Place("m", "is_small")].uses == {Place("m", "LIMIT")}
    assert found[Place("m", "send")].uses == {Place("m", "is_small"), Place("filspec.kit.requirement", "require")}
    assert found[Place("m", "is_small")].first == TEXT.splitlines().index("@pure") + 1
    assert [one.loops for one in found.values()] == [0, 0, 1]


def test_a_step_given_to_a_loop_is_reached() -> None:
    reached = {found.name for found in reached_from(place("end_of_epoch"))}
    assert {"end_proving_period_if_due", "end_period_of_sector", "slash_deal", "burn_locked", "Deal"} <= reached
    assert "publish_storage_deal" not in reached


def test_messages_with_loops_weigh_more() -> None:
    light, heavy = weight_of(place("send")), weight_of(place("end_of_epoch"))
    assert light[0] == 0 < heavy[0]
    assert light < weight_of(place("handle_failed_deals")) < heavy


def test_a_change_belongs_to_the_function_it_stands_in(plant) -> None:
    replaced = plant("ledger.transfers", "require(amount >= 0,", "require(amount >= 1,")
    deleted = plant("ledger.transfers", "    require(amount >= 0, Reason.NEGATIVE_AMOUNT)\n", "")
    inserted = plant("cron.end_of_epoch", "    on_epoch_tick_end(w)\n", "    on_epoch_tick_end(w)\n" * 2)
    assert [found.name for found in changed_places(replaced)] == ["transfer"]
    assert [found.name for found in changed_places(deleted)] == ["transfer"]
    assert [found.name for found in changed_places(inserted)] == ["end_of_epoch"]


def test_a_change_that_is_none_belongs_nowhere(plant) -> None:
    assert changed_places(plant("ledger.transfers", "require(amount >= 0,", "require(amount >= 0,")) == frozenset()


def test_all_modules_of_the_actors_are_read() -> None:
    assert "filspec.actors.storage_miner.faults" in actor_modules()
    assert {place.module for place in actor_definitions()} <= set(actor_modules())
