"""A law of visits is confirmed broken only by the loop itself."""

from collections.abc import Callable

import pytest

from filspec.actors.storage_market.failure import slash_deal
from filspec.actors.storage_market.state import DealState
from filspec.actors.units import DealID, SectorID
from filspec.kit.laws import Law, Quantifier
from filspec.kit.worlds import fork
from filspec.kit.worlds import shape_of as leaves_of
from filspec.symbolic.concrete import Instance
from filspec.symbolic.loop_replay import replay_loop, run_again
from filspec.symbolic.setting import Loop
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.stories.gallery import gallery

PATH = "market.deals_in_sector"
UNDER = Loop(slash_deal, PATH, shape_of(tuple[SectorID, DealID]), shape_of(SectorID))
ALL = UNDER._replace(group=None)


def law(holds: Callable[..., bool]) -> Law:
    return Law(
        name="visited", ids=("X",), quantifier=Quantifier.VISIT, path="slash_deal", sentence="Visited.", holds=holds
    )


KEPT = law(lambda before, after, place, kind: after.market.deals[place[1]].state != DealState.ACTIVE)
BROKEN = law(lambda before, after, place, kind: after.market.deals[place[1]].state == DealState.ACTIVE)
OTHER = Law(
    name="visited", ids=("X",), quantifier=Quantifier.VISIT, path="fail_deal", sentence="V.", holds=lambda *_: False
)


@pytest.fixture(scope="module")
def slashed() -> Instance:
    """A world in which a running deal is slashed."""
    sample = next(
        sample
        for sample in gallery().of("slash_deal")
        if sample.before.market.deals[sample.arguments[0][1]].state == DealState.ACTIVE  # type: ignore[index]
    )
    return Instance(sample.before, sample.arguments, sample.answers, {}, {})


@pytest.mark.parametrize("loop", [UNDER, ALL])
def test_the_whole_loop_is_run_and_judged_at_each_row_of_its_beginning(slashed: Instance, loop: Loop) -> None:
    kept, broken = (replay_loop(loop, slashed, [one]) for one in (KEPT, BROKEN))
    assert (kept.ending, kept.broken, kept.loop) == ("accepted", (), loop)
    assert broken.broken == ("visited",)
    [found] = broken.failed
    before, after, place, kind = found.case
    assert place in before.market.deals_in_sector  # type: ignore[attr-defined]
    assert kind is slashed.arguments[1] and after is broken.after


def test_a_law_of_another_step_is_not_judged(slashed: Instance) -> None:
    assert replay_loop(UNDER, slashed, [OTHER]).broken == ()


def test_a_loop_that_crashes_breaks_no_law_and_changes_nothing(slashed: Instance) -> None:
    # Given a listed deal that is not there
    world, (sector, deal) = fork(slashed.world), slashed.arguments[0]  # type: ignore[misc]
    del world.market.deals[deal]
    # When its sector is slashed
    found = replay_loop(UNDER, slashed._replace(world=world), [BROKEN])
    # Then the loop crashes, and leaves everything as it was
    assert found.ending.startswith("crashed with KeyError") and found.broken == ()
    assert (sector, deal) in found.after.market.deals_in_sector


def test_the_world_it_is_given_stays_as_it_was(slashed: Instance) -> None:
    shape = leaves_of(type(slashed.world))
    before = shape.leaves(slashed.world)
    replay_loop(UNDER, slashed, [KEPT])
    assert shape.leaves(slashed.world) == before


def test_what_is_run_again_is_run_as_before(slashed: Instance) -> None:
    assert run_again(replay_loop(UNDER, slashed, [BROKEN]), slashed).broken == ("visited",)
