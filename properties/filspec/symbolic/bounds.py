"""Bounds: a proof holds for every value of the parameters within the bounds that the specification declares."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from filspec.actors.parameters import PRESETS, Parameters, preset
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.products import product
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.terms import ZERO, Term, all_equal, at_most, negation, number
from filspec.symbolic.values import SymbolicInt
from filspec.symbolic.worlds import World


@cache
def _declared() -> dict[str, tuple[int, int]]:
    sheet = tomllib.loads(files("filspec.spec").joinpath("parameters.toml").read_text(encoding="utf-8"))
    return {name: tuple(entry["bounds"]) for name, entry in sheet.items() if "bounds" in entry}


def parameters_within_bounds(world: World) -> Sequence[Fact]:
    """What the specification says of the parameters of a world; nothing of a world that has none."""
    parameters = getattr(world, "parameters", None)
    if parameters is None:
        return ()
    facts = []
    for name, (least, most) in _declared().items():
        value = getattr(parameters, name)
        if isinstance(value, SymbolicInt):
            terms = [at_most(number(least), value.term), at_most(value.term, number(most))]
        else:
            terms = _fraction_within(value.numerator.term, value.denominator.term, least, most)
        facts += [Fact(term, f"the bounds of {name}") for term in terms]
    return facts


def smallest_preset(world: World) -> Sequence[Term]:
    """The parameters of a world are those of the smallest preset."""
    shape = shape_of(Parameters)
    return [all_equal(shape.flatten(world.parameters), shape.flatten(preset(PRESETS[0])))]


def _fraction_within(numerator: Term, denominator: Term, least: int, most: int) -> list[Term]:
    return [
        negation(at_most(denominator, ZERO)),
        at_most(product(number(least), denominator), numerator),
        at_most(numerator, product(number(most), denominator)),
    ]
