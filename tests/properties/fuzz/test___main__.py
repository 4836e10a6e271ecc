"""The command."""

import pytest

from filspec.fuzz import __main__ as command
from filspec.fuzz.case import Case
from filspec.fuzz.program import program
from filspec.fuzz.proving import Word
from filspec.fuzz.runs import Broken

FINE = Case("1.0", Word.PROVED, 3, 24, None, "")
WRONG = Case("1.2", Word.PROVED, 2, 5, Broken("law0", "n=0", "(1,)", "accepted"), "")


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch):
    def give(cases: list[Case], *arguments: str) -> None:
        monkeypatch.setattr("sys.argv", ["fuzz", *arguments])
        monkeypatch.setattr(command, "campaign", lambda *_: iter(cases))
        monkeypatch.setattr(command, "case_of", lambda seed: next(case for case in cases if case.seed == seed))
        monkeypatch.setattr(command, "shrunk", lambda subject, _, broken: (subject, broken))

    return give


def test_nothing_broken_is_zero(given, capsys: pytest.CaptureFixture[str]) -> None:
    given([FINE], "--cases", "1")
    assert command.main() == 0
    assert capsys.readouterr().out.startswith("1 cases: 1 proved")


def test_broken_claim_is_told_with_its_seed_program_and_world(given, capsys: pytest.CaptureFixture[str]) -> None:
    given([FINE, WRONG], "--cases", "2")
    assert command.main() == 1
    out = capsys.readouterr().out
    assert "seed 1.2: law0 is proved, and a run breaks it" in out
    assert program("1.2").text() in out and "world: n=0\narguments: (1,)\nend: accepted" in out


def test_cases_beyond_those_to_be_made_small_are_told_in_a_line(given, capsys: pytest.CaptureFixture[str]) -> None:
    given([WRONG, WRONG], "--cases", "2", "--shrink", "0")
    assert command.main() == 1
    assert capsys.readouterr().out.count("1.2: Broken(claim='law0'") == 2


def test_first_broken_claim_stops_if_that_is_wanted(given, capsys: pytest.CaptureFixture[str]) -> None:
    given([WRONG, FINE, FINE], "--cases", "3", "--stop")
    assert command.main() == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 cases: 1 proved")


@pytest.mark.parametrize(("case", "code"), [(FINE, 0), (WRONG, 1)])
def test_single_case_is_shown(given, capsys: pytest.CaptureFixture[str], case: Case, code: int) -> None:
    given([case], "--only", case.seed)
    assert command.main() == code
    assert program(case.seed).text() in capsys.readouterr().out
