"""The parameters of a proof are those that the specification allows."""

import tomllib
from importlib.resources import files

from filspec.actors.parameters import PRESETS, Parameters, preset
from filspec.actors.world import World
from filspec.symbolic.bounds import parameters_within_bounds, smallest_preset
from filspec.symbolic.executor import Executor
from filspec.symbolic.setting import Setting
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import Term, all_equal
from filspec.symbolic.tracing import Tracer
from filspec.symbolic.worlds import World as AnyWorld


def unknown_world() -> AnyWorld:
    return Executor(World, Setting((), ()), Tracer(World), None, lambda _: True, lambda _: []).before


def are(world: AnyWorld, parameters: Parameters) -> Term:
    shape = shape_of(Parameters)
    return all_equal(shape.flatten(world.parameters), shape.flatten(parameters))


def test_every_preset_is_within_the_bounds() -> None:
    world = unknown_world()
    for name in PRESETS:
        facts = [fact.term for fact in parameters_within_bounds(world)]
        assert Solver().check([*facts, are(world, preset(name))])[0] is Verdict.POSSIBLE


def test_parameters_outside_the_bounds_are_not() -> None:
    world = unknown_world()
    facts = [fact.term for fact in parameters_within_bounds(world)]
    fraction = preset("tiny").power_collateral
    for wrong in (
        {"sector_size": 64},
        {"power_collateral": fraction.but(numerator=fraction.denominator + 1)},
        {"power_collateral": fraction.but(denominator=0)},
        {"post_challenge_time": preset("tiny").proving_period},
        {"sealing_slack": preset("tiny").sealing_time + 1},
    ):
        parameters = preset("tiny").but(**wrong)
        assert Solver().check([*facts, are(world, parameters)])[0] is Verdict.IMPOSSIBLE


def test_every_bound_of_the_sheet_is_used() -> None:
    sheet = tomllib.loads(files("filspec.spec").joinpath("parameters.toml").read_text(encoding="utf-8"))
    bounded = {f"the bounds of {name}" for name, entry in sheet.items() if "bounds" in entry}
    assert {fact.source for fact in parameters_within_bounds(unknown_world())} == bounded


def test_example_is_the_smallest_preset() -> None:
    world = unknown_world()
    assert Solver().check([*smallest_preset(world), are(world, preset("2k"))])[0] is Verdict.IMPOSSIBLE


def test_world_without_parameters_has_no_bounds() -> None:
    assert parameters_within_bounds(object()) == ()
