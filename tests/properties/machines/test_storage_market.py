"""Random lives of deals."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from filspec.actors.storage_market import failure, settlement
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner import proving_period
from filspec.laws.broken import LawBroken
from filspec.machines.storage_market import StorageMarketMachine

LIVES = settings(max_examples=60, stateful_step_count=30, suppress_health_check=list(HealthCheck))
GENERATED_ONLY = settings(LIVES, phases=[Phase.generate])


def test_every_life_of_a_deal_keeps_all_laws_and_ends():
    """Every state is reached, and every rule sends something that is accepted."""

    class Observed(StorageMarketMachine):
        reached, messages = Counter(), Counter()

    run_state_machine_as_test(Observed, settings=LIVES)
    assert set(Observed.reached) == set(DealState)
    never_accepted = {name for name, times in Observed.messages.items() if not times}
    assert never_accepted == set()


def forget(w, *_arguments):
    """A transition that does nothing: what a forgetful author writes."""


@pytest.mark.parametrize(
    ("place", "transition", "law"),
    [
        (settlement, "release", "all_locks_are_owed"),
        (settlement, "burn_locked", "all_locks_are_owed"),
        (settlement, "unbind_deal", "listed_deal_is_in_its_sector"),
        (failure, "burn_locked", "all_locks_are_owed"),
        (proving_period, "detect_fault", "unproved_sector_loses_its_power"),
    ],
)
def test_a_planted_defect_is_caught_by_its_law(monkeypatch, place, transition, law):
    monkeypatch.setattr(place, transition, forget)
    with pytest.raises(LawBroken) as broken:
        run_state_machine_as_test(StorageMarketMachine, settings=GENERATED_ONLY)
    assert broken.value.law.name == law


def test_a_deal_that_nobody_can_close_is_caught_at_the_end(monkeypatch):
    """No law of states forbids an everlasting lock (specs-actors 614); the end of each life does."""
    monkeypatch.setattr(settlement, "is_over", lambda w, deal: False)
    with pytest.raises(AssertionError, match="nothing moves any more, and these balances stay locked"):
        run_state_machine_as_test(StorageMarketMachine, settings=GENERATED_ONLY)
