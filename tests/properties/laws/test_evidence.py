"""Laws of evidence, each broken once. In the life it is epoch 22, and the miner's period ends with epoch 24."""

import pytest

from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.laws import evidence
from filspec.machines.small_chain import WORKER


def challenge_before_the_period(w, life):
    w.parameters = w.parameters.but(post_challenge_time=w.parameters.proving_period)


def prove_at(epoch):
    return lambda w, life: (submit_post, (WORKER, life.miner, epoch, 0, ()), True)


TAMPERINGS = {
    "challenge_lies_in_its_period": challenge_before_the_period,
    "proof_answers_its_own_period": prove_at(19),
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(evidence) == set(TAMPERINGS)


def test_the_freshest_seed_is_final(breaks):
    def allow_fresher_seeds(w, life):
        w.parameters = w.parameters.but(sealing_slack=w.parameters.sealing_time + 1)

    breaks("challenge_lies_in_its_period", allow_fresher_seeds)


@pytest.mark.parametrize(("challenge", "lawful"), [(19, False), (20, True), (23, True), (24, False)])
def test_a_period_has_as_many_challenges_as_epochs(breaks, holds, challenge, lawful):
    """Given a period of four epochs that ends with epoch 24: its challenges are those of the epochs 20 to 23."""
    judge = holds if lawful else breaks
    judge("proof_answers_its_own_period", prove_at(challenge))
