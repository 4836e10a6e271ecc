"""Judgements are kept, so that a run goes on where an earlier one ended."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from filspec.mutants.operators.generation import mutations_of
from filspec.mutants.operators.judgement import Judgement, Judgements, judged
from filspec.mutants.operators.mutation import Mutation

CHOSEN = mutations_of("filspec.actors.storage_miner.worker")[:3]


class Engine:
    """Judges each mutation by its name."""

    name = "tests"

    def __init__(self, words: dict[str, str]) -> None:
        self.words, self.asked, self.stopped, self.state = words, list[str](), False, "as it is"

    def prepare(self, chosen: Sequence[Mutation], jobs: int) -> None:
        assert list(chosen) == list(CHOSEN)

    def key(self, mutation: Mutation) -> str:
        return f"{self.state} {mutation.name.replace('/', ' ')}"

    def judgement(self, mutation: Mutation) -> Judgement:
        self.asked.append(mutation.name)
        word = self.words.get(mutation.name, "killed")
        if word == "interrupt":
            raise KeyboardInterrupt
        return Judgement(mutant=mutation.name, engine=self.name, word=word)

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def kept(tmp_path: Path) -> Judgements:
    """A folder of judgements that nobody else uses."""
    return Judgements(tmp_path)


def test_what_is_kept_is_not_judged_again(kept: Judgements) -> None:
    first = Engine({})
    assert [stored for _, stored in judged(CHOSEN, first, 1, kept)] == [False] * 3
    again = Engine({})
    assert [stored for _, stored in judged(CHOSEN, again, 1, kept)] == [True] * 3
    assert again.asked == [] and again.stopped
    # When what the judgements depend on changes
    again.state = "changed"
    assert [stored for _, stored in judged(CHOSEN, again, 1, kept)] == [False] * 3


def test_a_problem_is_looked_at_again(kept: Judgements) -> None:
    name = CHOSEN[1].name
    list(judged(CHOSEN, Engine({name: "problem"}), 1, kept))
    again = Engine({})
    assert {found.mutant: found.word for found, _ in judged(CHOSEN, again, 1, kept)}[name] == "killed"
    assert again.asked == [name]


def test_a_run_that_is_ended_keeps_what_it_has(kept: Judgements) -> None:
    # Given a run that is interrupted at its third mutation
    engine = Engine({CHOSEN[2].name: "interrupt"})
    with pytest.raises(KeyboardInterrupt):
        list(judged(CHOSEN, engine, 1, kept))
    assert engine.stopped
    # When it is started again, then only that one is judged
    again = Engine({})
    assert len(list(judged(CHOSEN, again, 1, kept))) == 3
    assert again.asked == [CHOSEN[2].name]
