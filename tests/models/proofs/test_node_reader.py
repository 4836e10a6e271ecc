"""Reading proofs from bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import MODULUS, encode_fr
from filspec.proofs.node_reader import NodeReader, flat_inclusion
from filspec.proofs.verdict import Refusal, RefusedProofError

nodes = st.integers(0, MODULUS - 1).map(encode_fr)


@given(st.lists(st.sampled_from([2, 3, 8]), max_size=3).map(tuple), st.data())
def test_an_inclusion_proof_survives_its_bytes(arities, data):
    count = 1 + sum(arity - 1 for arity in arities)
    flat = b"".join(data.draw(st.lists(nodes, min_size=count, max_size=count)))
    with NodeReader(flat) as reader:
        inclusion = reader.inclusion(arities)
    assert tuple(len(row) + 1 for row in inclusion.siblings) == arities
    assert flat_inclusion(inclusion) == flat


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        (bytes(31), "the proof ends at byte 31, within a node of 32 bytes"),
        (bytes(33), "the proof has 32 bytes, 1 more follow"),
        (b"\xff" * 32, "the node at byte 0 is not below the field's modulus"),
    ],
)
def test_bytes_that_are_no_node_are_refused(proof, message):
    with pytest.raises(RefusedProofError, match=message) as refused, NodeReader(proof) as reader:
        reader.node()
    assert refused.value.refusal is Refusal.MALFORMED_PROOF
