"""Laws of the proving period, each broken once. The life's miner proved a period that ends with epoch 24; it is 22."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.storage_miner.state import NO_PERIOD
from filspec.actors.units import SYSTEM
from filspec.kit.worlds import fork
from filspec.laws import proving_period


def change_miner(w, miner, **fields):
    w.miner.miners[miner] = w.miner.miners[miner].but(**fields)


def be_late(w, life):
    change_miner(w, life.miner, proving_period_end=w.epoch - 1)


def lose_an_epoch(w, life):
    change_miner(w, life.miner, proving_period_end=w.miner.miners[life.miner].proving_period_end - 1)


def move_before_the_end(w, life):
    change_miner(w, life.miner, proving_period_end=w.epoch + w.parameters.proving_period)


def forget_the_proof(w, life):
    change_miner(w, life.miner, proved=False)


def begin_a_period_again(w, life):
    change_miner(w, life.gone, proving_period_end=w.epoch + w.parameters.proving_period)


def end_a_period_that_is_not_due(w, life):
    move_before_the_end(w, life)
    return end_of_epoch, (SYSTEM,), None


TAMPERINGS = {
    "proving_period_is_current": be_late,
    "proving_period_never_runs_back": lose_an_epoch,
    "proving_period_moves_at_its_end": move_before_the_end,
    "proof_lasts_until_the_period_ends": forget_the_proof,
    "terminated_miner_has_no_periods": begin_a_period_again,
    "epoch_moves_the_periods_that_end": end_a_period_that_is_not_due,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(proving_period) == set(TAMPERINGS)


def test_before_the_first_sector_nothing_is_proved(breaks):
    def prove_nothing(w, life):
        change_miner(w, life.gone, proving_period_end=NO_PERIOD, proved=True)

    breaks("proving_period_is_current", prove_nothing)


@pytest.mark.parametrize(("by", "lawful"), [(0, False), (3, False), (4, True), (8, False)])
def test_a_period_that_ends_moves_by_one_period(life, by, lawful):
    before = fork(life.world)
    before.epoch = before.miner.miners[life.miner].proving_period_end
    after = fork(before)
    change_miner(after, life.miner, proving_period_end=before.epoch + by)
    if by:
        assert proving_period.proving_period_moves_at_its_end(before, after, life.miner) is lawful
    assert proving_period.epoch_moves_the_periods_that_end(before, after, SYSTEM) is lawful


def test_when_the_period_ended_in_between_its_proof_ended_too(life):
    before, after = fork(life.world), fork(life.world)
    change_miner(after, life.miner, proving_period_end=28, proved=False)
    assert proving_period.proof_lasts_until_the_period_ends(before, after, life.miner)


@pytest.mark.parametrize("proved", [(True, False), (False, True), (False, False)])
@pytest.mark.parametrize("moved", [True, False])
def test_a_proof_is_between_two_worlds_if_it_is_in_one_or_the_period_ended(life, proved, moved):
    before, after = fork(life.world), fork(life.world)
    change_miner(before, life.miner, proved=proved[0])
    change_miner(after, life.miner, proved=proved[1], proving_period_end=28 if moved else 24)
    assert proving_period.is_proved_between(before, after, life.miner) is (any(proved) or moved)
