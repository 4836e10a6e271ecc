"""The Feistel permutation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.graph.feistel import FeistelPermutation, feistel_keys

words = st.integers(0, 2**64 - 1)
permutations = st.builds(FeistelPermutation, st.integers(1, 300), st.tuples(words, words, words))


@given(permutations)
def test_it_is_a_bijection(permutation):
    assert sorted(map(permutation.permute, range(permutation.size))) == list(range(permutation.size))


@given(permutations, st.data())
def test_inversion_leads_back(permutation, data):
    index = data.draw(st.integers(0, permutation.size - 1))
    assert permutation.invert(permutation.permute(index)) == index


@given(st.integers(1, 2**34))
def test_the_halves_are_the_smallest_that_hold_the_size(size):
    half = FeistelPermutation(size, (1, 2, 3)).half_bits
    assert 4**half >= size
    assert half == 1 or 4 ** (half - 1) < size


@pytest.mark.parametrize("size", [4, 16, 64, 256])
def test_powers_of_four_need_no_walk(size):
    permutation = FeistelPermutation(size, (1, 2, 3, 4))
    assert all(permutation.single_pass(index) < size for index in range(size))


def test_keys_follow_from_the_porep_id():
    assert len(set(feistel_keys(bytes(32)))) == 4
    assert feistel_keys(bytes(32)) != feistel_keys(b"\x01" + bytes(31))


def test_published_permutations(vectors):
    published = [vector for vector in vectors("exp_parents") if vector["kind"] == "feistel_bijection"]
    assert published
    for vector in published:
        size, expected = vector["inputs"]["n"], vector["expected"]
        permutation = FeistelPermutation(size, tuple(vector["inputs"]["keys"]))
        in_range = all(permutation.single_pass(index) < size for index in range(size))
        assert in_range is expected["single_pass_in_range"], vector["id"]
        images = [permutation.permute(index) for index in range(size)]
        assert (sorted(images) == list(range(size))) is expected.get("walked_is_permutation", True), vector["id"]
