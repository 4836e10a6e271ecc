"""Laws of the storage miners, each broken once."""

import pytest

from filspec.actors.units import MARKET, SYSTEM
from filspec.kit.worlds import fork
from filspec.laws import storage_miner
from filspec.machines.small_chain import WORKER


def change_miner(w, miner, **fields):
    w.miner.miners[miner] = w.miner.miners[miner].but(**fields)


def change_sector(w, life, number, **fields):
    key = (life.miner, number)
    w.miner.sectors[key] = w.miner.sectors[key].but(**fields)


def miscount(w, life):
    counts = w.miner.miners[life.miner].counts
    change_miner(w, life.miner, counts=counts.but(failing=counts.failing + 1))


def bring_back(w, life):
    change_miner(w, life.gone, terminated=False)


def work_for_the_market(w, life):
    change_miner(w, life.miner, worker=MARKET)


def forget_the_number(w, life):
    del w.miner.used_numbers[life.miner, 1]


def orphan_a_sector(w, life):
    change_miner(w, life.miner, terminated=True)


def prove_what_is_faulty(w, life):
    change_sector(w, life, 2, proving=True)


def outlive_the_threshold(w, life):
    change_sector(w, life, 2, fault_count=4)


def change_hands(w, life):
    change_miner(w, life.miner, owner=WORKER)


def reseal(w, life):
    w.miner.sealed[w.miner.sectors[life.miner, 1].comm_r] = (life.miner, 0)


TAMPERINGS = {
    "counts_are_set_sizes": miscount,
    "miner_is_registered_until_terminated": bring_back,
    "miner_acts_through_accounts": work_for_the_market,
    "sector_is_known_for_ever": forget_the_number,
    "sector_has_its_miner": orphan_a_sector,
    "sector_state_decides_its_sets": prove_what_is_faulty,
    "live_sector_is_within_the_fault_threshold": outlive_the_threshold,
    "miner_is_for_ever": change_hands,
    "sector_number_stays_used": forget_the_number,
    "replica_keeps_its_sector": reseal,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(storage_miner) == set(TAMPERINGS) | {"unproved_sector_loses_its_power"}


@pytest.mark.parametrize(("proved", "lawful"), [(True, True), (False, False)])
def test_an_unproved_sector_is_faulty_or_gone_after_its_period(life, proved, lawful):
    before = fork(life.world)
    change_miner(before, life.miner, proving_period_end=before.epoch, proved=proved)
    assert storage_miner.unproved_sector_loses_its_power(before, fork(before), SYSTEM) is lawful
    gone = fork(before)
    for key in before.miner.sectors.keys_in_order():
        del gone.miner.sectors[key]
    assert storage_miner.unproved_sector_loses_its_power(before, gone, SYSTEM)


def test_a_terminated_miner_never_returns(breaks):
    breaks("miner_is_for_ever", bring_back)
