"""What is said of a claim: one word and one colour for each kind of evidence, and counts of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.text import Text

    from filspec.symbolic.results import Result

Word = Literal["proved", "explored", "left to its loops", "vacuous", "unknown", "failed", "bounded"]

STYLES: Mapping[Word, str] = {
    "proved": "green",
    "explored": "cyan",
    "left to its loops": "dim",
    "vacuous": "magenta",
    "unknown": "yellow",
    "failed": "bold red",
    "bounded": "blue",
}
"""Proved for all values; each of finitely many cases run; open in a step by itself, and shown where it is made; proved,
but no run comes there; the budget ran out; not so; looked for within a bound, which is no proof at all."""

_ORDER: tuple[Word, ...] = ("proved", "explored", "left to its loops", "vacuous", "unknown", "failed")


def word_of(results: Iterable[Result], law: str) -> Word | None:
    """The worst word that proofs under several seeds have for a law; None if none speaks of it."""
    words: list[Word] = []
    for result in results:
        verdict = result.verdicts.get(law)
        if verdict == "proved":
            words.append("vacuous" if result.is_vacuous else "proved")
        elif verdict is not None:
            words.append("left to its loops" if result.is_step else verdict)
    return max(words, key=_ORDER.index, default=None)


def in_colour(word: Word) -> Text:
    """A word in its colour."""
    from rich.text import Text

    return Text(word, style=STYLES[word])


def counted(words: Iterable[Word | None], spelt: bool = False) -> Text:
    """How many of each word; the number of proofs stands alone unless all is to be spelt out."""
    from rich.text import Text

    counts = Counter(word for word in words if word is not None)
    parts = [
        Text(str(counts[word]) if word == "proved" and not spelt else f"{counts[word]} {word}", style=STYLES[word])
        for word in _ORDER
        if counts[word]
    ]
    return Text(", ").join(parts)
