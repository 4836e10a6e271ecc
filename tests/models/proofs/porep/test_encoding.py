"""Encoding and decoding of nodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import MODULUS, NonCanonicalError, decode_fr, encode_fr
from filspec.proofs.porep.encoding import decode, decode_node, encode, encode_node

elements = st.integers(0, MODULUS - 1).map(encode_fr)


@given(elements, elements)
def test_decoding_subtracts_what_encoding_added(label, node):
    encoded = encode_node(label, node)
    assert decode_node(label, encoded) == node
    assert (decode_fr(label) + decode_fr(node) - decode_fr(encoded)) % MODULUS == 0


@given(st.lists(st.tuples(elements, elements), min_size=1, max_size=5))
def test_whole_layers(pairs):
    key, nodes = zip(*pairs, strict=True)
    assert decode(key, encode(key, nodes)) == nodes


@given(st.integers(0, 4), st.integers(0, 4))
def test_a_layer_and_its_nodes_are_equally_many(labels, nodes):
    for translate in (encode, decode):
        if labels == nodes:
            assert len(translate([bytes(32)] * labels, [bytes(32)] * nodes)) == nodes
        else:
            with pytest.raises(ValueError, match=r"argument 2 is (shorter|longer)"):
                translate([bytes(32)] * labels, [bytes(32)] * nodes)


def test_a_node_outside_of_the_field_is_refused():
    with pytest.raises(NonCanonicalError, match="below r"):
        decode_node(bytes(32), b"\xff" * 32)
