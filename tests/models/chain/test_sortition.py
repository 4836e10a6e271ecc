from fractions import Fraction
from itertools import islice
from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.chain.sortition import (
    EARLY_GREATEST_OUTPUT,
    EXPECTED_LEADERS,
    MAX_WIN_COUNT,
    ONE,
    NoTotalPowerError,
    early_output_wins,
    exp_neg,
    expected_wins,
    upper_tails,
    win_count,
    wins_early_election,
)

expectations = st.integers(0, EXPECTED_LEADERS * ONE)


@given(expectations)
def test_the_exponential_is_that_of_floating_point(x):
    assert isclose(exp_neg(x) / ONE, exp(-x / ONE), rel_tol=1e-12)


@given(expectations, expectations)
def test_the_exponential_falls(x, y):
    less, more = sorted((x, y))

    assert exp_neg(less) >= exp_neg(more)


@given(expectations)
def test_more_wins_are_less_likely(expectation):
    tails = list(islice(upper_tails(expectation), MAX_WIN_COUNT))

    assert tails == sorted(tails, reverse=True)
    assert 0 <= tails[0] < ONE


@given(st.binary(max_size=96), st.integers(0, 2**60), st.integers(0, 2**60), st.integers(1, 2**60))
def test_more_power_never_wins_less(proof, power, more, others):
    total = power + more + others

    assert win_count(proof, power, total) <= win_count(proof, power + more, total) <= MAX_WIN_COUNT


@given(st.binary(max_size=96), st.integers(1, 2**60))
def test_no_power_never_wins(proof, total):
    assert win_count(proof, 0, total) == 0


def test_the_wins_of_an_epoch_average_five():
    # Ten miners with a tenth of the power each.
    epochs = 400
    wins = sum(win_count(bytes([miner, *epoch.to_bytes(2)]), 1, 10) for epoch in range(epochs) for miner in range(10))

    assert 4.7 < wins / epochs < 5.3


@pytest.mark.parametrize("total", [0, -5])
def test_a_network_without_power_elects_nobody(total):
    with pytest.raises(NoTotalPowerError, match=f"total power is {total}"):
        expected_wins(1, total)


@given(st.binary(min_size=65, max_size=65), st.integers(0, 100), st.integers(0, 100))
def test_more_power_never_loses_an_early_election(proof, power, more):
    total = power + more + 1

    assert wins_early_election(proof, power, total) <= wins_early_election(proof, power + more, total)


@given(st.binary(min_size=65, max_size=65), st.integers(0, 100), st.integers(1, 100))
def test_an_early_proof_is_a_fraction_of_the_greatest(proof, power, total):
    output = int.from_bytes(proof, "big")

    assert wins_early_election(proof, power, total) is early_output_wins(output, power, total)
    assert 0 <= output <= EARLY_GREATEST_OUTPUT == int.from_bytes(b"\xff" * 65, "big")


@given(st.integers(1, 1 << 60), st.data())
def test_an_early_proof_wins_exactly_if_its_fraction_is_below_the_share(total, data):
    power = data.draw(st.integers(0, total))
    limit = EARLY_GREATEST_OUTPUT * power // total
    near = st.integers(max(limit - 2, 0), min(limit + 2, EARLY_GREATEST_OUTPUT))
    output = data.draw(near | st.integers(0, EARLY_GREATEST_OUTPUT))

    won = Fraction(output, EARLY_GREATEST_OUTPUT) < Fraction(power, total)

    assert early_output_wins(output, power, total) is won
    assert wins_early_election(output.to_bytes(65, "big"), power, total) is won


def test_an_early_proof_has_65_bytes():
    with pytest.raises(ValueError, match="an early election proof has 65 bytes, not 64"):
        wins_early_election(bytes(64), 1, 1)


def test_published_expectation():
    # Lotus chain/types/testdata/TestLambdaFunction/10-100.golden.
    assert expected_wins(10, 100) == 57896044618658097711785492504343953926634992332820282019728792003956564819968
