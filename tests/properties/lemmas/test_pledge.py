"""Lemmas about pledge collateral."""

import pytest

from filspec.actors.storage_power.pledge import available_tokens, required_pledge
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.lemmas import pledge
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma

LEMMAS = [lemma for lemma in lemmas() if lemma.holds.__module__ == pledge.__name__]


def always_one_more(numerator, denominator):
    return numerator // denominator + 1


def of_the_opposite(numerator, denominator):
    return -numerator // denominator


def falling_with_power(w, power, total_power, miners):
    return available_tokens(w) - power


def for_the_power_of_all(w, power, total_power, miners):
    return power + total_power + miners


def all_tokens(w, power, total_power, miners):
    return available_tokens(w)


def constant_by_the_byte(w, power, total_power, miners):
    return w.parameters.constant_pledge * power


def exactly_enough_is_not_enough(w, miner, added_power):
    """The strict test of an early implementation (protocol-facts 4.1)."""
    claim = w.power.claims.get(miner, NO_CLAIM)
    power = claim.active_power + claim.inactive_power + added_power
    total = w.power.total_power + claim.inactive_power + added_power
    return claim.pledge - claim.depledged > required_pledge(w, power, total, w.power.miner_count)


WRONG = {
    pledge.rounding_up_adds_less_than_one: ("rounded_up", always_one_more),
    pledge.rounding_up_never_falls: ("rounded_up", of_the_opposite),
    pledge.a_part_rounded_up_is_within_the_whole: ("rounded_up", always_one_more),
    pledge.a_pledge_is_never_negative: ("required_pledge", falling_with_power),
    pledge.a_pledge_never_falls_with_power: ("required_pledge", falling_with_power),
    pledge.a_pledge_never_rises_with_others_power: ("required_pledge", for_the_power_of_all),
    pledge.a_pledge_never_rises_with_other_miners: ("required_pledge", for_the_power_of_all),
    pledge.a_pledge_is_at_most_a_quarter: ("required_pledge", all_tokens),
    pledge.a_constant_pledge_is_that_of_the_sectors: ("required_pledge", constant_by_the_byte),
    pledge.a_pledge_that_suffices_lacks_nothing: ("pledge_suffices", exactly_enough_is_not_enough),
}


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: lemma.name)
def test_the_lemma_is_proved(lemma):
    result = prove_lemma(lemma)
    assert (result.word, result.counterexample) == ("proved", ())
    assert result.witness


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: lemma.name)
def test_a_wrong_rule_is_refuted(lemma, result_with):
    result = result_with(lemma.holds, *WRONG[lemma.holds])
    assert result.word == "failed"
    assert result.counterexample
