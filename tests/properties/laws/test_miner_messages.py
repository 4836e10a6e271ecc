"""Laws of the messages a storage miner receives, each broken once."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import SYSTEM
from filspec.kit.worlds import fork
from filspec.laws import miner_messages
from filspec.machines.small_chain import OWNER, STRANGER, WORKER


def change_miner(w, miner, **fields):
    w.miner.miners[miner] = w.miner.miners[miner].but(**fields)


def proof_of(life, answer, caller=WORKER):
    return submit_post, (caller, life.miner, 21, 0, ()), answer


def prove_by_a_transfer(w, life):
    change_miner(w, life.gone, proved=True)


def replace_the_worker(w, life):
    change_miner(w, life.miner, worker=STRANGER)


def lose_a_sector(w, life):
    del w.miner.sectors[life.miner, 1]


TAMPERINGS = {
    "miner_is_proved_by_its_worker": prove_by_a_transfer,
    "worker_is_changed_by_the_owner": replace_the_worker,
    "sector_leaves_for_a_reason": lose_a_sector,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(miner_messages) == set(TAMPERINGS)


def test_a_proof_that_does_not_verify_proves_nobody(breaks):
    def prove_by_a_bad_proof(w, life):
        change_miner(w, life.gone, proved=True)
        return proof_of(life, answer=False)

    breaks("miner_is_proved_by_its_worker", prove_by_a_bad_proof)


def test_a_proof_proves_no_other_miner(breaks):
    def prove_another(w, life):
        change_miner(w, life.gone, proved=True)
        return proof_of(life, answer=True)

    breaks("miner_is_proved_by_its_worker", prove_another)


@pytest.mark.parametrize("asked", [(WORKER, "miner"), (OWNER, "gone")])
def test_only_the_owner_changes_only_its_own_worker(breaks, asked):
    caller, named = asked

    def replace(w, life):
        replace_the_worker(w, life)
        return change_worker, (caller, getattr(life, named), STRANGER), None

    breaks("worker_is_changed_by_the_owner", replace)


def test_a_sector_given_up_belongs_to_who_proves(breaks):
    def give_up_that_of_another(w, life):
        lose_a_sector(w, life)
        return submit_post, (WORKER, life.gone, 21, 0, ()), True

    breaks("sector_leaves_for_a_reason", give_up_that_of_another)


def test_a_consensus_fault_ends_the_sectors_of_the_accused_only(breaks):
    def lose_that_of_another(w, life):
        lose_a_sector(w, life)
        return declare_consensus_fault, (STRANGER, life.fault_of(life.gone)), None

    breaks("sector_leaves_for_a_reason", lose_that_of_another)


@pytest.mark.parametrize(("epoch", "faults", "lawful"), [(24, 3, True), (24, 2, False), (23, 3, False)])
def test_a_sector_leaves_when_its_period_ends_after_too_many_faults(life, epoch, faults, lawful):
    """Given a faulty sector, a period that ends with epoch 24, and a threshold of 3."""
    before = fork(life.world)
    before.epoch = epoch
    before.miner.sectors[life.miner, 2] = before.miner.sectors[life.miner, 2].but(fault_count=faults)
    after = fork(before)
    del after.miner.sectors[life.miner, 2]
    [tick] = [step for step in life.steps if step.transition.name == end_of_epoch.__name__][-1:]
    assert tick.arguments == (SYSTEM,)
    assert miner_messages.sector_leaves_for_a_reason(before, after, tick) is lawful
