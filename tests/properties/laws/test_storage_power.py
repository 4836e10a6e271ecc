"""Laws of the power table, each broken once."""

import pytest

from filspec.actors.parameters import Fraction, PledgeRule
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.pledge import add_pledge, collect_depledged, depledge
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.laws import storage_power
from filspec.machines.small_chain import OWNER, STRANGER, WORKER

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


def create(value=10, caller=OWNER):
    """A miner that pledges 10, asked for as told: the small chain asks for a constant of each sector only."""

    def create_a_miner(w, life):
        miner = w.init.next_id
        w.miner.miners[miner] = w.miner.miners[life.miner].but(owner=OWNER)
        w.power.claims[miner] = NO_CLAIM.but(pledge=10)
        return create_storage_miner, (caller, value, WORKER, 2048), miner

    return create_a_miner


def announce_again(w, life):
    """Given that the release announced at the end of the life is pending."""
    change_claim(w, life, depledged=7, depledge_epoch=w.epoch + w.parameters.depledge_cooldown)
    return depledge, (WORKER, life.miner, 7), None


def collect_early(w, life):
    return collect_depledged, (WORKER, life.miner), None


def terminate_without_a_slash(w, life):
    w.miner.miners[life.miner] = w.miner.miners[life.miner].but(terminated=True)
    return declare_consensus_fault, (STRANGER, life.fault_of(life.miner)), None


def leave_the_table(w, life):
    del w.power.claims[life.miner]


def end_for_one_block(w, life):
    """Given that all the rest is as it has to be."""
    w.miner.miners[life.miner] = w.miner.miners[life.miner].but(terminated=True)
    leave_the_table(w, life)
    evidence = life.fault_of(life.miner)
    return declare_consensus_fault, (STRANGER, evidence.but(second=evidence.first)), None


def add_nothing(w, life):
    return add_pledge, (WORKER, 0, life.miner), None


def add_twice(w, life):
    change_claim(w, life, pledge=w.power.claims[life.miner].pledge + 6)
    return add_pledge, (WORKER, 3, life.miner), None


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
    "miners_come_by_registration_and_go_by_termination": miscount_miners,
    "miner_is_ended_for_two_blocks": end_for_one_block,
    "oldest_fault_is_constant": shorten_the_table,
    "reporter_shares_are_constant": raise_a_share,
    "new_miner_is_pledged_by_its_owner": create(caller=STRANGER),
    "pledge_grows_by_what_is_added": add_nothing,
    "releases_come_one_by_one": announce_again,
    "release_leaves_enough_pledge": collect_early,
    "slashed_pledge_is_rewarded_or_burnt": terminate_without_a_slash,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(storage_power) == set(TAMPERINGS)


def test_a_pledge_that_is_entered_twice_breaks_its_law(breaks):
    breaks("pledge_grows_by_what_is_added", add_twice)


def test_a_sector_that_stops_counting_takes_its_power_along(breaks):
    def fail_in_silence(w, life):
        sector = w.miner.sectors[life.miner, 1]
        w.miner.sectors[life.miner, 1] = sector.but(state=SectorState.FAILING)

    breaks("power_is_that_of_the_sectors", fail_in_silence)


@pytest.mark.parametrize("change", [{"blocks": 1}, {"epoch": 23}])
def test_a_miner_is_ended_for_valid_evidence_of_the_past(breaks, change):
    def end_without_evidence(w, life):
        end_for_one_block(w, life)
        return declare_consensus_fault, (STRANGER, life.fault_of(life.miner).but(**change)), None

    breaks("miner_is_ended_for_two_blocks", end_without_evidence)


def test_a_new_miner_has_the_pledge_that_came_with_it(breaks, holds):
    holds("new_miner_is_pledged_by_its_owner", create())
    breaks("new_miner_is_pledged_by_its_owner", create(value=11))


@pytest.mark.parametrize(("share", "lawful"), [(Fraction(numerator=0, denominator=1), True), (WHOLE, False)])
def test_a_new_miner_has_the_pledge_it_needs(breaks, holds, share, lawful):
    """Given a network in which each miner needs its share of all tokens."""

    def ask_for_a_share(w, life):
        w.parameters = w.parameters.but(pledge_rule=PledgeRule.FORMULA, per_capita_collateral=share)

    judge = holds if lawful else breaks
    judge("new_miner_is_pledged_by_its_owner", create(), given=ask_for_a_share)


@pytest.mark.parametrize(("change", "lawful"), [({}, True), ({"depledged": 6}, False), ({"depledge_epoch": 1}, False)])
def test_a_release_is_what_was_announced_and_waits(breaks, holds, change, lawful):
    def have_none_pending(w, life):
        change_claim(w, life, depledged=0, depledge_epoch=0)

    def announce(w, life):
        asked = announce_again(w, life)
        change_claim(w, life, **change)
        return asked

    judge = holds if lawful else breaks
    judge("releases_come_one_by_one", announce, given=have_none_pending)
