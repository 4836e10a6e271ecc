"""The formulas of sectors and proving periods, at their edges."""

import pytest

from filspec.actors.storage_miner.state import SectorState
from filspec.laws.formulas.sectors import (
    has_to_be_proved,
    is_challenged,
    is_in_seal_window,
    is_proved_now,
    is_recent,
    period_ends,
)


def test_the_challenge_comes_before_the_end_of_the_period(life):
    ends = life.world.miner.miners[life.miner].proving_period_end
    out = ends - life.world.parameters.post_challenge_time
    assert [is_challenged(life.at(epoch), life.miner) for epoch in (out - 1, out, ends)] == [False, True, True]
    assert [period_ends(life.at(epoch), life.miner) for epoch in (ends - 1, ends, ends + 1)] == [False, True, False]


def test_a_challenge_is_past_and_can_still_be_answered(life):
    world, longest = life.world, life.world.parameters.post_challenge_time
    assert [is_recent(world, world.epoch - age) for age in (0, 1, longest, longest + 1)] == [False, True, True, False]


def test_a_seal_is_as_old_as_sealing_and_finality_take(life):
    parameters = life.world.parameters
    middle, slack = parameters.sealing_time + parameters.finality, parameters.sealing_slack
    ages = (middle - slack - 1, middle - slack, middle + slack, middle + slack + 1)
    assert [is_in_seal_window(life.world, life.world.epoch - age) for age in ages] == [False, True, True, False]


@pytest.mark.parametrize(
    ("state", "proving", "needed"),
    [
        (SectorState.ACTIVE, True, True),
        (SectorState.FAILING, True, False),
        (SectorState.COMMITTED, False, False),
        (SectorState.RECOVERING, True, True),
    ],
)
def test_the_proving_set_less_faults_has_to_be_proved(life, state, proving, needed):
    sector = life.world.miner.sectors[life.miner, 1].but(state=state, proving=proving)
    assert has_to_be_proved(sector) is needed


@pytest.mark.parametrize("proved", [True, False])
def test_an_active_sector_of_a_proved_miner_is_proved(life, proved):
    world = life.at(life.world.epoch)
    world.miner.miners[life.miner] = world.miner.miners[life.miner].but(proved=proved)
    world.miner.sectors[life.miner, 1] = world.miner.sectors[life.miner, 1].but(state=SectorState.ACTIVE)
    assert is_proved_now(world, (life.miner, 1)) is proved
