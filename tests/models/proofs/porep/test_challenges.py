"""Challenges of a PoRep."""

from dataclasses import replace
from hashlib import blake2b, sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.chacha import chacha_keystream
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


@given(ids, seeds, st.sampled_from([64, 2**18, 2**30]), st.integers(1, 5), st.integers(0, 3))
def test_each_selected_index_is_four_bytes_of_the_selection_keystream(replica_id, seed, nodes, count, partition):
    # Source: FIP-0059; proofs-facts section 9.
    key = blake2b(replica_id + seed, digest_size=32, key=b"filecoin.io|PoRep|1|Synthetic|1|Selection").digest()
    keystream = chacha_keystream(key, b"synth-porep\0", 80)
    words = [int.from_bytes(keystream[4 * place :][:4], "little") for place in range(20)]
    selected = [word % min(nodes, 2**18) for word in words[count * partition :][:count]]
    assert synthetic_selection(nodes, replica_id, seed, count, partition) == tuple(selected)


@given(ids, ids, st.integers(2, 2**40), st.integers(0, 40))
def test_each_synthetic_challenge_is_32_bytes_of_the_generation_keystream(replica_id, comm_r, nodes, index):
    key = blake2b(replica_id + comm_r, digest_size=32, key=b"filecoin.io|PoRep|1|Synthetic|1|Generation").digest()
    drawn = chacha_keystream(key, b"synth-porep\0", 32 * (index + 1))[32 * index :]
    assert synthetic_challenge(nodes, replica_id, comm_r, index) == int.from_bytes(drawn, "little") % (nodes - 1) + 1


@given(ids, ids, st.integers(2, 2**40), st.integers(1, 5), st.integers(0, 3))
def test_each_hashed_challenge_counts_on_over_the_partitions(replica_id, other, nodes, count, partition):
    def drawn(preimage):
        numbers = range(count * partition, count * (partition + 1))
        hashed = [sha256(preimage + number.to_bytes(4, "little")).digest() for number in numbers]
        return tuple(int.from_bytes(digest, "little") % (nodes - 1) + 1 for digest in hashed)

    label = b"filecoin.io|PoRep|1|NonInteractive|1"
    assert interactive_challenges(nodes, replica_id, other, count, partition) == drawn(replica_id + other)
    assert non_interactive_challenges(nodes, replica_id, other, count, partition) == drawn(label + replica_id + other)


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
