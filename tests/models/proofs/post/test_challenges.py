"""Challenges of a PoSt."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import is_canonical
from filspec.proofs.post.challenges import (
    challenge_index,
    leaf_challenge,
    post_randomness,
    winning_sector_index,
)

randomness = st.binary(min_size=32, max_size=32)
numbers = st.integers(0, 2**64 - 1)


@given(randomness, numbers, numbers, st.integers(1, 2**31))
def test_a_challenged_leaf_is_in_the_replica(random, sector, index, nodes):
    assert 0 <= leaf_challenge(random, sector, index, nodes) < nodes


@given(randomness, randomness, numbers, numbers, st.integers(1, 2**31))
def test_draws_are_eight_bytes_of_a_hash_over_all_that_they_depend_on(random, prover, sector, index, count):
    # Source: proofs-facts section 11; all numbers are eight bytes, little endian.
    def drawn(*parts):
        return int.from_bytes(sha256(b"".join(parts)).digest()[:8], "little") % count

    number, place = sector.to_bytes(8, "little"), index.to_bytes(8, "little")
    assert leaf_challenge(random, sector, index, count) == drawn(random, number, place)
    assert winning_sector_index(prover, random, count, index) == drawn(prover, random, place)
    assert winning_sector_index(prover, random, count) == drawn(prover, random, bytes(8))


@given(randomness, randomness, st.integers(1, 10**6))
def test_the_winning_sector_is_one_of_the_miner_s(prover, random, sectors):
    assert 0 <= winning_sector_index(prover, random, sectors) < sectors


@given(randomness)
def test_randomness_becomes_a_field_element(random):
    assert is_canonical(post_randomness(random))


@given(st.integers(0, 100), st.integers(1, 20), st.data())
def test_indices_are_distinct_over_all_sectors_until_version_1_2_0(sector_index, count, data):
    number = data.draw(st.integers(0, count - 1))
    for version in (ApiVersion.V1_0_0, ApiVersion.V1_1_0):
        assert divmod(challenge_index(version, sector_index, count, number), count) == (sector_index, number)
    assert challenge_index(ApiVersion.V1_2_0, sector_index, count, number) == number


def test_no_sector_no_winner():
    with pytest.raises(ValueError, match="without a provable sector"):
        winning_sector_index(bytes(32), bytes(32), 0)


def test_published_leaves(vectors):
    published = [vector for vector in vectors("post_challenges") if vector["kind"] == "post_leaf"]
    assert published
    for vector in published:
        inputs = vector["inputs"]
        random, nodes = bytes.fromhex(inputs["randomness_hex"]), inputs["sector_size"] // 32
        leaf = leaf_challenge(random, inputs["sector_id"], inputs["challenge_index"], nodes)
        assert leaf == vector["expected"]["leaf"], vector["id"]


def test_published_indices(vectors):
    published = [vector for vector in vectors("post_challenges") if vector["kind"] == "challenge_index"]
    assert published
    for vector in published:
        inputs = vector["inputs"]
        index = challenge_index(
            ApiVersion(inputs["api_version"]), inputs["sector_index"], inputs["challenge_count"], inputs["n"]
        )
        assert index == vector["expected"]["index"], vector["id"]
