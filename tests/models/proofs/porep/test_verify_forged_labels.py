"""Provers that make labels up: whatever they rebuild over them, a label that is recomputed gives them away."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.proofs.fr import MODULUS, encode_fr
from filspec.proofs.graph.parent_table import parent_table
from filspec.proofs.labels import label
from filspec.proofs.merkle.hashers import poseidon_node
from filspec.proofs.merkle.tree import build_tree
from filspec.proofs.porep.encoding import encode
from filspec.proofs.porep.prove import porep_statement, prove_porep
from filspec.proofs.porep.seal import seal
from filspec.proofs.porep.verify import verify_porep
from filspec.proofs.verdict import ACCEPTED, Refusal

SEED = b"\x0d" * 32
NODES = 64
elements = st.integers(0, MODULUS - 1).map(encode_fr)


def rebuilt(sector, layers):
    """A sector with these labels; its replica, both trees over it and comm_r are made from them."""
    arities = sector.parameters.tree_arities
    nodes = encode(layers[-1], sector.tree_d.leaves)
    return replace(
        sector,
        labels=tuple(map(tuple, layers)),
        replica=b"".join(nodes),
        tree_c=build_tree(tuple(map(poseidon_node, zip(*layers, strict=True))), arities, poseidon_node),
        tree_r_last=build_tree(nodes, arities, poseidon_node),
    )


def labelled_over(sector, layer, below):
    """The honest labels of a layer over any labels below it."""
    labels = []
    for node, parents in enumerate(parent_table(sector.parameters.graph)):
        own = [labels[parent] for parent in parents[:6]] if node else []
        others = [below[parent] for parent in parents[6:]] if node else []
        labels.append(label(sector.replica_id, layer, node, own + others))
    return labels


def verdict_of(sector):
    return verify_porep(sector.parameters, porep_statement(sector, SEED), prove_porep(sector, SEED))


@pytest.fixture(scope="module", params=[2, 3])
def layered(request, parameters, payload):
    """A sector of so many layers; 2 KiB sectors have two, large ones eleven."""
    return seal(replace(parameters, layers=request.param), bytes(32), 7, b"\x0c" * 32, payload)


def test_rebuilding_over_the_honest_labels_gives_the_honest_sector(layered):
    layers = [layered.labels[0]]
    for layer in range(2, layered.parameters.layers + 1):
        layers.append(labelled_over(layered, layer, layers[-1]))
    again = rebuilt(layered, layers)
    assert (again.labels, again.replica, again.comm_r) == (layered.labels, layered.replica, layered.comm_r)
    assert verdict_of(again) == ACCEPTED


@settings(max_examples=3)
@given(first=st.integers(0, MODULUS - 1 - NODES))
def test_a_layer_that_was_made_up_is_refused_at_this_layer(layered, first):
    for layer in range(1, layered.parameters.layers + 1):
        # Given a miner that makes one layer up, labels the later ones honestly and rebuilds all else
        layers = list(layered.labels)
        layers[layer - 1] = [encode_fr(first + node) for node in range(NODES)]
        for later in range(layer + 1, layered.parameters.layers + 1):
            layers[later - 1] = labelled_over(layered, later, layers[later - 2])
        # When, then
        verdict = verdict_of(rebuilt(layered, layers))
        assert verdict.refusal is Refusal.WRONG_LABEL
        assert verdict.details.startswith(f"layer {layer}, node ")


@given(st.data(), st.integers(0, NODES - 1), elements)
def test_one_label_that_was_made_up_is_refused_exactly_if_a_challenge_reads_it(layered, data, node, element):
    # Given a miner that changes one label, computes no other label again, and rebuilds all else
    layer = data.draw(st.integers(1, layered.parameters.layers))
    layers = [list(labels) for labels in layered.labels]
    changed, layers[layer - 1][node] = layers[layer - 1][node] != element, element
    # When
    verdict = verdict_of(rebuilt(layered, layers))
    # Then a challenge reads it as its own label, as a base parent's, or as an expander parent's one layer below
    graph = layered.parameters.graph
    read = any(
        node in (challenge, *graph.base_parents(challenge))
        or (layer < layered.parameters.layers and node in graph.expander_parents(challenge))
        for challenge in porep_statement(layered, SEED).challenges(layered.parameters, 0)
    )
    assert verdict.refusal is (Refusal.WRONG_LABEL if read and changed else None)
