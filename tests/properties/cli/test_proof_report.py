"""What proofs came to is told for people and for programs, with what nothing needed only if nothing was left out."""

import dataclasses
from collections.abc import Sequence

import pytest

from filspec.cli.proof_failures import Told
from filspec.cli.proof_report import Report
from filspec.cli.proof_run import Proofs
from filspec.cli.proof_words import Word
from filspec.laws.catalogue import catalogue
from filspec.symbolic.ledger import Entry
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.results import Failure, Obligation, Result, Way

RESULT = Result(
    message="send",
    paths={"accepted": 1},
    verdicts={"supply_is_conserved": "proved", "escrow_is_backed": "proved"},
    failures=(),
    unwitnessed=(),
    seconds=1.0,
    resources=1000,
    questions=1,
    witnessed=1,
    guards=("send: IDLE",),
    obligations=(Obligation(place="at the end", laws=("supply_is_conserved",), resources=900, needed=()),),
)
STEP = RESULT.but(message="a_step", verdicts={"supply_is_conserved": "failed"}, loop="a_step of t", guards=())
LEMMA = LemmaResult(
    name="a_lemma", ids=("S8",), sentence="It holds.", word="explored", cases=12, resources=5, seconds=0.5,
    witness=(), counterexample=(),
)  # fmt: skip
FAILURE = Failure(
    law="escrow_is_backed", place="at the end", word="failed", confirmed=False, story=(), why_not="nothing was run"
)
PROVED = Entry(subject="send", claim="supply_is_conserved", role="message", seed=0, word="proved")
LEFT = PROVED.but(subject="a_step of t", role="step", word="left to its loops", loops=("send",))
ENTRIES = [
    PROVED,
    PROVED.but(claim="escrow_is_backed"),
    LEFT,
    PROVED.but(subject="a_lemma", claim="a_lemma", role="lemma", word="explored"),
]
NOT_GOOD = ("proved, if", "vacuous", "unknown", "failed", "missing", "twice", "unexpected")


def report(
    one_by_one: bool = False,
    law_by_law: bool = False,
    seeds: int = 1,
    entries: Sequence[Entry] = ENTRIES,
    **changes: object,
) -> Report:
    results = [RESULT.but(seed=seed, **changes) for seed in range(seeds)]
    proofs = Proofs({"send": results}, [STEP], [LEMMA], fresh=2, damaged=1, entries=list(entries), unwritten=3)
    return Report(proofs, catalogue(), [Told("send", FAILURE)], one_by_one, law_by_law, seeds)


def lines(told: Report, capsys: pytest.CaptureFixture[str]) -> list[str]:
    told.print_tables()
    return capsys.readouterr().out.splitlines()


def test_everything_is_told_with_what_no_proof_needs(capsys: pytest.CaptureFixture[str]) -> None:
    printed = lines(report(), capsys)
    text = "\n".join(printed)
    assert printed[0].split()[:3] == ["message", "ledger", "market"]
    assert "step of a loop, by itself" in text and "1 left to its loops" in text
    assert "send: escrow_is_backed failed, at the end; not confirmed by a run of the model" in printed
    assert "slow     send, at the end: 900 units for 1 claim" in printed
    assert "guards   1 needed by no proof: send: IDLE" in printed
    assert f"laws     {len(report().as_object()['unneeded_laws'])} needed by no proof: " in text  # type: ignore[arg-type]
    assert "left     a_step of t: supply_is_conserved left to its loops; proved by the loops of send" in printed
    assert printed[-6:] == [
        "cache    1 stored results were not what was written, and were proved again",
        "cache    3 results could not be stored, and will be proved again",
        "messages 1, with their laws: 2 proved",
        "steps    1, by themselves: 1 left to its loops",
        "lemmas   1: 1 explored",
        "cost     2.5 s, 2,005 units; 2 proofs were made now",
    ]


def test_a_part_is_told_without_what_the_rest_may_need(capsys: pytest.CaptureFixture[str]) -> None:
    for told in (report(one_by_one=True), report(law_by_law=True)):
        text = "\n".join(lines(told, capsys))
        assert "needed by no proof" not in text and "a_lemma" in text
        assert not {"unneeded_guards", "unneeded_laws"} & set(told.as_object())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"paths": {"refused": 1}}, "vacuous  send is accepted on no path"),
        ({"paths": {"refused": 1}, "unwitnessed": ("send",)}, "vacuous  send is accepted on no path"),
        ({"unwitnessed": ("send",)}, "vacuous  send: no run of the model goes an accepted path of send"),
        ({"unwitnessed": ("a_step",)}, "vacuous  send: no run of the model goes an accepted path of a_step"),
    ],
)
def test_what_is_proved_of_nothing_is_said(
    changes: dict[str, object], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [line for line in lines(report(**changes), capsys) if line.startswith("vacuous")] == [sentence]
    assert not any(line.startswith("vacuous") for line in lines(report(), capsys))


def test_program_gets_all_of_it() -> None:
    told = report().as_object()
    assert [one["message"] for one in told["results"]] == ["send"]  # type: ignore[attr-defined,index]
    assert [one["message"] for one in told["steps"]] == ["a_step"]  # type: ignore[attr-defined,index]
    assert told["unneeded_guards"] == ["send: IDLE"]
    assert told["counts"] == {
        "message": {"proved": 2},
        "step": {"left to its loops": 1},
        "lemma": {"explored": 1},
        "genesis": {},
    }
    left = told["left_to_loops"]
    assert [(one["claim"], one["loops"]) for one in left] == [("supply_is_conserved", ("send",))]  # type: ignore[attr-defined]


def test_all_that_differs_between_runs_stands_under_one_key() -> None:
    slow, fast = (report(seconds=seconds).as_object() for seconds in (7.0, 0.5))
    assert slow.pop("times") != fast.pop("times")
    assert slow == fast


@pytest.mark.parametrize("word", NOT_GOOD)
@pytest.mark.parametrize("place", range(len(ENTRIES)))
def test_one_obligation_that_is_not_shown_is_enough(word: Word, place: int, capsys: pytest.CaptureFixture[str]) -> None:
    # Given a ledger with one obligation of any subject that is not shown
    entries = [entry.but(word=word) if number == place else entry for number, entry in enumerate(ENTRIES)]
    told = report(entries=entries)
    # Then the whole is not good, and both forms count it
    assert report().is_good and not told.is_good
    assert [one["word"] for one in told.as_object()["open"]] == [word]  # type: ignore[attr-defined]
    assert any(line.endswith(f"1 {word}") for line in lines(told, capsys)[-4:])


@pytest.mark.parametrize("word", NOT_GOOD)
@pytest.mark.parametrize("place", range(len(ENTRIES)))
def test_whatever_is_not_good_is_among_the_failures_with_a_reason(word: Word, place: int) -> None:
    entries = [entry.but(word=word, loops=("a_law",)) if at == place else entry for at, entry in enumerate(ENTRIES)]
    told = dataclasses.replace(report(entries=entries), failures=[])
    assert not told.is_good
    [found] = told.as_object()["failures"]  # type: ignore[misc]
    assert (found["subject"], found["law"], found["word"]) == (ENTRIES[place].subject, ENTRIES[place].claim, word)
    assert f"{ENTRIES[place].claim}" in found["sentence"] and ": " in found["sentence"]


@pytest.mark.parametrize(
    "changes", [{"unwitnessed": ("send",)}, {"unwitnessed": ("a_step",)}, {"paths": {"refused": 2}}]
)
def test_what_no_run_goes_through_is_among_the_failures(changes: dict[str, object]) -> None:
    told = dataclasses.replace(report(**changes), failures=[])
    assert not told.is_good
    [found] = told.as_object()["failures"]  # type: ignore[misc]
    assert found["word"] == "vacuous" and "no run of the model goes an accepted path" in found["sentence"]


def test_claims_of_one_subject_that_are_open_in_the_same_way_are_one_failure() -> None:
    # Given a message of which no accepted run is known, so that all of it is proved of nothing
    entries = [entry.but(word="vacuous") if entry.subject == "send" else entry for entry in ENTRIES]
    told = dataclasses.replace(report(entries=entries, unwitnessed=("send",)), failures=[])
    [found] = told.as_object()["failures"]  # type: ignore[misc]
    assert found["laws"] == ("supply_is_conserved", "escrow_is_backed")
    assert found["sentence"].startswith("the message send does not show 2 claims: it is proved, but no run is known")


def test_a_condition_is_told_with_what_is_not_proved(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(entries=[PROVED.but(word="proved, if", loops=("escrow_is_backed",))])
    assert "open     send: 1 claims proved, if escrow_is_backed hold" in lines(told, capsys)


def test_each_path_without_a_witness_is_told_of_a_message_alone(capsys: pytest.CaptureFixture[str]) -> None:
    ways = (Way(decisions=(), witness="a story"), Way(decisions=("amount > 0",), witness=""))
    printed = lines(report(one_by_one=True, ways=ways), capsys)
    assert "vacuous  send: no run of the model is known that goes the path with amount > 0" in printed


def test_spread_over_seeds_is_told_for_each_obligation(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(seeds=2)
    assert "brittle" not in report().as_object()
    found = told.as_object()
    assert [one["units"] for one in found["spread"]] == [(900, 900), (900, 0), (5, 0)]  # type: ignore[attr-defined]
    assert "seeds    0 of 3 obligations are brittle" in lines(told, capsys)
