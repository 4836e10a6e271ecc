"""Lemmas about elections."""

import pytest

from filspec.chain.election import OUTPUTS
from filspec.lemmas import election
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma

LEMMAS = [lemma for lemma in lemmas() if lemma.holds.__module__ == election.__name__]


def five_leaders(output, power, total_power):
    """X53: the threshold times the leaders to expect, so that a fifth of the power always wins."""
    return power > 0 and total_power > 0 and output * total_power <= 5 * power * OUTPUTS


def inverted(output, power, total_power):
    """X51."""
    return power > 0 and total_power > 0 and output * total_power > power * OUTPUTS


def rounded_to_pairs_of_bytes(output, power, total_power):
    return output * (total_power // 2) <= power // 2 * OUTPUTS


def without_a_look_at_power(output, power, total_power):
    return output * total_power <= power * OUTPUTS


def multiplied_too_late(output, power, total_power):
    return power > 0 and total_power > 0 and output <= power // total_power * OUTPUTS


WRONG = {
    election.the_share_of_power_is_the_share_of_outputs: ("output_wins", multiplied_too_late),
    election.a_larger_share_never_loses: ("output_wins", rounded_to_pairs_of_bytes),
    election.a_smaller_output_never_loses: ("output_wins", inverted),
    election.without_power_nobody_wins: ("output_wins", without_a_look_at_power),
    election.all_the_power_always_wins: ("output_wins", inverted),
    election.less_than_all_the_power_may_lose: ("output_wins", five_leaders),
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
