"""Lemmas about pledge collateral: what a miner needs is within bounds, and moves with power as the formula says.

They take for granted what laws show: that the tokens burnt or not yet issued are no more than there are (T1, T2).
"""

from __future__ import annotations

from dataclasses import replace

from filspec.actors.parameters import PledgeRule, preset
from filspec.actors.storage_power.pledge import (
    available_tokens,
    pledge_shortfall,
    pledge_suffices,
    required_pledge,
    rounded_up,
)
from filspec.actors.units import ActorID, Bytes
from filspec.actors.world import World
from filspec.lemmas.lemma import given, lemma

PUBLISHED = preset("2k").but(pledge_rule=PledgeRule.FORMULA)
"""The published shares, with the pledge by the formula."""


@lemma("S2")
def rounding_up_adds_less_than_one(numerator: int, denominator: int) -> bool:
    """A quotient rounded up is the smallest whole number that is not less than it."""
    given(denominator > 0)
    quotient = rounded_up(numerator, denominator)
    return (quotient - 1) * denominator < numerator <= quotient * denominator


@lemma("S2")
def rounding_up_never_falls(numerator: int, greater: int, denominator: int) -> bool:
    """A greater number rounded up is never smaller."""
    given(denominator > 0)
    given(numerator <= greater)
    return rounded_up(numerator, denominator) <= rounded_up(greater, denominator)


@lemma("S1", "S2")
def a_pledge_is_never_negative(w: World, power: Bytes, total_power: Bytes, miners: int) -> bool:
    """No miner needs less than no pledge."""
    given(available_tokens(w) >= 0)
    given(power >= 0)
    return required_pledge(w, power, total_power, miners) >= 0


@lemma("S2")
def a_pledge_never_falls_with_power(w: World, power: Bytes, more: Bytes, total_power: Bytes, miners: int) -> bool:
    """More power never needs less pledge."""
    given(available_tokens(w) >= 0)
    given(0 <= power <= more)
    given(miners >= 1)
    return required_pledge(w, power, total_power, miners) <= required_pledge(w, more, total_power, miners)


@lemma("S2")
def a_pledge_never_rises_with_others_power(
    w: World, power: Bytes, total_power: Bytes, greater_total: Bytes, miners: int
) -> bool:
    """Where others have more power, the same power never needs more pledge."""
    given(available_tokens(w) >= 0)
    given(power >= 0)
    given(0 < total_power <= greater_total)
    given(miners >= 1)
    return required_pledge(w, power, greater_total, miners) <= required_pledge(w, power, total_power, miners)


@lemma("S2")
def a_pledge_never_rises_with_other_miners(
    w: World, power: Bytes, total_power: Bytes, miners: int, more_miners: int
) -> bool:
    """Where there are more miners, none needs more pledge."""
    given(available_tokens(w) >= 0)
    given(power >= 0)
    given(1 <= miners <= more_miners)
    return required_pledge(w, power, total_power, more_miners) <= required_pledge(w, power, total_power, miners)


@lemma("S2")
def a_pledge_is_at_most_a_quarter(w: World, power: Bytes, total_power: Bytes, miners: int) -> bool:
    """By the formula with the published shares no miner needs more than a quarter of the available tokens.

    The two parts are rounded up one by one, so that a token's smallest part may come to it.
    """
    published = replace(w, parameters=PUBLISHED)
    given(available_tokens(published) >= 0)
    given(0 <= power <= total_power)
    return required_pledge(published, power, total_power, miners) <= rounded_up(available_tokens(published), 4) + 1


@lemma("S2")
def a_part_rounded_up_is_within_the_whole(whole: int, numerator: int, denominator: int) -> bool:
    """A fraction of a whole, rounded up, is never negative and never more than the whole."""
    given(0 <= numerator <= denominator)
    given(whole >= 0)
    given(denominator > 0)
    return 0 <= rounded_up(whole * numerator, denominator) <= whole


@lemma("S2")
def a_constant_pledge_is_that_of_the_sectors(w: World, sectors: int, total_power: Bytes, miners: int) -> bool:
    """By the constant rule each sector needs the same."""
    given(w.parameters.pledge_rule == PledgeRule.CONSTANT)
    power = Bytes(sectors * w.parameters.sector_size)
    return required_pledge(w, power, total_power, miners) == sectors * w.parameters.constant_pledge


@lemma("S2", "S3")
def a_pledge_that_suffices_lacks_nothing(w: World, miner: ActorID) -> bool:
    """The pledge of a miner whose power is all active suffices exactly if it lacks nothing; it never lacks less."""
    given(miner in w.power.claims)
    given(w.power.claims[miner].inactive_power == 0)
    given(w.power.miner_count >= 1)
    shortfall = pledge_shortfall(w, miner)
    return shortfall >= 0 and (shortfall == 0) == pledge_suffices(w, miner, Bytes(0))
