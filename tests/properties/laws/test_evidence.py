"""Laws of evidence, each broken once. In the life it is epoch 22, and the miner's period ends with epoch 24."""

import pytest

from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.laws import evidence
from filspec.machines.small_chain import STRANGER, WORKER


def challenge_before_the_period(w, life):
    w.parameters = w.parameters.but(post_challenge_time=w.parameters.proving_period)


def prove_at(epoch):
    return lambda w, life: (submit_post, (WORKER, life.miner, epoch, 0, ()), True)


def commit(age=6, known=""):
    """A commit of sector 5 with a seed so old, as if nobody had used its number, or its replica, before."""

    def enter(w, life):
        info = life.sealed(life.miner, 5, seal_epoch=w.epoch - age)
        if known != "number":
            w.miner.used_numbers[life.miner, 5] = True
        if known != "sealed":
            w.miner.sealed[info.comm_r] = (life.miner, 5)
        return commit_sector, (WORKER, info, 1_000, (), ()), None

    return enter


def free_a_place(w, life):
    sector = w.miner.sectors[life.miner, 1]
    w.miner.sectors[life.miner, 1] = sector.but(used=sector.used - 512)


def convict_again(w, life):
    return declare_consensus_fault, (STRANGER, life.fault_of(life.gone)), None


TAMPERINGS = {
    "challenge_lies_in_its_period": challenge_before_the_period,
    "proof_answers_its_own_period": prove_at(19),
    "seal_counts_for_one_sector": commit(known="number"),
    "place_in_a_sector_is_used_once": free_a_place,
    "miner_is_convicted_once": convict_again,
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


@pytest.mark.parametrize(("age", "lawful"), [(3, False), (4, True), (8, True), (9, False)])
def test_a_seed_is_final_and_not_too_old(breaks, holds, age, lawful):
    """Given a finality of 4, a sealing time of 2 and a slack of 2."""
    judge = holds if lawful else breaks
    judge("seal_counts_for_one_sector", commit(age))


@pytest.mark.parametrize("known", ["number", "sealed"])
def test_a_commit_uses_up_its_number_and_its_replica(breaks, known):
    breaks("seal_counts_for_one_sector", commit(known=known))


@pytest.mark.parametrize("kept", ["number", "replica"])
def test_a_commit_of_a_number_or_a_replica_that_is_known_counts_not_again(breaks, kept):
    """Given that the chain knows one of them already."""

    def know_it(w, life):
        if kept == "number":
            w.miner.used_numbers[life.miner, 5] = True
        else:
            w.miner.sealed[life.sealed(life.miner, 5).comm_r] = (life.miner, 5)

    breaks("seal_counts_for_one_sector", commit(), given=know_it)


@pytest.mark.parametrize("field", ["comm_d", "comm_r"])
def test_a_sector_keeps_its_replica_and_its_content(breaks, field):
    def exchange(w, life):
        w.miner.sectors[life.miner, 1] = w.miner.sectors[life.miner, 1].but(**{field: 1})

    breaks("place_in_a_sector_is_used_once", exchange)


def test_a_first_conviction_counts(holds):
    def convict(w, life):
        w.miner.miners[life.miner] = w.miner.miners[life.miner].but(terminated=True)
        return declare_consensus_fault, (STRANGER, life.fault_of(life.miner)), None

    holds("miner_is_convicted_once", convict)


@pytest.mark.parametrize(("challenge", "lawful"), [(19, False), (20, True), (23, True), (24, False)])
def test_a_period_has_as_many_challenges_as_epochs(breaks, holds, challenge, lawful):
    """Given a period of four epochs that ends with epoch 24: its challenges are those of the epochs 20 to 23."""
    judge = holds if lawful else breaks
    judge("proof_answers_its_own_period", prove_at(challenge))
