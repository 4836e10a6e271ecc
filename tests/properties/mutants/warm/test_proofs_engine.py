"""The prover judges a mutation by the messages and lemmas that reach it."""

from contextlib import contextmanager

import msgspec
import pytest

from filspec.mutants.warm.forking import NOT_ENDED, Answered
from filspec.mutants.warm.proof_session import Found
from filspec.mutants.warm.proofs_engine import ProofsEngine


class Says:
    """A pool whose processes always say the same."""

    def __init__(self, answered: Answered) -> None:
        self._answered = answered

    @contextmanager
    def process(self):
        yield self

    def ask(self, _question: object) -> Answered:
        return self._answered


def said(**found: object) -> Answered:
    return Answered(said=msgspec.json.encode(Found(**found)).decode())  # type: ignore[arg-type]


def test_messages_and_lemmas_that_reach_the_change(mutation) -> None:
    engine = ProofsEngine()
    assert engine.reaching(mutation("storage_miner.worker", "not in w.miner.miners")) == ("change_worker",)
    reached = engine.reaching(mutation("reward.awards", "TokenAmount(w.parameters.reward_initial_value * remaining)"))
    assert "award_block_reward" in reached and "a_reward_is_never_more_than_remains" in reached


def test_what_is_no_transition_is_not_asked_about(mutation) -> None:
    found = ProofsEngine().judgement(mutation("genesis", "TokenAmount(0 + 1)"))
    assert (found.word, found.by) == ("not asked", "no proof reaches it")


@pytest.mark.parametrize(
    ("answered", "word"),
    [
        (said(word="confirmed", by="a law", where="send"), "killed"),
        (said(word="failed", by="a law", where="send"), "killed"),
        (said(word="never accepted", by="sometimes accepted", where="send"), "killed"),
        (said(word="refused by the prover", by="a table has no length", where="send"), "killed"),
        (said(word="unknown", by="a law", where="send"), "unknown"),
        (said(proofs=3), "survives"),
        (Answered(problem=NOT_ENDED), "unknown"),
        (Answered(problem="EngineError('the prover is wrong')"), "problem"),
    ],
)
def test_what_counts_as_killed(monkeypatch, mutation, answered: Answered, word: str) -> None:
    engine = ProofsEngine()
    monkeypatch.setattr(engine, "_pool", Says(answered))
    assert engine.judgement(mutation("storage_miner.worker", "not in w.miner.miners")).word == word
