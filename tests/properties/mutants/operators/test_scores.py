"""Scores count what is noticed, and complain of what is not as the list of survivors says."""

import pytest

from filspec.mutants.operators import scores as module
from filspec.mutants.operators.explained import EXPLAINED, Explained
from filspec.mutants.operators.generation import mutations_of
from filspec.mutants.operators.judgement import Judgement
from filspec.mutants.operators.scores import complaints, scores, survivors

FIRST, SECOND, THIRD = mutations_of("filspec.actors.storage_miner.worker")[:3]
CHOSEN = (FIRST, SECOND, THIRD)


def found(tests: str, prover: str, mutation=FIRST) -> list[Judgement]:
    return [
        Judgement(mutant=mutation.name, engine=engine, word=word, by=f"a {engine} claim")
        for engine, word in (("tests", tests), ("prover", prover))
    ]


@pytest.fixture
def explained(monkeypatch):
    """Let the list of survivors be this."""

    def be(*listed: Explained) -> None:
        monkeypatch.setattr(module, "EXPLAINED", listed)

    be()
    return be


JUDGED = {
    FIRST.name: found("killed", "survives"),
    SECOND.name: found("not asked", "unknown", SECOND),
    THIRD.name: found("survives", "survives", THIRD),
}
REASON = Explained(mutant=THIRD.name, diff=THIRD.diff, kind="equivalent", reason="both say the same of every number")


def test_a_score_counts_by_engine(explained) -> None:
    explained(REASON)
    file, everything = scores(CHOSEN, JUDGED, {FIRST.file: 24})
    assert everything == file.but(file="all")
    assert (file.generated, file.judged, file.unknown, file.explained, file.survivors) == (24, 3, 1, 1, 1)
    assert file.killed == {"tests": 1, "prover": 0}
    assert file.asked == {"tests": 2, "prover": 3}
    assert file.noticed == 1


def test_unknown_is_no_kill(explained) -> None:
    assert survivors(CHOSEN, JUDGED) == [SECOND, THIRD]
    assert list(complaints([SECOND], JUDGED)) == [
        f"{SECOND.name} survives ({SECOND.file}:{SECOND.line}): {SECOND.diff}"
    ]


def test_an_explained_survivor_is_no_complaint_and_a_killed_one_is(explained) -> None:
    explained(REASON)
    assert list(complaints([THIRD], JUDGED)) == []
    killed = {THIRD.name: found("survives", "killed", THIRD)}
    expected = f"{THIRD.name} is listed as equivalent, but a prover claim notices it: take it off the list"
    assert list(complaints([THIRD], killed)) == [expected]


def test_an_explanation_of_another_change_is_a_complaint(explained) -> None:
    explained(REASON.but(diff="a -> b"))
    [complaint] = complaints([THIRD], JUDGED)
    assert complaint.startswith(f"{THIRD.name} is explained as another change (a -> b), but is now ")


def test_what_could_not_be_judged_is_a_complaint(explained) -> None:
    stopped = {FIRST.name: found("killed", "problem")}
    assert list(complaints([FIRST], stopped)) == [f"{FIRST.name} could not be judged by the prover: a prover claim"]


def test_the_list_of_survivors_names_mutations_with_reasons() -> None:
    modules = {f"filspec.actors.{one.mutant.split('/')[0]}" for one in EXPLAINED}
    known = {found.name: found for home in modules for found in mutations_of(home)}
    assert all(known[one.mutant].diff == one.diff and len(one.reason) > 20 for one in EXPLAINED)
