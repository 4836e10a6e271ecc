"""The reporter's share of a slashed pledge: a table made once from the growth formula, exact in rationals.

``share = min(initial * growth^elapsed, cap)`` (protocol-facts 4.5). Powers are not in the provable subset and a proof
needs only that the share grows and stays within bounds, so transitions read this table.
"""

from __future__ import annotations

from fractions import Fraction

from filspec.actors.parameters import Parameters, ReporterGrowth
from filspec.actors.units import Epoch
from filspec.kit.records import Record


class Growth(Record):
    """One vintage of the formula, as decimal fractions."""

    initial: str
    growth: str
    cap: str


GROWTHS = {
    ReporterGrowth.GROWTH_1_26: Growth(initial="0.001", growth="1.26", cap="1"),
    ReporterGrowth.GROWTH_1_02813: Growth(initial="0.001", growth="1.02813", cap="1"),
    ReporterGrowth.GROWTH_1_01251: Growth(initial="0.001", growth="1.01251", cap="0.5"),
}


def reporter_shares(parameters: Parameters) -> dict[Epoch, int]:
    """Share of the reporter, rounded down to parts of ``reporter_share_unit``, by elapsed epochs up to the cap."""
    formula = GROWTHS[parameters.reporter_growth]
    growth, cap = Fraction(formula.growth), Fraction(formula.cap)
    share, shares = Fraction(formula.initial), dict[Epoch, int]()
    while not shares or share < cap:
        shares[Epoch(len(shares))] = int(share * parameters.reporter_share_unit)
        share *= growth
    shares[Epoch(len(shares))] = int(cap * parameters.reporter_share_unit)
    return shares
