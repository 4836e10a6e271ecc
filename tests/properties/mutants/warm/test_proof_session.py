"""A mutant is proved: by runs of the stories first, and then by the solver, whose first failure ends it."""

import os

import msgspec
import pytest

from filspec.actors.storage_miner.worker import change_worker
from filspec.mutants.warm.forking import in_a_child
from filspec.mutants.warm.proof_session import LIMITS, Found, Question, answer
from filspec.symbolic.cache import Results, key_of
from filspec.symbolic.outcomes import NO_OTHER_REFUSAL
from filspec.symbolic.stories.gallery import gallery


def found_of(mutation) -> Found:
    """What the prover has against a mutation, found in a child."""
    gallery()  # as the process does that answers questions: the runs are those of the source
    question = msgspec.json.encode(Question(mutation=mutation)).decode()
    reading, writing = os.pipe()
    answered = in_a_child(lambda: answer(question), LIMITS, reading)
    os.close(reading)
    os.close(writing)
    assert not answered.problem, answered.problem
    return msgspec.json.decode(answered.said, type=Found)


def test_a_run_of_a_story_needs_no_solver(mutation) -> None:
    # Given a transfer that credits one token too many
    found = found_of(mutation("ledger.transfers", "balance=payee.balance + amount + 1"))
    # Then a run of a story shows it before anything is proved
    assert (found.word, found.by, found.proofs) == ("confirmed", "supply_is_conserved", 0)


def test_a_run_that_is_refused_for_no_stated_reason_needs_no_solver_either(mutation) -> None:
    """Given the end of a period, asked for by somebody who may not: the end of an epoch is never refused for that."""
    found = found_of(mutation("cron.end_of_epoch", "proving_period_update(w, miner, miner)"))
    assert (found.word, found.by, found.proofs) == ("confirmed", NO_OTHER_REFUSAL, 0)


def test_the_source_is_proved_once(monkeypatch) -> None:
    answer(msgspec.json.encode(Question(subject="change_worker")).decode())
    stored = Results().get(key_of(change_worker, 0))
    assert stored is not None and stored.failures == ()


@pytest.mark.slow
def test_a_guard_that_no_run_passes_is_never_accepted(mutation) -> None:
    found = found_of(mutation("storage_miner.worker", "not (is_account(w, worker))"))
    assert found.word in ("confirmed", "failed", "never accepted")
