"""One word and one colour for each kind of evidence; the worst is told."""

import pytest

from filspec.cli.proof_words import STYLES, counted, in_colour, word_of
from filspec.symbolic.results import Result

RESULT = Result(
    message="send",
    paths={"accepted": 1},
    verdicts={"good": "proved", "bad": "failed", "open": "unknown"},
    failures=(),
    unwitnessed=(),
    seconds=1.0,
    resources=1,
    questions=1,
    witnessed=1,
)
VACUOUS = RESULT.but(unwitnessed=("send",))


@pytest.mark.parametrize(
    ("results", "law", "word"),
    [
        ([RESULT], "good", "proved"),
        ([RESULT], "open", "unknown"),
        ([RESULT], "nothing", None),
        ([VACUOUS], "good", "vacuous"),
        ([VACUOUS], "bad", "failed"),
        ([RESULT, VACUOUS], "good", "vacuous"),
        ([RESULT, RESULT.but(verdicts={"good": "failed"})], "good", "failed"),
        ([RESULT.but(is_step=True)], "bad", "left to its loops"),
        ([VACUOUS.but(is_step=True)], "good", "vacuous"),
        ([], "good", None),
    ],
)
def test_the_worst_word_under_any_seed_counts(results: list[Result], law: str, word: str | None) -> None:
    assert word_of(results, law) == word


def test_every_word_has_a_colour_of_its_own() -> None:
    assert len(set(STYLES.values())) == len(STYLES)
    assert in_colour("vacuous").style == STYLES["vacuous"]


def test_proofs_are_a_bare_number_and_all_else_is_named() -> None:
    words = ["failed", "proved", None, "unknown", "proved", "explored"]
    assert counted(words).plain == "2, 1 explored, 1 unknown, 1 failed"  # type: ignore[arg-type]
    assert counted(words, spelt=True).plain.startswith("2 proved, ")  # type: ignore[arg-type]
    assert counted([]).plain == ""
