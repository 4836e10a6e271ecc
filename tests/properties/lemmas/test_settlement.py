"""Lemmas about settlement."""

import pytest

from filspec.lemmas import settlement
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma

LEMMAS = [lemma for lemma in lemmas() if lemma.holds.__module__ == settlement.__name__]


def past_the_end(w, deal):
    return w.epoch


def backwards(w, deal):
    return deal.proposal.deal_expiry - w.epoch


WRONG = {
    settlement.a_settlement_ends_with_the_deal: ("settled_until", past_the_end),
    settlement.a_later_settlement_ends_no_earlier: ("settled_until", backwards),
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
