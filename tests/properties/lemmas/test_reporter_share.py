"""Lemmas about the reporter's share."""

import pytest

from filspec.actors.units import Epoch
from filspec.lemmas import reporter_share
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma

LEMMAS = [lemma for lemma in lemmas() if lemma.holds.__module__ == reporter_share.__name__]


def base_and_exponent_exchanged(_vintage, unit):
    """X50: a power of the initial share, so that the share falls instead of rising."""
    return {Epoch(age): int(0.001 ** (1.26 * age) * unit) for age in range(31)}


def rounded_up(w, pledge, elapsed):
    return pledge * w.power.reporter_shares.get(elapsed, 0) // w.parameters.reporter_share_unit + 1


def falling_with_age(w, pledge, elapsed):
    return pledge // (elapsed + 1)


WRONG = {
    reporter_share.a_share_is_between_a_thousandth_and_all: ("reporter_shares", base_and_exponent_exchanged),
    reporter_share.a_share_never_falls_with_age: ("reporter_shares", base_and_exponent_exchanged),
    reporter_share.a_fault_of_thirty_epochs_yields_all: ("reporter_shares", base_and_exponent_exchanged),
    reporter_share.a_reward_is_a_part_of_the_pledge: ("reporter_reward", rounded_up),
    reporter_share.a_reward_never_falls_with_age: ("reporter_reward", falling_with_age),
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


def test_every_vintage_is_explored():
    result = prove_lemma(next(lemma for lemma in LEMMAS if lemma.name == "a_share_never_falls_with_age"))
    assert result.cases == 3
