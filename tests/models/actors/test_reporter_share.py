"""The reporter's share of a slashed pledge."""

from fractions import Fraction

import pytest

from filspec.actors.parameters import ReporterGrowth, preset
from filspec.actors.reporter_share import GROWTHS, reporter_shares


@pytest.fixture(params=ReporterGrowth, ids=lambda growth: growth.name)
def growth(request):
    return request.param


def shares_of(growth):
    parameters = preset("tiny").but(reporter_growth=growth)
    return reporter_shares(parameters.reporter_growth, parameters.reporter_share_unit), parameters.reporter_share_unit


def test_the_share_never_falls_and_ends_at_its_cap(growth):
    shares, unit = shares_of(growth)
    in_order = [shares[age] for age in range(len(shares))]
    assert in_order == sorted(in_order)
    assert in_order[0] == unit // 1000
    assert in_order[-1] == int(Fraction(GROWTHS[growth].cap) * unit)


def test_each_row_is_the_formula_rounded_down(growth):
    shares, unit = shares_of(growth)
    formula = GROWTHS[growth]
    for age, share in shares.items():
        exact = min(Fraction(formula.initial) * Fraction(formula.growth) ** age, Fraction(formula.cap)) * unit
        assert share <= exact < share + 1


@pytest.mark.parametrize(
    ("growth", "age"),
    [
        (ReporterGrowth.GROWTH_1_26, 30),
        (ReporterGrowth.GROWTH_1_02813, 250),
        (ReporterGrowth.GROWTH_1_01251, 500),
    ],
)
def test_the_cap_is_reached_where_the_sources_say(growth, age):
    """Protocol-facts 4.5: at 30 epochs, at about 250, at about 500."""
    assert abs(max(shares_of(growth)[0]) - age) <= 2
