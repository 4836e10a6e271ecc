"""Cases: the same wherever they are tried; a false claim of the prover is found."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from filspec.fuzz import case
from filspec.fuzz.case import case_of, tried
from filspec.fuzz.program import Program
from filspec.fuzz.proving import Proof, Word
from filspec.symbolic.outcomes import NO_CRASH

Write = Callable[..., Program]


def test_right_program_is_proved_and_keeps_what_is_claimed(written: Write, of_n: tuple[str, str]) -> None:
    found = tried(written("w.n = abs(a)", of_n), "1")
    assert (found.word, found.claims, found.broken) == (Word.PROVED, 2, None) and found.accepted >= 20


def test_wrong_program_is_not_proved(written: Write, of_n: tuple[str, str]) -> None:
    assert tried(written("w.n = a", of_n), "1", "law0").claims == 1


def test_false_claim_is_found(written: Write, of_n: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a prover that claims anything
    claimed = Proof(Word.PROVED, frozenset({"law0", NO_CRASH}), frozenset({"law0"}))
    monkeypatch.setattr(case, "proof_of", lambda *_: claimed)
    # When a wrong program is tried
    broken = tried(written("w.n = a", of_n), "1").broken
    # Then a run breaks the law
    assert broken is not None and broken.claim == "law0"


def test_program_that_does_not_load_is_stopped(written: Write) -> None:
    found = tried(written("w.n = 1", before="\nx = unknown\n"), "1")
    assert found.word is Word.STOPPED and found.why == "NameError: name 'unknown' is not defined"


@pytest.mark.slow
def test_hash_seed_decides_nothing() -> None:
    here = [repr(case_of(f"1.{number}")) for number in range(4)]
    code = "from filspec.fuzz.case import case_of\nfor n in range(4): print(repr(case_of(f'1.{n}')))"
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code]
        ran = subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        assert ran.stdout.splitlines() == here
