"""The reporter's share of a slashed pledge: a table made once from the growth formula, exact in rationals.

``share = min(initial * growth^elapsed, cap)`` (protocol-facts 4.5). Powers are not in the provable subset and a proof
needs only that the share grows and stays within bounds, so transitions read this table.
"""

from __future__ import annotations

from fractions import Fraction

from filspec.actors.parameters import ReporterGrowth
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


def reporter_shares(vintage: ReporterGrowth, unit: int) -> dict[Epoch, int]:
    """Share of the reporter, by elapsed epochs up to the cap.

    Args:
        vintage: of the formula.
        unit: how many parts a whole has; shares are rounded down to parts.
    """
    formula = GROWTHS[vintage]
    growth, cap = Fraction(formula.growth), Fraction(formula.cap)
    share, shares = Fraction(formula.initial), dict[Epoch, int]()
    while not shares or share < cap:
        shares[Epoch(len(shares))] = int(share * unit)
        share *= growth
    shares[Epoch(len(shares))] = int(cap * unit)
    return shares
