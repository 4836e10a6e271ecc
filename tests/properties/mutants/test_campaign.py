"""A campaign asks engine after engine, and tells of each mutant once."""

from pathlib import Path

import pytest

from filspec.mutants.campaign import campaign, judged
from filspec.mutants.mutant import Mutant, text_of
from filspec.mutants.objection import Objection
from filspec.mutants.overlay import path_in
from filspec.mutants.prover_engine import ProverStoppedError

MODULE = "filspec.actors.ledger.transfers"


class Reader:
    """Objects to a mutant that holds a text."""

    word = "failed"

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text, self.seen, self.stopped = name, text, list[str](), False

    def concerns(self, mutant: Mutant) -> bool:
        return not mutant.reason

    def objection(self, mutant: Mutant, folder: Path) -> Objection | None:
        self.seen.append(mutant.name)
        found = self.text in path_in(folder, MODULE).read_text(encoding="utf-8")
        return Objection(by=self.text, word=self.word) if found else None

    def stop(self) -> None:
        self.stopped = True


class Doubter(Reader):
    """Does not know."""

    word = "unknown"


class Stopped(Reader):
    """Has an accident."""

    def objection(self, mutant: Mutant, folder: Path) -> Objection | None:
        raise ProverStoppedError("the proof ended without a result")


@pytest.fixture
def more(plant):
    """A mutant that demands a larger amount."""

    def demand(amount: int) -> Mutant:
        return plant("ledger.transfers", "require(amount >= 0,", f"require(amount >= {amount},", name=f"Y{amount}")

    return demand


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_engine_that_objects_ends_the_search(more, jobs: int) -> None:
    # Given two engines, of which the first sees one defect and the second two
    first, second = Reader("first", "amount >= 1,"), Reader("second", "amount >= ")
    # When two mutants are judged
    verdicts = {verdict.mutant: verdict for verdict in campaign([more(1), more(2)], [first, second], jobs)}
    # Then the second is asked about the other one only
    assert {name: verdict.engine for name, verdict in verdicts.items()} == {"Y1": "first", "Y2": "second"}
    assert sorted(first.seen) == ["Y1", "Y2"] and second.seen == ["Y2"]
    assert verdicts["Y1"].objection == Objection(by="amount >= 1,", word="failed")


def test_doubt_is_told_only_if_nobody_objects(more) -> None:
    doubter, reader = Doubter("first", "amount >= "), Reader("second", "amount >= 1,")
    assert judged(more(1), [doubter, reader]).engine == "second"
    undecided = judged(more(2), [doubter, reader])
    assert undecided.engine == "first" and undecided.objection.word == "unknown"


def test_an_interrupted_campaign_stops_its_engines(more) -> None:
    # Given a campaign of which one verdict has come
    engine = Reader("first", "amount >= ")
    verdicts = campaign([more(1), more(2)], [engine], 1)
    next(verdicts)
    assert not engine.stopped
    # When somebody presses Ctrl-C
    with pytest.raises(KeyboardInterrupt):
        verdicts.throw(KeyboardInterrupt)
    # Then the engines are told
    assert engine.stopped


def test_who_is_not_concerned_is_not_asked(more) -> None:
    engine = Reader("first", "amount >= 1,")
    verdict = judged(more(1).but(reason="NEGATIVE_AMOUNT"), [engine])
    assert verdict.asked == () and verdict.objection is None and engine.seen == []


def test_a_mutant_nobody_objects_to_survives(more) -> None:
    verdict = judged(more(1), [Reader("first", "a text that nobody wrote")])
    assert (verdict.engine, verdict.objection, verdict.problem, verdict.asked) == ("", None, "", ("first",))


def test_what_could_not_be_judged_is_a_problem_and_no_survivor(more) -> None:
    stale = more(1).but(edits=(more(1).edits[0].but(old="nobody wrote this"),))
    assert "is stale" in judged(stale, [Reader("first", "")]).problem
    assert "without a result" in judged(more(1), [Stopped("first", "")]).problem
    assert "amount >= 0" in text_of(MODULE)
