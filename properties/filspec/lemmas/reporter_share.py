"""Lemmas about the share of a slashed pledge that goes to the reporter.

The table of shares is finite, and each of its rows is looked at, for each vintage of the formula. What a transition
makes of a table is proved for every table without gaps whose rows obey the laws of S8.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from filspec.actors.parameters import ReporterGrowth, preset
from filspec.actors.reporter_share import reporter_shares
from filspec.actors.storage_power.termination import reporter_reward
from filspec.actors.units import Epoch, TokenAmount
from filspec.actors.world import World
from filspec.lemmas.lemma import given, lemma, lemma_over


def shares_of(growth: ReporterGrowth) -> dict[Epoch, int]:
    """The table of one vintage, in parts of a whole pledge."""
    return reporter_shares(growth, preset("2k").reporter_share_unit)


def whole() -> int:
    """How many parts a whole pledge has."""
    return preset("2k").reporter_share_unit


def vintages() -> Iterator[tuple[ReporterGrowth]]:
    """Every vintage of the formula."""
    return ((growth,) for growth in ReporterGrowth)


@lemma_over(vintages, "S8")
def a_share_is_between_a_thousandth_and_all(growth: ReporterGrowth) -> bool:
    """Every share in the table is a thousandth of the pledge or more, and not more than all of it."""
    return all(whole() <= 1000 * share <= 1000 * whole() for share in shares_of(growth).values())


@lemma_over(vintages, "S8")
def a_share_never_falls_with_age(growth: ReporterGrowth) -> bool:
    """The table has a row for each age from 0 on, and the share of an older fault is greater, until it is capped."""
    ages, shares = list(shares_of(growth)), list(shares_of(growth).values())
    return ages == list(range(len(ages))) and all(less < more for less, more in pairwise(shares))


@lemma_over(vintages, "S8")
def a_fault_of_thirty_epochs_yields_all(growth: ReporterGrowth) -> bool:
    """By the growth of 1.26 the share is all of the pledge from the age of 30 on, and less before."""
    given(growth == ReporterGrowth.GROWTH_1_26)
    shares = shares_of(growth)
    return max(shares) == 30 and all((share == whole()) == (age >= 30) for age, share in shares.items())


@lemma("S7", "S8")
def a_reward_is_a_part_of_the_pledge(w: World, pledge: TokenAmount, elapsed: Epoch) -> bool:
    """The reporter's reward is never negative and never more than the pledge."""
    shares, known = w.power.reporter_shares, min(elapsed, w.power.oldest_fault)
    given(pledge >= 0)
    given(known in shares and 0 <= shares[known] <= w.parameters.reporter_share_unit)
    return 0 <= reporter_reward(w, pledge, elapsed) <= pledge


@lemma("S8")
def a_reward_never_falls_with_age(w: World, pledge: TokenAmount, elapsed: Epoch) -> bool:
    """A fault that is an epoch older never yields less."""
    shares, older = w.power.reporter_shares, Epoch(elapsed + 1)
    given(pledge >= 0)
    given(elapsed >= w.power.oldest_fault or (elapsed in shares and older in shares))
    given(elapsed >= w.power.oldest_fault or shares[elapsed] <= shares[older])
    return reporter_reward(w, pledge, elapsed) <= reporter_reward(w, pledge, older)
