"""Bounds: a proof holds for every value of the parameters within the bounds that the specification declares."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from filspec.actors.parameters import PRESETS, Parameters, preset
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.products import product
from filspec.symbolic.shapes import shape_of, terms_of
from filspec.symbolic.terms import ZERO, Term, all_equal, at_most, negation, number
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
        parts = terms_of([getattr(parameters, name)])
        terms = (
            _number_within(parts[0], least, most)
            if len(parts) == 1
            else _fraction_within(parts[0], parts[1], (least, most))
        )
        facts += [Fact(term, f"the bounds of {name}") for term in terms]
    return facts


def smallest_preset(world: World) -> Sequence[Term]:
    """The parameters of a world are those of the smallest preset."""
    shape = shape_of(Parameters)
    return [all_equal(shape.flatten(world.parameters), shape.flatten(preset(PRESETS[0])))]


def _number_within(value: Term, least: int, most: int) -> list[Term]:
    return [at_most(number(least), value), at_most(value, number(most))]


def _fraction_within(numerator: Term, denominator: Term, bounds: tuple[int, int]) -> list[Term]:
    least, most = bounds
    return [
        negation(at_most(denominator, ZERO)),
        at_most(product(number(least), denominator), numerator),
        at_most(numerator, product(number(most), denominator)),
    ]
