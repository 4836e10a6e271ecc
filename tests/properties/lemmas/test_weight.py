"""Lemmas about weight."""

import pytest

from filspec.chain.weight import weight_of_wins
from filspec.lemmas import weight
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma

LEMMAS = [lemma for lemma in lemmas() if lemma.holds.__module__ == weight.__name__]


def without_the_power(parent_weight, total_power, blocks):
    """X55: only blocks count, so that a fork that lost the network's power outgrows the others."""
    return parent_weight + 256 * blocks


def of_the_epoch_alone(parent_weight, total_power, blocks):
    return max(parent_weight, 256 * blocks)


def without_the_blocks(parent_weight, total_power, blocks):
    return weight_of_wins(parent_weight, total_power, 1)


def falling_with_power(parent_weight, total_power, blocks):
    return parent_weight + 256 * blocks - total_power


WRONG = {
    weight.a_child_is_no_lighter: ("tipset_weight", without_the_power),
    weight.a_tipset_adds_the_same_to_any_parents: ("tipset_weight", of_the_epoch_alone),
    weight.weight_grows_with_blocks: ("tipset_weight", without_the_blocks),
    weight.weight_never_falls_with_power: ("tipset_weight", falling_with_power),
    weight.twice_the_power_is_heavier: ("tipset_weight", without_the_power),
    weight.the_early_weight_grows_with_blocks_and_power: ("early_tipset_weight", falling_with_power),
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


def test_a_lost_logarithm_is_told_by_the_smallest_powers(result_with):
    # Given the weight of X55, when the lemma fails, then it does for one byte of power and two.
    result = result_with(weight.twice_the_power_is_heavier, "tipset_weight", without_the_power)
    assert result.counterexample[1:] == ("total_power = 1", "blocks = 1")
