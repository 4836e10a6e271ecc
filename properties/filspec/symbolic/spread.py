"""The spread of cost: what each obligation takes of the solver under several seeds, and which are brittle.

A proof that takes ten times as much under another seed was found by luck, and the next change of the source may turn
it into an unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from filspec.kit.records import Record
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.results import Result
from filspec.symbolic.solver import BUDGET

TIMES_THE_MEDIAN = 10
"""An obligation that takes more than this many times its median under some seed is brittle."""


class Spread(Record):
    """What one obligation takes under several seeds.

    Attributes:
        subject: whose obligation.
        place: where in it; with a number where there are several.
        claims: how many claims are shown there.
        units: what it took, under each seed; 0 under one where nothing was asked there.
    """

    subject: str
    place: str
    claims: int
    units: tuple[int, ...]

    @property
    def is_brittle(self) -> bool:
        """Whether it takes over half of the budget, or many times its median, under some seed."""
        most = max(self.units)
        return most > BUDGET // 2 or most > TIMES_THE_MEDIAN * median(self.units)


def spreads_of(results: Sequence[Result], lemmas: Sequence[LemmaResult], seeds: int) -> list[Spread]:
    """The spread of each obligation, in the order of the subjects.

    Args:
        results: what came of messages and steps, under all seeds.
        lemmas: what came of lemmas, under all seeds.
        seeds: how many seeds there are.
    """
    units: dict[tuple[str, str, int], dict[int, int]] = {}
    claims: dict[tuple[str, str, int], int] = {}
    for result in results:
        seen: dict[str, int] = {}
        for found in result.obligations:
            seen[found.place] = number = seen.get(found.place, 0) + 1
            place = (result.subject, found.place, number)
            units.setdefault(place, {})[result.seed] = found.resources
            claims[place] = max(claims.get(place, 0), len(found.laws))
    for lemma in lemmas:
        place = (lemma.name, "the lemma", 1)
        units.setdefault(place, {})[lemma.seed] = lemma.resources
        claims[place] = 1
    return [
        Spread(
            subject=subject,
            place=place if number == 1 else f"{place} ({number})",
            claims=claims[subject, place, number],
            units=tuple(taken.get(seed, 0) for seed in range(seeds)),
        )
        for (subject, place, number), taken in units.items()
    ]


def brittle(spreads: Sequence[Spread]) -> list[Spread]:
    """Those that are brittle, the most expensive first."""
    return sorted((spread for spread in spreads if spread.is_brittle), key=lambda spread: -max(spread.units))
