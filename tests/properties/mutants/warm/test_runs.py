"""Runs of the stories with a change planted: those that end otherwise, and the claims that they show to be false."""

import pytest

from filspec.kit.laws import LAWS
from filspec.laws.catalogue import catalogue
from filspec.mutants.warm.planting import function_named, plant
from filspec.mutants.warm.runs import changed_runs, false_claims
from filspec.symbolic.outcomes import NO_CRASH, NO_OTHER_REFUSAL
from filspec.symbolic.stories.gallery import gallery

ONE_TOO_MANY = ("ledger.transfers", "balance=payee.balance + amount + 1")
NOT_ALLOWED = ("cron.end_of_epoch", "proving_period_update(w, miner, miner)")
ALWAYS_FAULTY = ("storage_miner.proving_period", "sector.fault_next else SectorFate.FAULT_TAKES_EFFECT")


@pytest.fixture
def planted(mutation, monkeypatch):
    """Plant a change until the test ends."""

    def be(module, text):
        gallery()  # the runs are those of the source
        chosen = mutation(module, text)
        function = function_named(chosen.module, chosen.function)
        monkeypatch.setattr(function, "__code__", function.__code__)
        plant(chosen)

    return be


def claims_against(subject):
    transition = gallery().of(subject)[0].transition
    return {claim for claim, _ in false_claims(transition, changed_runs(subject, gallery()), catalogue())}


@pytest.mark.parametrize("subject", ["send", "end_of_epoch", "submit_post", "end_period_of_sector"])
def test_no_run_of_the_source_ends_otherwise(subject):
    assert gallery().of(subject)
    assert list(changed_runs(subject, gallery())) == []


def test_a_run_that_pays_otherwise_ends_otherwise_and_one_that_is_refused_does_not(planted):
    planted(*ONE_TOO_MANY)
    runs = list(changed_runs("send", gallery()))
    assert runs
    assert all(run.receipt.accepted for run in runs)


@pytest.mark.parametrize(
    ("change", "subject", "claim"),
    [
        (ONE_TOO_MANY, "send", "transfer_pays_the_receiver"),
        (NOT_ALLOWED, "end_of_epoch", NO_OTHER_REFUSAL),
        (ALWAYS_FAULTY, "end_period_of_sector", "sector_begins_the_next_period"),
    ],
)
def test_a_changed_run_shows_which_claim_is_false(planted, change, subject, claim):
    planted(*change)
    assert claim in claims_against(subject)


def test_a_step_is_judged_by_the_laws_of_its_name(planted):
    """Laws of other kinds may be left to its loops, and be false of the step by itself."""
    planted(*ALWAYS_FAULTY)
    found = claims_against("end_period_of_sector") - {NO_CRASH, NO_OTHER_REFUSAL}
    assert found
    assert {LAWS[name].path for name in found} == {"end_period_of_sector"}
