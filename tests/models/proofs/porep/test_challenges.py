"""Challenges of a PoRep."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import MODULUS, encode_fr
from filspec.proofs.porep.challenges import (
    interactive_challenges,
    non_interactive_challenges,
    porep_challenges,
    synthetic_challenge,
    synthetic_challenges,
    synthetic_selection,
)
from filspec.proofs.porep.parameters import porep_parameters
from filspec.proofs.registered_seal import ChallengeSource

ids = st.integers(0, MODULUS - 1).map(encode_fr)
seeds = st.binary(min_size=32, max_size=32)
sources = st.sampled_from(ChallengeSource)


@given(sources, ids, ids, seeds, st.integers(0, 5))
def test_node_0_is_never_challenged_and_no_node_is_beyond_the_sector(source, replica_id, comm_r, seed, partition):
    parameters = porep_parameters(2048, bytes(32), ApiVersion.V1_2_0, source)
    challenges = porep_challenges(parameters, replica_id, comm_r, seed, partition)
    assert len(challenges) == parameters.challenges_per_partition
    assert all(0 < node < 64 for node in challenges)


@given(sources, ids, ids, seeds, st.integers(1, 5), st.integers(1, 5))
def test_partitions_cut_one_sequence(source, replica_id, comm_r, seed, per_partition, partitions):
    narrow = replace(
        porep_parameters(2048, bytes(32), ApiVersion.V1_2_0, source), challenges_per_partition=per_partition
    )
    wide = replace(narrow, challenges_per_partition=per_partition * partitions)
    pieces = [porep_challenges(narrow, replica_id, comm_r, seed, number) for number in range(partitions)]
    assert sum(pieces, ()) == porep_challenges(wide, replica_id, comm_r, seed, 0)


@given(ids, ids, st.integers(1, 40))
def test_a_synthetic_challenge_is_an_entry_of_the_whole_list(replica_id, comm_r, count):
    whole = synthetic_challenges(1024, replica_id, comm_r, count)
    assert whole == tuple(synthetic_challenge(1024, replica_id, comm_r, index) for index in range(count))


@given(ids, seeds)
def test_the_seed_selects_among_all_synthetic_challenges(replica_id, seed):
    assert all(0 <= index < 64 for index in synthetic_selection(64, replica_id, seed, 18, 3))


@pytest.mark.parametrize("source", [ChallengeSource.INTERACTIVE, ChallengeSource.NON_INTERACTIVE])
def test_what_a_source_does_not_use_does_not_change_it(source):
    parameters = porep_parameters(2048, bytes(32), ApiVersion.V1_2_0, source)
    first = porep_challenges(parameters, b"\x01" * 32, b"\x02" * 32, b"\x03" * 32, 0)
    if source is ChallengeSource.INTERACTIVE:
        assert first == porep_challenges(parameters, b"\x01" * 32, b"\x04" * 32, b"\x03" * 32, 0)
    else:
        assert first == porep_challenges(parameters, b"\x01" * 32, b"\x02" * 32, b"\x04" * 32, 0)


def test_non_interactive_challenges_depend_on_the_commitment():
    several = {non_interactive_challenges(2**30, bytes(32), bytes([byte]) * 32, 2, 0) for byte in range(8)}
    assert len(several) == 8


def test_published_synthetic_challenges(vectors):
    published = [vector for vector in vectors("porep_challenges") if vector["kind"] == "synth_generate"]
    assert published
    for vector in published:
        inputs = vector["inputs"]
        replica_id, comm_r = encode_fr(int(inputs["replica_id_fr"])), encode_fr(int(inputs["comm_r_fr"]))
        challenges = synthetic_challenges(inputs["nodes"], replica_id, comm_r, inputs["count"])
        assert list(challenges) == vector["expected"]["challenges"], vector["id"]


def test_published_interactive_challenges(vectors):
    published = [vector for vector in vectors("porep_challenges") if vector["kind"] == "interactive"]
    assert published
    for vector in published:
        inputs = vector["inputs"]
        replica_id, seed = bytes.fromhex(inputs["replica_id_hex"]), bytes.fromhex(inputs["seed_hex"])
        challenges = interactive_challenges(inputs["nodes"], replica_id, seed, inputs["per_partition"], inputs["k"])
        assert list(challenges) == vector["expected"]["challenges"], vector["id"]
