"""One word and one colour for each kind of evidence; the worst is told."""

import pytest

from filspec.cli.proof_words import STYLES, Word, counted, counted_words, counts_of, in_colour, words_of, words_so_far
from filspec.symbolic.ledger import ORDER, Entry
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


def entries(*words: Word) -> list[Entry]:
    """One obligation under several seeds."""
    return [
        Entry(subject="send", claim="good", role="message", seed=seed, word=word)  # type: ignore[arg-type]
        for seed, word in enumerate(words)
    ]


@pytest.mark.parametrize(
    ("words", "worst"),
    [
        (["proved"], "proved"),
        (["proved", "unknown", "proved"], "unknown"),
        (["failed", "left to its loops"], "failed"),
        (["vacuous", "proved, if"], "vacuous"),
        (["missing", "failed"], "missing"),
    ],
)
def test_the_worst_word_under_any_seed_counts(words: list[Word], worst: Word) -> None:
    word = words_of(entries(*words))
    assert word("send", "good") == worst
    assert word("send", "other") is word("other", "good") is None


def test_words_are_ordered_as_the_ledger_has_them() -> None:
    assert tuple(word for word in STYLES if word != "bounded") == ORDER


def test_while_proofs_are_made_verdicts_are_told() -> None:
    word = words_so_far({"send": [RESULT, RESULT.but(seed=1, verdicts={"good": "unknown"})]})
    assert [word("send", claim) for claim in ("good", "bad", "nothing")] == ["unknown", "failed", None]
    assert word("later", "good") is None


def test_every_word_has_a_colour_of_its_own() -> None:
    assert len(set(STYLES.values())) == len(STYLES)
    assert in_colour("vacuous").style == STYLES["vacuous"]


def test_proofs_are_a_bare_number_and_all_else_is_named() -> None:
    words = ["failed", "proved", None, "unknown", "proved", "explored"]
    assert counted(words).plain == "2, 1 explored, 1 unknown, 1 failed"  # type: ignore[arg-type]
    assert counted_words(counts_of(words)).plain.startswith("2 proved, ")  # type: ignore[arg-type]
    assert counted([]).plain == ""
