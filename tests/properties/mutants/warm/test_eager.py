"""An eager proof ends at the first claim that is false, and says whether a run shows it too."""

import os

import pytest

from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.world import World
from filspec.laws.catalogue import catalogue
from filspec.mutants.warm.eager import EagerProver, ShownFalse
from filspec.mutants.warm.forking import in_a_child
from filspec.mutants.warm.planting import plant
from filspec.mutants.warm.proof_session import LIMITS
from filspec.symbolic.bounds import parameters_within_bounds, smallest_preset
from filspec.symbolic.judge import open_goals
from filspec.symbolic.subjects import PROMISES

NOTHING: frozenset[str] = frozenset()


def prover() -> EagerProver:
    return EagerProver(World, catalogue(), parameters_within_bounds, smallest_preset, PROMISES)


def claim_against(mutation, open_anyway: frozenset[str]) -> str:
    """The first false claim about a changed worker."""
    plant(mutation)
    try:
        report = prover().proved(change_worker, lambda claim: claim not in open_anyway)
        return f"open: {sorted(open_goals(report.verdicts))}"
    except ShownFalse as failed:
        return f"{failed.claim}, {failed.where}, {failed.confirmed}"


@pytest.mark.slow
def test_a_proof_of_the_source_is_whole_and_that_of_a_mutant_ends_early(mutation) -> None:
    assert open_goals(prover().proved(change_worker, lambda _: True).verdicts) == NOTHING
    # Given a worker that becomes the owner in place of the worker
    planted = mutation("storage_miner.worker", "but(owner=worker)")
    reading, writing = os.pipe()
    said = in_a_child(lambda: claim_against(planted, NOTHING), LIMITS, reading).said
    # Then the proof ends, and a claim that is open anyway is passed over
    claim = said.split(",")[0]
    assert ", change_worker, at the end, False" in said
    other = in_a_child(lambda: claim_against(planted, frozenset({claim})), LIMITS, reading).said
    assert not other.startswith(claim)
    os.close(reading)
    os.close(writing)
