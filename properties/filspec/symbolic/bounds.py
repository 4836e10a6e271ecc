"""Bounds: a proof holds for every value of the parameters within the bounds that the specification declares."""

from __future__ import annotations

from collections.abc import Sequence

from filspec.actors.parameter_bounds import Bounds, declared_bounds
from filspec.actors.parameters import PRESETS, Parameters, preset
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.products import product
from filspec.symbolic.shapes import shape_of, terms_of
from filspec.symbolic.terms import ZERO, Term, all_equal, at_most, less, negation, number
from filspec.symbolic.worlds import World


def parameters_within_bounds(world: World) -> Sequence[Fact]:
    """What the specification says of the parameters of a world; nothing of a world that has none."""
    parameters = getattr(world, "parameters", None)
    if parameters is None:
        return ()
    facts = []
    for name, bounds in declared_bounds().items():
        parts = terms_of([getattr(parameters, name)])
        within = _fraction_within if len(parts) > 1 else _number_within
        terms = within(parameters, parts, bounds)
        facts += [Fact(term, f"the bounds of {name}") for term in terms]
    return facts


def smallest_preset(world: World) -> Sequence[Term]:
    """The parameters of a world are those of the smallest preset."""
    shape = shape_of(Parameters)
    return [all_equal(shape.flatten(world.parameters), shape.flatten(preset(PRESETS[0])))]


def _number_within(parameters: Parameters, parts: Sequence[Term], bounds: Bounds) -> list[Term]:
    [value] = parts
    terms = [at_most(number(bounds.least), value), at_most(value, number(bounds.most))]
    if bounds.less_than:
        terms.append(less(value, *terms_of([getattr(parameters, bounds.less_than)])))
    if bounds.at_most:
        terms.append(at_most(value, *terms_of([getattr(parameters, bounds.at_most)])))
    return terms


def _fraction_within(_parameters: Parameters, parts: Sequence[Term], bounds: Bounds) -> list[Term]:
    numerator, denominator = parts
    return [
        negation(at_most(denominator, ZERO)),
        at_most(product(number(bounds.least), denominator), numerator),
        at_most(numerator, product(number(bounds.most), denominator)),
    ]
