"""The first world: four rich accounts, a lawful beginning."""

from filspec.actors.parameters import preset
from filspec.kit.worlds import shape_of
from filspec.laws.checker import LawChecker
from filspec.symbolic.reach.first_world import FORTUNE, NAMES, first_world


def test_first_world_is_lawful_and_everybody_is_rich() -> None:
    world = first_world()

    LawChecker().check_world(shape_of(type(world)).leaves(world))
    assert [world.ledger.accounts[who].balance for who in NAMES][1:] == [FORTUNE] * 4


def test_other_parameters_make_another_world() -> None:
    assert first_world(preset("2k")).parameters == preset("2k")
