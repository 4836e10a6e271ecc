"""Laws of the power table, each broken once."""

import pytest

from filspec.actors.parameters import Fraction
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.laws import storage_power

WHOLE = Fraction(numerator=1, denominator=1)


def change_claim(w, life, **fields):
    w.power.claims[life.miner] = w.power.claims[life.miner].but(**fields)


def overstate_the_total(w, life):
    w.power.total_power += 2048


def miscount_miners(w, life):
    w.power.miner_count += 1


def pledge_nothing(w, life):
    change_claim(w, life, pledge=w.power.claims[life.miner].pledge + 1)


def claim_without_a_miner(w, life):
    w.power.claims[999] = NO_CLAIM


def claim_more_than_is_counted(w, life):
    change_claim(w, life, active_power=w.power.claims[life.miner].active_power + 2048)


def count_a_faulty_sector(w, life):
    """Given that the counts say so, too."""
    counts = w.miner.miners[life.miner].counts
    w.miner.miners[life.miner] = w.miner.miners[life.miner].but(counts=counts.but(active=counts.active + 1))
    claim_more_than_is_counted(w, life)


def release_more_than_there_is(w, life):
    change_claim(w, life, depledged=w.power.claims[life.miner].pledge + 1)


def forget_the_oldest_fault(w, life):
    del w.power.reporter_shares[w.power.oldest_fault]


def reward_more_than_all(w, life):
    w.power.reporter_shares[w.power.oldest_fault] = w.parameters.reporter_share_unit + 1


def shorten_the_table(w, life):
    w.power.oldest_fault -= 1


def raise_a_share(w, life):
    w.power.reporter_shares[0] += 1


def leave_the_table(w, life):
    del w.power.claims[life.miner]


TAMPERINGS = {
    "power_adds_up": overstate_the_total,
    "miners_are_counted": miscount_miners,
    "pledge_is_backed": pledge_nothing,
    "claim_has_its_miner": claim_without_a_miner,
    "power_is_that_of_the_counts": claim_more_than_is_counted,
    "power_is_that_of_the_sectors": count_a_faulty_sector,
    "pledge_covers_its_release": release_more_than_there_is,
    "oldest_fault_has_a_share": forget_the_oldest_fault,
    "reporter_share_is_a_share": reward_more_than_all,
    "claim_ends_with_its_miner": leave_the_table,
    "oldest_fault_is_constant": shorten_the_table,
    "reporter_shares_are_constant": raise_a_share,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(storage_power) == set(TAMPERINGS)


def test_a_sector_that_stops_counting_takes_its_power_along(breaks):
    def fail_in_silence(w, life):
        sector = w.miner.sectors[life.miner, 1]
        w.miner.sectors[life.miner, 1] = sector.but(state=SectorState.FAILING)

    breaks("power_is_that_of_the_sectors", fail_in_silence)
