"""Random lives of deals."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from filspec.actors.storage_market import failure, settlement
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner import commitment, proving_period
from filspec.kit.linter import require_linted
from filspec.kit.transitions import REGISTRY
from filspec.laws.broken import LawBroken
from filspec.machines.storage_market import StorageMarketMachine

LIVES = settings(
    max_examples=25, stateful_step_count=50, derandomize=False, database=None, suppress_health_check=list(HealthCheck)
)
UNSHRUNK = settings(LIVES, phases=[Phase.generate])


def live(machine, how=UNSHRUNK, seeds=8):
    """A hundred lives and more, from a few seeds, so that they differ."""
    for number in range(seeds):
        run_state_machine_as_test(seed(number)(machine), settings=how)


@pytest.fixture
def plant(monkeypatch):
    """Plant a defect. The linter would refuse it; it reads each module once, and so reads them before."""
    for declared in list(REGISTRY.values()):
        if declared.function.__module__.startswith("filspec."):
            require_linted(declared.function.__module__)
    return monkeypatch.setattr


def test_every_life_of_a_deal_keeps_all_laws_and_ends():
    """Nothing here is vacuous: every state is reached, and every rule sends something that is accepted."""

    class Observed(StorageMarketMachine):
        reached, messages = Counter(), Counter()

    live(Observed, LIVES, seeds=3)
    assert set(Observed.reached) == set(DealState)
    assert {name for name, accepted in Observed.messages.items() if not accepted} == set()


def forget(_w, *_arguments):
    """A transition that does nothing: what a forgetful author writes."""


@pytest.mark.parametrize(
    ("place", "transition", "law"),
    [
        (settlement, "release", "D3"),
        (settlement, "pay_locked", "D3"),
        (settlement, "burn_locked", "T7"),
        (settlement, "unbind_deal", "D14"),
        (failure, "burn_locked", "T7"),
        (commitment, "increment_power", "M2"),
        (proving_period, "detect_fault", "M11"),
        pytest.param(proving_period, "remove_sector", "M11", marks=pytest.mark.slow),
    ],
)
def test_a_forgotten_transition_breaks_its_law(plant, place, transition, law):
    plant(place, transition, forget)
    with pytest.raises(LawBroken) as broken:
        live(StorageMarketMachine)
    assert law in broken.value.law.ids


@pytest.mark.parametrize(
    ("place", "guard", "answer", "law"),
    [
        pytest.param(settlement, "last_epochs_are_proven", True, "D17", marks=pytest.mark.slow),
        (settlement, "is_over", True, "D12"),
        (failure, "is_over", False, "D12"),
        (settlement, "is_over", False, "L1"),
    ],
)
def test_a_guard_that_is_no_guard_breaks_its_law(plant, place, guard, answer, law):
    plant(place, guard, lambda w, deal: answer)
    with pytest.raises(LawBroken) as broken:
        live(StorageMarketMachine)
    assert law in broken.value.law.ids


def test_a_deal_that_nobody_can_close_is_caught_at_the_end(plant):
    """A law says what closing a deal does, and the end of each life that nothing stays locked for ever (614)."""
    plant(settlement, "close_deal", lambda w, deal_id: None)
    with pytest.raises(LawBroken, match="deal_is_closed_by_its_state"):
        live(StorageMarketMachine)
