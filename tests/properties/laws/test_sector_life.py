"""Laws of a sector's life, each broken once.

At the life's end it is epoch 22; the period of its miner ends with epoch 24, is challenged since 22, and is proved.
"""

import pytest

from filspec.actors.storage_miner.state import SectorState
from filspec.kit.worlds import fork
from filspec.laws import sector_life

ACTIVE, FAILING, RECOVERING, COMMITTED = 1, 2, 3, 4
"""The sectors of the life, by their state."""


def change_sector(w, life, number, **fields):
    key = (life.miner, number)
    w.miner.sectors[key] = w.miner.sectors[key].but(**fields)


def use_a_number_again(w, life):
    w.miner.sectors[life.gone, 0] = w.miner.sectors[life.miner, ACTIVE]


def swap_the_replica(w, life):
    change_sector(w, life, ACTIVE, comm_r=1)


def commit_again(w, life):
    change_sector(w, life, RECOVERING, state=SectorState.COMMITTED)


def fail_after_the_challenge(w, life):
    change_sector(w, life, ACTIVE, state=SectorState.FAILING, proving=False)


def thaw(w, life):
    change_sector(w, life, COMMITTED, proving=True)


def count_in_between(w, life):
    change_sector(w, life, FAILING, fault_count=1)


TAMPERINGS = {
    "sector_never_returns": use_a_number_again,
    "sector_keeps_its_replica": swap_the_replica,
    "only_a_proof_makes_active": commit_again,
    "sector_fails_before_the_challenge_or_at_the_end": fail_after_the_challenge,
    "proving_set_is_frozen": thaw,
    "faults_are_counted_at_the_end_of_periods": count_in_between,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(sector_life) == set(TAMPERINGS) | {"late_fault_waits_for_the_next_period"}


def holds(law, life, number, epoch=22, proved=True, ended=False, **fields):
    """Whether a law lets a sector change like this in one epoch, in which its period may end."""
    before = fork(life.world)
    before.epoch = epoch
    before.miner.miners[life.miner] = before.miner.miners[life.miner].but(proved=proved)
    after = fork(before)
    change_sector(after, life, number, **fields)
    if ended:
        after.miner.miners[life.miner] = after.miner.miners[life.miner].but(proving_period_end=28, proved=False)
    return law(before, after, (life.miner, number))


@pytest.mark.parametrize("number", [FAILING, RECOVERING, COMMITTED])
@pytest.mark.parametrize(
    ("proved", "ended", "lawful"), [(True, True, True), (True, False, True), (False, False, False)]
)
def test_a_sector_becomes_active_by_a_proof(life, number, proved, ended, lawful):
    change = {"state": SectorState.ACTIVE, "proved": proved, "ended": ended}
    assert holds(sector_life.only_a_proof_makes_active, life, number, **change) is lawful


@pytest.mark.parametrize("number", [ACTIVE, RECOVERING, COMMITTED])
@pytest.mark.parametrize(("epoch", "lawful"), [(21, True), (22, False), (23, False), (24, True)])
def test_a_sector_becomes_faulty_before_the_challenge_or_when_the_period_ends(life, number, epoch, lawful):
    law = sector_life.sector_fails_before_the_challenge_or_at_the_end
    assert holds(law, life, number, epoch, state=SectorState.FAILING) is lawful


@pytest.mark.parametrize(("number", "lawful"), [(ACTIVE, False), (COMMITTED, False), (FAILING, True)])
def test_only_a_faulty_sector_recovers(life, number, lawful):
    """A healthy one that recovers has failed in between, which the challenge forbids."""
    law = sector_life.sector_fails_before_the_challenge_or_at_the_end
    assert holds(law, life, number, state=SectorState.RECOVERING) is lawful


@pytest.mark.parametrize(("epoch", "state", "lawful"), [(21, 2, True), (21, 1, False), (22, 2, False), (24, 1, True)])
def test_a_sector_leaves_the_proving_set_as_faulty_only(life, epoch, state, lawful):
    change = {"state": SectorState(state), "proving": False}
    assert holds(sector_life.proving_set_is_frozen, life, ACTIVE, epoch, **change) is lawful


@pytest.mark.parametrize(("epoch", "lawful"), [(21, False), (22, True), (24, True)])
def test_a_fault_waits_for_the_next_period_only_after_the_challenge(life, epoch, lawful):
    assert holds(sector_life.late_fault_waits_for_the_next_period, life, ACTIVE, epoch, fault_next=True) is lawful


@pytest.mark.parametrize(("old", "new", "epoch", "lawful"), [(2, 0, 22, True), (2, 1, 22, False), (2, 3, 24, True)])
def test_faults_are_counted_at_the_end_and_forgotten_by_a_proof(life, old, new, epoch, lawful):
    before = fork(life.world)
    before.epoch = epoch
    change_sector(before, life, RECOVERING, fault_count=old)
    after = fork(before)
    change_sector(after, life, RECOVERING, fault_count=new)
    law = sector_life.faults_are_counted_at_the_end_of_periods
    assert law(before, after, (life.miner, RECOVERING)) is lawful


def test_faults_are_not_forgotten_without_a_proof(life):
    before = fork(life.world)
    change_sector(before, life, RECOVERING, fault_count=2)
    before.miner.miners[life.miner] = before.miner.miners[life.miner].but(proved=False)
    after = fork(before)
    change_sector(after, life, RECOVERING, fault_count=0)
    assert not sector_life.faults_are_counted_at_the_end_of_periods(before, after, (life.miner, RECOVERING))


@pytest.mark.parametrize(
    ("number", "fields", "leaves"),
    [
        (ACTIVE, {}, False),
        (ACTIVE, {"expiration": 21}, True),
        (ACTIVE, {"expiration": 22}, False),
        (FAILING, {"fault_count": 2}, False),
        (FAILING, {"fault_count": 3}, True),
        (RECOVERING, {"fault_count": 3}, True),
    ],
)
def test_a_sector_has_to_leave_when_it_expired_or_was_faulty_for_too_long(life, number, fields, leaves):
    """Given a threshold of 3 period ends."""
    world = fork(life.world)
    change_sector(world, life, number, **fields)
    assert sector_life.has_to_leave(world, (life.miner, number)) is leaves
