"""Lemmas about sortition."""

import pytest

from filspec.chain.sortition import EARLY_GREATEST_OUTPUT, ONE
from filspec.lemmas import sortition
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma

LEMMAS = [lemma for lemma in lemmas() if lemma.holds.__module__ == sortition.__name__]


def divided_too_early(power, total_power):
    return power * ONE // total_power * 5


def of_the_others(power, total_power):
    return (total_power - power) * 5 * ONE // total_power


def of_one_byte_more(power, total_power):
    return (power + 1) * 5 * ONE // total_power


def inverted(output, power, total_power):
    """X51."""
    return output * total_power > power * EARLY_GREATEST_OUTPUT


def with_the_boundary(output, power, total_power):
    return output * total_power <= power * EARLY_GREATEST_OUTPUT


def never_falling(part):
    return (0, *range(14))


WRONG = {
    sortition.the_expectation_is_the_share_of_five: ("expected_wins", divided_too_early),
    sortition.the_expectation_never_falls_with_power: ("expected_wins", of_the_others),
    sortition.an_early_election_is_monotone: ("early_output_wins", inverted),
    sortition.less_than_all_the_power_may_lose_an_early_election: ("early_output_wins", with_the_boundary),
    sortition.more_wins_are_less_likely: ("tails_of", never_falling),
    sortition.more_power_wins_no_less: ("expected_wins", of_the_others),
    sortition.without_power_no_win_is_possible: ("expected_wins", of_one_byte_more),
}


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: lemma.name)
def test_the_lemma_is_proved_or_explored(lemma):
    result = prove_lemma(lemma)
    expected = "proved" if lemma.cases is None else "explored"
    assert (result.word, result.counterexample) == (expected, ())
    assert result.witness


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: lemma.name)
def test_a_wrong_rule_is_refuted(lemma, result_with):
    result = result_with(lemma.holds, *WRONG[lemma.holds])
    assert result.word == "failed"
    assert result.counterexample


def test_every_hundredth_is_explored():
    assert prove_lemma(next(lemma for lemma in LEMMAS if lemma.name == "more_wins_are_less_likely")).cases == 101
