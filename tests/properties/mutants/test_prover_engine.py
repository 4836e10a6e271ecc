"""The prover objects to what is wrong, by the law that is broken, and to nothing that is right."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from filspec.mutants.catalogue import mutants
from filspec.mutants.mutant import Mutant
from filspec.mutants.objection import Objection
from filspec.mutants.overlay import overlay
from filspec.mutants.prover_engine import (
    SOMETIMES,
    ProverEngine,
    ProverProcess,
    ProverStoppedError,
    messages_that_reach,
    objections_in,
)
from filspec.mutants.proving import Question
from filspec.symbolic.results import Failure, Result

PROVED = Result(
    message="send",
    paths={"accepted": 1},
    verdicts={"supply_is_conserved": "proved"},
    failures=(),
    unwitnessed=(),
    seconds=0.1,
    resources=1,
    questions=1,
)
FAILURE = Failure(law="supply_is_conserved", place="at the end", word="failed", confirmed=True, story=("so",))


def objection_to(mutant: Mutant) -> Objection | None:
    """What the prover has against a mutant."""
    with overlay(mutant) as folder:
        return ProverEngine().objection(mutant, folder)


def test_messages_with_least_to_prove_come_first(plant) -> None:
    reach_transfer = messages_that_reach(plant("ledger.transfers", "require(amount >= 0,", "require(amount >= 1,"))
    assert reach_transfer[0] == "send"
    assert (
        reach_transfer.index("send")
        < reach_transfer.index("declare_consensus_fault")
        < reach_transfer.index("end_of_epoch")
    )
    assert messages_that_reach(plant("storage_miner.worker", "is_account(w, worker)", "True")) == ("change_worker",)


def test_a_law_that_is_open_anyway_is_no_objection() -> None:
    [found] = objections_in(PROVED.but(failures=(FAILURE,)), PROVED)
    assert (found.by, found.ids, found.word, found.story) == ("supply_is_conserved", ("T1",), "confirmed", ("so",))
    assert list(objections_in(PROVED.but(failures=(FAILURE,)), PROVED.but(failures=(FAILURE,)))) == []


@pytest.mark.parametrize(
    ("failure", "word"),
    [(FAILURE.but(confirmed=False), "failed"), (FAILURE.but(confirmed=False, word="unknown"), "unknown")],
)
def test_what_was_found_is_said_in_its_word(failure: Failure, word: str) -> None:
    [found] = objections_in(PROVED.but(failures=(failure,)), PROVED)
    assert found.word == word


@pytest.mark.parametrize(
    ("change", "place"),
    [({"unwitnessed": ("at the end",)}, "at the end"), ({"paths": {"refused": 1}}, "on any path")],
)
def test_a_message_that_is_never_accepted_is_objected_to(change: dict[str, object], place: str) -> None:
    [found] = objections_in(PROVED.but(**change), PROVED)
    assert (found.by, found.place, found.word) == (SOMETIMES, place, "never accepted")
    assert list(objections_in(PROVED.but(**change), PROVED.but(**change))) == []


@pytest.mark.parametrize(
    ("name", "message", "law"),
    [
        ("X07", "withdraw_balance", "withdraw_balance/CALLER_IS_NOT_AN_ACCOUNT"),
        ("X70", "close_payment_channel", "channel_closes_after_its_delay"),
        pytest.param("X66", "update_channel_state", "voucher_counts_once", marks=pytest.mark.slow),
        pytest.param("X72", "update_channel_state", "promise_is_that_of_the_lanes", marks=pytest.mark.slow),
        pytest.param("X27", "add_pledge", "pledge_is_backed", marks=pytest.mark.slow),
    ],
)
def test_a_defect_of_history_breaks_its_law(name: str, message: str, law: str) -> None:
    objection = objection_to(mutants()[name])
    assert objection is not None
    assert (objection.message, objection.by) == (message, law)


def test_a_mutant_that_changes_nothing_survives(plant) -> None:
    assert (
        objection_to(plant("storage_miner.worker", "is_account(w, worker),", "is_account(w, worker) == True,")) is None
    )


@pytest.mark.parametrize(
    ("old", "new", "word", "why"),
    [
        ("but(worker=worker)", "but(worker=[worker][0])", "refused by the linter", "list display"),
        ("    require(is_account", "    nobody_knows(\n    require(is_account", "not importable", "SyntaxError"),
    ],
)
def test_what_never_ran_is_not_called_a_failed_proof(plant, old: str, new: str, word: str, why: str) -> None:
    found = objection_to(plant("storage_miner.worker", old, new))
    assert found is not None
    assert found.word == word and why in found.by


def test_a_proof_that_nobody_waits_for_is_ended(plant) -> None:
    # Given an engine that is asked about a mutant with much to prove
    engine, mutant = ProverEngine(), plant("cron.end_of_epoch", "Epoch(w.epoch + 1)", "Epoch(w.epoch + 2)")
    with overlay(mutant) as folder, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(engine.objection, mutant, folder)
        while not engine._running:
            time.sleep(0.01)
        # When it is told to stop, then no result comes
        engine.stop()
        with pytest.raises(ProverStoppedError, match="the process has gone"):
            waiting.result()
    assert not engine._running


def test_a_prover_that_stops_says_nothing_about_the_mutant() -> None:
    with (
        ProverProcess(None) as prover,
        pytest.raises(ProverStoppedError, match="the proof of sendd ended without a result: KeyError"),
    ):
        prover.ask(Question("sendd"))
