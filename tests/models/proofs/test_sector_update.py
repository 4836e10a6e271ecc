"""Challenges of a sector update."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.conformance.xorshift import XorShift128
from filspec.proofs.fr import MODULUS, NonCanonicalError, encode_fr
from filspec.proofs.sector_update import update_challenge_count, update_challenges, update_partitions

node_counts = st.sampled_from([32, 64, 128, 512, 1024, 2**18])


@given(node_counts, st.integers(0, MODULUS - 1), st.data())
def test_a_partition_challenges_its_own_nodes_only(nodes, comm_r, data):
    partitions = update_partitions(nodes)
    partition = data.draw(st.integers(0, partitions - 1))
    challenges = update_challenges(nodes, encode_fr(comm_r), partition)
    assert len(challenges) == update_challenge_count(nodes)
    own = range(partition * nodes // partitions, (partition + 1) * nodes // partitions)
    assert all(challenge in own for challenge in challenges)


def test_a_partition_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"an update of 64 nodes has partitions 0 .. 0, got 1"):
        update_challenges(64, bytes(32), 1)


def test_a_commitment_outside_of_the_field_is_refused():
    with pytest.raises(NonCanonicalError, match="below r"):
        update_challenges(64, b"\xff" * 32, 0)


def test_published_challenges(vectors):
    published = [vector for vector in vectors("porep_challenges") if vector["kind"] == "snap_challenges"]
    assert published
    for vector in published:
        inputs = vector["inputs"]
        comm_r_new = encode_fr(XorShift128(bytes.fromhex(inputs["seed_hex"])).field_element())
        challenges = update_challenges(inputs["nodes"], comm_r_new, inputs["partition"], inputs["take"])
        assert list(challenges) == vector["expected"]["challenges"], vector["id"]
