"""Lemmas about block rewards."""

import re

from filspec.lemmas import reward
from filspec.lemmas.lemma import LEMMAS
from filspec.symbolic.lemma_proof import prove_lemma


def test_the_lemma_is_proved():
    result = prove_lemma(LEMMAS["a_reward_is_never_more_than_remains"])
    assert (result.word, result.counterexample) == ("proved", ())
    assert result.witness


def test_a_reward_that_does_not_fall_is_refuted(result_with):
    # Given a reward that is the same in every epoch, then there is a world that has not so much left.
    def constant(w):
        return w.parameters.reward_initial_value

    result = result_with(reward.a_reward_is_never_more_than_remains, "block_reward", constant)
    assert result.word == "failed"
    constants, accounts = result.counterexample
    [granted] = re.findall(r"reward_initial_value=(\d+)", constants)
    assert all(int(balance) < int(granted) for balance in re.findall(r"balance=(\d+)", accounts))
