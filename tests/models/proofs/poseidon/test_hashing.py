"""Hashing with Poseidon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import MODULUS, NonCanonicalError, encode_fr
from filspec.proofs.merkle.tree import build_tree
from filspec.proofs.poseidon.domain_tags import SPONGE_TAG, merkle_tag
from filspec.proofs.poseidon.hashing import (
    hash_md,
    poseidon,
    poseidon_constant_length,
    poseidon_merkle,
    poseidon_node,
    poseidon_sponge,
)
from filspec.proofs.poseidon.permutation import permutation
from filspec.proofs.poseidon.round_numbers import Strength

elements = st.integers(0, MODULUS - 1)


def of_kind(vectors, kind):
    found = [vector for vector in vectors("poseidon") if vector["kind"] == kind]
    assert found
    return found


@given(st.lists(elements, min_size=1, max_size=4), elements)
def test_one_block_of_a_sponge_is_a_plain_hash(preimage, tag):
    assert poseidon_sponge(preimage, tag, arity=4) == poseidon(preimage, tag, arity=4)


@given(st.lists(elements, min_size=3, max_size=4))
def test_a_second_block_is_added_to_the_permuted_state(preimage):
    # Given the state after the first block of two elements
    held = permutation(2)((SPONGE_TAG, *preimage[:2]))
    # When the rest is added to it by hand
    rest = [*preimage[2:], 0][:2]
    state = permutation(2)((held[0], *((a + b) % MODULUS for a, b in zip(held[1:], rest, strict=True))))
    # Then the sponge gives the same element
    assert poseidon_sponge(preimage, SPONGE_TAG, arity=2) == state[1]


@given(st.lists(elements, min_size=2, max_size=2))
def test_the_node_hash_is_the_merkle_hash_of_decoded_nodes(children):
    assert poseidon_node(tuple(map(encode_fr, children))) == encode_fr(poseidon_merkle(children))


@given(st.lists(elements, min_size=1, max_size=36))
def test_short_preimages_of_hash_md_take_one_step_or_none(preimage):
    expected = preimage[0] if len(preimage) == 1 else poseidon(preimage, merkle_tag(36), arity=36)
    assert hash_md(preimage) == expected


def test_a_node_outside_of_the_field_is_refused():
    with pytest.raises(NonCanonicalError, match="below r"):
        poseidon_node((b"\xff" * 32, bytes(32)))


def test_too_long_a_preimage_is_refused():
    with pytest.raises(ValueError, match="3 elements do not fit into a Poseidon state of arity 2"):
        poseidon([1, 2, 3], merkle_tag(2), arity=2)


def test_nothing_cannot_be_chained():
    with pytest.raises(ValueError, match="the preimage is empty"):
        hash_md([])


def test_published_merkle_hashes(vectors):
    for vector in of_kind(vectors, "poseidon_merkle"):
        inputs = vector["inputs"]
        digest = poseidon_merkle([int(element) for element in inputs["preimage"]], Strength(inputs["strength"]))
        assert encode_fr(digest).hex() == vector["expected"]["digest_le_hex"], vector["id"]


def test_published_node_hashes(vectors):
    for vector in of_kind(vectors, "poseidon_merkle_le"):
        digest = poseidon_node(tuple(map(bytes.fromhex, vector["inputs"]["preimage_le_hex"])))
        assert digest.hex() == vector["expected"]["digest_le_hex"], vector["id"]


def test_published_constant_length_hashes(vectors):
    for vector in of_kind(vectors, "poseidon_constlen4"):
        inputs = vector["inputs"]
        preimage = [int(element) for element in inputs["absorb"]]
        digest = poseidon_constant_length(preimage, inputs["arity"], Strength(inputs["strength"]))
        assert encode_fr(digest).hex() == vector["expected"]["digest_le_hex"], vector["id"]


def test_published_chained_hash(vectors):
    for vector in of_kind(vectors, "poseidon_md"):
        element, times = int(vector["inputs"]["elements"].split()[0]), int(vector["inputs"]["elements"].split()[-2])
        assert encode_fr(hash_md([element] * times)).hex() == vector["expected"]["digest_le_hex"], vector["id"]


def test_published_trees(vectors):
    for vector in of_kind(vectors, "poseidon_tree"):
        leaves = [encode_fr(int(leaf)) for leaf in vector["inputs"]["leaves"]]
        tree = build_tree(leaves, tuple(vector["inputs"]["arities"]), poseidon_node)
        assert tree.root.hex() == vector["expected"]["root_le_hex"], vector["id"]
