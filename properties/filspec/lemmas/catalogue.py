"""The catalogue: all lemmas, in the order of their files."""

from __future__ import annotations

from filspec.lemmas import (
    election,
    pledge,
    proving_period,
    reporter_share,
    reward,
    settlement,
    sortition,
    tie_break,
    weight,
)
from filspec.lemmas.lemma import LEMMAS, Lemma

_FILES = (weight, tie_break, election, sortition, pledge, reporter_share, reward, settlement, proving_period)


def lemmas() -> tuple[Lemma, ...]:
    """All lemmas."""
    return tuple(lemma for file in _FILES for lemma in LEMMAS.values() if lemma.holds.__module__ == file.__name__)
