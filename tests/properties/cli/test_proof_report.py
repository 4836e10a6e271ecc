"""What proofs came to is told for people and for programs, with what nothing needed only if nothing was left out."""

import pytest

from filspec.cli.proof_failures import Told
from filspec.cli.proof_report import Report
from filspec.cli.proof_run import Proofs
from filspec.laws.catalogue import catalogue
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.results import Failure, Obligation, Result

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
STEP = RESULT.but(message="a_step", verdicts={"supply_is_conserved": "failed"}, is_step=True, guards=())
LEMMA = LemmaResult(
    name="a_lemma", ids=("S8",), sentence="It holds.", word="explored", cases=12, resources=5, seconds=0.5,
    witness=(), counterexample=(),
)  # fmt: skip
FAILURE = Failure(law="escrow_is_backed", place="at the end", word="failed", confirmed=False, story=())


def report(one_by_one: bool = False, law_by_law: bool = False, **changes: object) -> Report:
    proofs = Proofs(results={"send": [RESULT.but(**changes)]}, steps=[STEP], lemmas=[LEMMA], fresh=2, damaged=1)
    return Report(proofs, catalogue(), [Told("send", FAILURE)], one_by_one, law_by_law)


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
    assert printed[-4:] == [
        "cache    1 stored results were not what was written, and were proved again",
        "messages 1, with their laws: 2 proved",
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
