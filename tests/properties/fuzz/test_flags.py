"""The flags of generated programs, which the linter refuses."""

from filspec.fuzz.case import case_of
from filspec.fuzz.flags import BOTH, Right
from filspec.fuzz.program import program
from filspec.fuzz.proving import Word


def test_rights_are_combined() -> None:
    assert Right(3) == BOTH
    assert BOTH not in list(Right)


def test_programs_with_a_field_of_flags_occur_and_are_refused() -> None:
    seeds = [f"flags {seed}" for seed in range(400)]
    found = [seed for seed in seeds if "Right" in program(seed).text()]
    assert 0 < len(found) < 0.1 * len(seeds)
    case = case_of(found[0])
    assert case.word is Word.REFUSED
    assert "the enum Right, which has other bases than Enum; derive it from Enum alone" in case.why
