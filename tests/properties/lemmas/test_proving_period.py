"""Lemmas about proving periods."""

import pytest

from filspec.lemmas import proving_period
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma

LEMMAS = [lemma for lemma in lemmas() if lemma.holds.__module__ == proving_period.__name__]


def any_challenge(w, miner, challenge_epoch):
    return True


def no_challenge_of_the_first_half(w, miner, challenge_epoch):
    return challenge_epoch >= w.miner.miners[miner].proving_period_end - w.parameters.proving_period // 2


WRONG = {
    proving_period.a_challenge_counts_in_one_period: ("is_challenge_of_period", any_challenge),
    proving_period.the_clock_asks_for_a_challenge_of_the_period: (
        "is_challenge_of_period",
        no_challenge_of_the_first_half,
    ),
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
