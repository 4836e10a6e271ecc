"""A PoRep as bytes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.porep.proof import ColumnProof, decode_porep_proof, encode_porep_proof
from filspec.proofs.porep.prove import porep_proof
from filspec.proofs.verdict import RefusedProofError

SEED = b"\x0d" * 32


def test_a_proof_survives_its_bytes(parameters, sector):
    opened = porep_proof(sector, SEED)
    assert decode_porep_proof(parameters, encode_porep_proof(opened)) == opened


def test_a_2_kib_proof_is_as_long_as_its_parameters_say(sector):
    # Given 2 challenges, each with paths of data and replica, and 15 columns of 2 labels and a path
    nodes = 2 + 2 * (7 + 15 + 15 * (2 + 14))
    assert len(encode_porep_proof(porep_proof(sector, SEED))) == 32 * nodes


@given(st.integers(0, 16831))
def test_no_part_of_a_proof_can_be_read_as_a_whole(parameters, sector, length):
    proof = encode_porep_proof(porep_proof(sector, SEED))
    with pytest.raises(RefusedProofError, match=f"the proof ends at byte {length}, within a node"):
        decode_porep_proof(parameters, proof[:length])


@given(st.binary(min_size=1, max_size=64))
def test_nothing_may_follow_a_proof(parameters, sector, more):
    proof = encode_porep_proof(porep_proof(sector, SEED))
    with pytest.raises(RefusedProofError, match=f"the proof has 16832 bytes, {len(more)} more follow"):
        decode_porep_proof(parameters, proof + more)


@given(st.integers(0, 63), st.integers(0, 63), st.integers(0, 1))
def test_a_column_leads_to_comm_c_from_its_node_and_with_its_labels_only(sector, node, other, layer):
    column = ColumnProof(sector.column(node), sector.tree_c.prove(node).siblings)
    assert (column.root(other) == sector.comm_c) is (other == node)
    labels = list(column.labels)
    labels[layer] = sector.column(other)[layer]
    assert (replace(column, labels=tuple(labels)).root(node) == sector.comm_c) is (other == node)
