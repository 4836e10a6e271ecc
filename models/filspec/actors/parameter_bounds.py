"""Bounds of the parameters: the values for which proofs hold, as ``parameters.toml`` states them.

Each number lies between two constants. Some are bounded by another parameter besides: the challenge of a proving period
lies inside the period, and the freshest seal seed that is allowed is final.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from filspec.actors.parameters import Fraction, Parameters, sheet
from filspec.kit.records import Record


class Bounds(Record):
    """What a parameter may be.

    Attributes:
        least: the smallest value.
        most: the largest value.
        less_than: a parameter that it stays below; empty for none.
        at_most: a parameter that it does not exceed; empty for none.
    """

    least: int
    most: int
    less_than: str
    at_most: str


@cache
def declared_bounds() -> Mapping[str, Bounds]:
    """The bounds of every parameter that is no variant."""
    return {name: _bounds(entry) for name, entry in sheet().items() if "bounds" in entry}


def broken_bounds(parameters: Parameters) -> tuple[str, ...]:
    """One sentence for each bound that the parameters do not keep."""
    return tuple(
        sentence
        for name, bounds in declared_bounds().items()
        for sentence in _broken(parameters, name, bounds, getattr(parameters, name))
    )


def _bounds(entry: Mapping[str, object]) -> Bounds:
    least, most = cast("list[int]", entry["bounds"])
    return Bounds(
        least=least,
        most=most,
        less_than=str(entry.get("less_than", "")),
        at_most=str(entry.get("at_most", "")),
    )


def _broken(parameters: Parameters, name: str, bounds: Bounds, value: int | Fraction) -> Iterator[str]:
    if isinstance(value, Fraction):
        if not _is_within(value, bounds):
            shown = f"{value.numerator}/{value.denominator}"
            yield f"{name} is {shown}, and must be a fraction from {bounds.least} to {bounds.most}"
        return
    if not bounds.least <= value <= bounds.most:
        yield f"{name} is {value}, and must be from {bounds.least} to {bounds.most}"
    if bounds.less_than and value >= getattr(parameters, bounds.less_than):
        yield f"{name} is {value}, and must be less than {bounds.less_than}, {getattr(parameters, bounds.less_than)}"
    if bounds.at_most and value > getattr(parameters, bounds.at_most):
        yield f"{name} is {value}, and must be at most {bounds.at_most}, {getattr(parameters, bounds.at_most)}"


def _is_within(value: Fraction, bounds: Bounds) -> bool:
    scale = value.denominator
    return scale > 0 and bounds.least * scale <= value.numerator <= bounds.most * scale
