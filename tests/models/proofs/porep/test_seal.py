"""Sealing and unsealing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.merkle.shape import TreeShape
from filspec.proofs.pieces.commitments import comm_p
from filspec.proofs.porep.parameters import porep_parameters
from filspec.proofs.porep.seal import DamagedReplicaError, seal, unseal
from filspec.proofs.poseidon.hashing import poseidon_node

ids = st.binary(min_size=32, max_size=32)


@settings(max_examples=10)
@given(
    st.binary(min_size=2032, max_size=2032),
    ids,
    st.integers(0, 2**64 - 1),
    ids,
    ids,
    st.sampled_from(ApiVersion),
)
def test_unsealing_gives_the_payload_back(payload, prover, number, ticket, porep_id, api_version):
    parameters = porep_parameters(2048, porep_id, api_version)
    sector = seal(parameters, prover, number, ticket, payload)
    assert unseal(parameters, sector.replica_id, sector.replica) == payload
    assert sector.comm_d == comm_p(payload)
    assert sector.comm_r == poseidon_node((sector.p_aux[:32], sector.p_aux[32:]))
    assert sector.is_intact()


@pytest.mark.parametrize("size", [4096, 16384, 32768])
def test_larger_test_sizes(size):
    payload = bytes(size // 128 * 127)
    parameters = porep_parameters(size, bytes(32), ApiVersion.V1_2_0)
    sector = seal(parameters, bytes(32), 1, bytes(32), payload)
    assert unseal(parameters, sector.replica_id, sector.replica) == payload


def test_any_number_of_nodes_and_layers_that_fit_a_shape(parameters):
    small = replace(parameters, nodes=8, layers=3, tree_shape=TreeShape(2))
    sector = seal(small, bytes(32), 1, bytes(32), bytes(range(254)))
    assert len(sector.column(5)) == 3
    assert unseal(small, sector.replica_id, sector.replica) == bytes(range(254))


def test_another_miner_gets_another_replica(parameters, payload, sector):
    other = seal(parameters, b"\x01" * 32, 7, b"\x0c" * 32, payload)
    assert other.comm_d == sector.comm_d
    assert other.comm_r != sector.comm_r


@given(st.data())
def test_a_changed_replica_is_noticed_where_it_changed(sector, data):
    place = data.draw(st.integers(0, len(sector.replica) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = bytearray(sector.replica)
    changed[place] ^= flip
    damaged = replace(sector, replica=bytes(changed))
    assert not damaged.is_intact()
    assert DamagedReplicaError(damaged).nodes == (place // 32,)


def test_a_shortened_replica_is_noticed(sector):
    damaged = DamagedReplicaError(replace(sector, replica=sector.replica[:-40]))
    assert damaged.nodes == (62, 63)
    assert "has 2008 bytes, nodes [62, 63] of 64 differ from tree_r_last" in str(damaged)


def test_data_that_does_not_fill_the_sector_is_refused(parameters):
    with pytest.raises(ValueError, match="a sector of 2048 bytes is sealed from 2032 bytes, got 2031"):
        seal(parameters, bytes(32), 1, bytes(32), bytes(2031))


def test_a_replica_of_another_size_cannot_be_unsealed(parameters, sector):
    with pytest.raises(ValueError, match="a replica has the 2048 bytes of its sector, got 2047"):
        unseal(parameters, sector.replica_id, sector.replica[1:])


def sealed_of(vectors, inputs):
    payload_of = {v["id"]: v["inputs"].get("data_hex") for v in vectors("porep_2kib") if v["kind"] == "sector_data"}
    porep_id, api_version = bytes.fromhex(inputs["porep_id_hex"]), ApiVersion(inputs["api_version"])
    parameters = replace(porep_parameters(32 * inputs["nodes"], porep_id, api_version), layers=inputs["layers"])
    prover, ticket = bytes.fromhex(inputs["prover_id_hex"]), bytes.fromhex(inputs["ticket_hex"])
    return seal(parameters, prover, inputs["sector_id"], ticket, bytes.fromhex(payload_of[inputs["data"]]))


def test_published_sectors(vectors):
    published = [vector for vector in vectors("porep_2kib") if vector["kind"] == "seal"]
    assert published
    for vector in published:
        sector = sealed_of(vectors, vector["inputs"])
        assert sector.comm_d.hex() == vector["expected"]["comm_d_hex"], vector["id"]
        assert sector.comm_r.hex() == vector["expected"]["comm_r_hex"], vector["id"]


def test_published_sector_data(vectors):
    published = [vector for vector in vectors("porep_2kib") if vector["kind"] == "sector_data"]
    assert published
    for vector in published:
        payload = bytes.fromhex(vector["inputs"]["data_hex"])
        assert len(payload) == vector["inputs"]["unpadded_bytes"], vector["id"]
        assert comm_p(payload).hex() == vector["expected"]["comm_d_hex"], vector["id"]


def test_published_intermediate_values(vectors):
    published = [vector for vector in vectors("porep_2kib") if vector["kind"] == "seal_intermediates"]
    assert published
    for vector in published:
        sector, expected = sealed_of(vectors, vector["inputs"]), dict(vector["expected"])
        for layer, labels in enumerate(sector.labels, start=1):
            for node in (0, 1, 63):
                assert labels[node].hex() == expected[f"layer{layer}_node{node}"], (vector["id"], layer, node)
        assert sector.replica_id.hex() == expected["replica_id_hex"], vector["id"]
        assert sector.comm_c.hex() == expected["comm_c_hex"], vector["id"]
        assert sector.comm_r_last.hex() == expected["comm_r_last_hex"], vector["id"]
