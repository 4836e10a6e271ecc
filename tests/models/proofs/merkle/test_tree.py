"""Trees and inclusion proofs."""

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.merkle.hashers import sha256_node
from filspec.proofs.merkle.tree import InclusionProof, build_tree, split_nodes

nodes = st.binary(min_size=32, max_size=32)


@st.composite
def trees(draw):
    arities = tuple(draw(st.lists(st.sampled_from([2, 4, 8]), min_size=1, max_size=3)))
    leaves = draw(st.lists(nodes, min_size=prod(arities), max_size=prod(arities), unique=True))
    return build_tree(leaves, arities, sha256_node)


@given(trees(), st.data())
def test_an_opened_leaf_leads_to_the_root_from_its_place_only(tree, data):
    index = data.draw(st.integers(0, len(tree.leaves) - 1))
    other = data.draw(st.integers(0, len(tree.leaves) - 1))
    proof = tree.prove(index)
    assert proof.leaf == tree.leaves[index]
    assert (proof.root(other, sha256_node) == tree.root) is (other == index)


@given(trees(), st.data())
def test_another_leaf_leads_to_another_root(tree, data):
    index = data.draw(st.integers(0, len(tree.leaves) - 1))
    forged = data.draw(nodes.filter(lambda node: node != tree.leaves[index]))
    assert InclusionProof(forged, tree.prove(index).siblings).root(index, sha256_node) != tree.root


@given(trees())
def test_a_path_has_a_row_of_siblings_for_every_level(tree):
    assert tuple(len(row) + 1 for row in tree.prove(0).siblings) == tree.arities


def test_a_single_leaf_is_its_own_root():
    tree = build_tree([b"\x01" * 32], (), sha256_node)
    assert tree.root == tree.prove(0).root(0, sha256_node) == b"\x01" * 32


def test_a_leaf_that_is_not_there_cannot_be_opened():
    tree = build_tree([bytes(32)] * 2, (2,), sha256_node)
    with pytest.raises(IndexError, match="leaf 2 of a tree with 2 leaves"):
        tree.prove(2)


def test_leaves_that_do_not_split_are_refused():
    with pytest.raises(ValueError, match="3 nodes do not split into families of 2"):
        build_tree([bytes(32)] * 3, (2,), sha256_node)


def test_too_few_levels_are_refused():
    with pytest.raises(ValueError, match=r"arities \(2,\) leave 2 roots over 4 leaves"):
        build_tree([bytes(32)] * 4, (2,), sha256_node)


@given(st.lists(nodes, max_size=5))
def test_split_nodes_join_again(pieces):
    assert split_nodes(b"".join(pieces)) == tuple(pieces)
