"""What reaches what is read from the text."""

from filspec.mutants.definitions import actor_modules, changed_places, weight_of
from filspec.symbolic.content import reached_from
from filspec.symbolic.definitions import Place, definitions_in


def place(function: str) -> Place:
    """Where a function of the actors stands."""
    [module] = [module for module in actor_modules() if function in definitions_in(module)]
    return Place(module, function)


def test_a_step_given_to_a_loop_is_reached() -> None:
    reached = {found.name for found in reached_from([place("end_of_epoch")])}
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
    assert "filspec.actors.storage_miner" not in actor_modules()
