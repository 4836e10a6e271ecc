"""Matrices over the field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import MODULUS
from filspec.proofs.poseidon.matrix import (
    identity,
    inverse,
    mds_matrix,
    power,
    product,
    times_vector,
    transpose,
)

elements = st.integers(0, MODULUS - 1)
squares = st.integers(1, 4).flatmap(
    lambda size: st.tuples(*[st.tuples(*[elements] * size)] * size),
)


@given(squares, st.integers(0, 7))
def test_a_power_is_that_many_products(matrix, exponent):
    expected = identity(len(matrix))
    for _ in range(exponent):
        expected = product(expected, matrix)
    assert power(matrix, exponent) == expected


@given(squares)
def test_a_product_acts_like_its_factors_in_turn(matrix):
    vector = tuple(range(1, len(matrix) + 1))
    assert times_vector(product(matrix, matrix), vector) == times_vector(matrix, times_vector(matrix, vector))


@pytest.mark.parametrize("width", [2, 3, 9, 12])
def test_the_mds_matrix_is_symmetric_and_invertible(width):
    mds = mds_matrix(width)
    assert transpose(mds) == mds
    assert product(mds, inverse(mds)) == identity(width)


@pytest.mark.parametrize("width", [3, 5])
def test_every_entry_of_the_mds_matrix_is_the_inverse_of_a_sum(width):
    for i, row in enumerate(mds_matrix(width)):
        assert [entry * (i + width + j) % MODULUS for j, entry in enumerate(row)] == [1] * width
