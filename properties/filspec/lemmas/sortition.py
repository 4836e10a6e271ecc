"""Lemmas about sortition: what a miner can expect to win is its share of five, rounded down once.

The exponential is a quotient of two long polynomials, which no proof follows. What depends on it is run for each
hundredth of the power.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from filspec.chain.sortition import (
    EARLY_GREATEST_OUTPUT,
    EXPECTED_LEADERS,
    MAX_WIN_COUNT,
    ONE,
    early_output_wins,
    expected_wins,
    upper_tails,
)
from filspec.lemmas.lemma import given, lemma, lemma_over

PARTS = 100


@lemma("B5")
def the_expectation_is_the_share_of_five(power: int, total_power: int) -> bool:
    """The wins to expect are five times the share of power, rounded down once, in Q.256; never less than none."""
    given(power >= 0)
    given(total_power > 0)
    exact, expectation = power * EXPECTED_LEADERS * ONE, expected_wins(power, total_power)
    return expectation >= 0 and expectation * total_power <= exact < (expectation + 1) * total_power


@lemma("B5")
def the_expectation_never_falls_with_power(power: int, more: int, total_power: int) -> bool:
    """More power never lets a miner expect fewer wins, and nobody can expect more than five."""
    given(0 <= power <= more <= total_power)
    given(total_power > 0)
    return expected_wins(power, total_power) <= expected_wins(more, total_power) <= EXPECTED_LEADERS * ONE


@lemma("B5")
def an_early_election_is_monotone(output: int, smaller: int, power: int, more: int, total_power: int) -> bool:
    """By go-filecoin's early rule, too, more power or a smaller output never loses what wins, and no power loses."""
    given(0 <= smaller <= output)
    given(0 <= power <= more)
    given(total_power > 0)
    given(early_output_wins(output, power, total_power))
    return power > 0 and early_output_wins(smaller, more, total_power)


@lemma("B5")
def less_than_all_the_power_may_lose_an_early_election(power: int, total_power: int) -> bool:
    """By go-filecoin's early rule, too, the greatest output loses, whatever the power."""
    given(0 <= power <= total_power)
    return not early_output_wins(EARLY_GREATEST_OUTPUT, power, total_power)


def hundredths() -> Iterator[tuple[int]]:
    """Every hundredth of the power."""
    return ((part,) for part in range(PARTS + 1))


def tails_of(part: int) -> tuple[int, ...]:
    """The chances of more than 0 to 14 wins with so many hundredths of the power, in Q.256."""
    return tuple(islice(upper_tails(expected_wins(part, PARTS)), MAX_WIN_COUNT))


@lemma_over(hundredths, "B5")
def more_wins_are_less_likely(part: int) -> bool:
    """Each further win is less likely than the one before, for each hundredth of the power; none is certain."""
    tails = tails_of(part)
    return 0 <= tails[0] < ONE and all(likelier >= less_likely for likelier, less_likely in pairwise(tails))


@lemma_over(hundredths, "B5")
def more_power_wins_no_less(part: int) -> bool:
    """Each further hundredth of the power makes the first win likelier, and every number of wins no less likely."""
    given(part < PARTS)
    less, more = tails_of(part), tails_of(part + 1)
    return less[0] < more[0] and all(before <= after for before, after in zip(less, more, strict=True))


@lemma_over(hundredths, "B5")
def without_power_no_win_is_possible(part: int) -> bool:
    """A miner has a chance to win exactly if it has power."""
    return (tails_of(part)[0] > 0) == (part > 0)
