"""What is said of a claim: one word and one colour for each kind of evidence, and counts of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.text import Text

    from filspec.symbolic.ledger import Entry
    from filspec.symbolic.results import Result

Word = Literal[
    "proved", "explored", "left to its loops", "proved, if", "vacuous", "unknown", "failed", "unexpected", "twice",
    "missing", "bounded",
]  # fmt: skip

STYLES: Mapping[Word, str] = {
    "proved": "green",
    "explored": "cyan",
    "left to its loops": "dim",
    "proved, if": "bright_yellow",
    "vacuous": "magenta",
    "unknown": "yellow",
    "failed": "bold red",
    "unexpected": "red",
    "twice": "red1",
    "missing": "bold magenta",
    "bounded": "blue",
}
"""Proved for all values; each of finitely many cases run; open in a step by itself, and proved by every loop with it;
proved, if other laws hold that are not proved; proved, but no run comes there; the budget ran out; not so; a verdict
that nothing asked for; two verdicts; no verdict at all; looked for within a bound, which is no proof at all."""

_ORDER: tuple[Word, ...] = tuple(word for word in STYLES if word != "bounded")

WordOf = Callable[[str, str], "Word | None"]
"""The word for what a subject claims; None if nobody speaks of it."""


def words_of(entries: Iterable[Entry]) -> WordOf:
    """The words of a ledger: for each obligation the worst that it has under several seeds."""
    words: dict[tuple[str, str], Word] = {}
    for entry in entries:
        place = (entry.subject, entry.claim)
        words[place] = max(words.get(place, entry.word), entry.word, key=_ORDER.index)
    return lambda subject, claim: words.get((subject, claim))


def words_so_far(found: Mapping[str, Iterable[Result]]) -> WordOf:
    """The words of proofs while others are still to be made."""

    def word(subject: str, claim: str) -> Word | None:
        verdicts = [result.verdicts[claim] for result in found.get(subject, ()) if claim in result.verdicts]
        return max(verdicts, key=_ORDER.index, default=None)

    return word


def in_colour(word: Word) -> Text:
    """A word in its colour."""
    from rich.text import Text

    return Text(word, style=STYLES[word])


def counts_of(words: Iterable[Word | None]) -> dict[Word, int]:
    """How many of each word there are, the best first."""
    counts = Counter(word for word in words if word is not None)
    return {word: counts[word] for word in _ORDER if counts[word]}


def counted(words: Iterable[Word | None]) -> Text:
    """How many of each word; the number of proofs stands alone."""
    return counted_words(counts_of(words), spelt=False)


def counted_words(counts: Mapping[Word, int], spelt: bool = True) -> Text:
    """Numbers of words; that of proofs stands alone unless all is to be spelt out."""
    from rich.text import Text

    parts = [
        Text(str(count) if word == "proved" and not spelt else f"{count} {word}", style=STYLES[word])
        for word, count in counts.items()
    ]
    return Text(", ").join(parts)
