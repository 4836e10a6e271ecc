"""SDR labels: the slow, sequential part of sealing.

A layer is labelled node after node. The label of a node hashes the replica id, the layer, the node and 37
parent labels, so it cannot be had without those of its parents, which reach back through the layer and into
the layer before:

    label(layer, node) = trim(SHA-256(replica_id | layer u32 BE | node u64 BE | 20 zero bytes | 37 parent
    labels))

Fewer than 37 parents are repeated in turn: six base parents in the first layer, fourteen parents later. Node
0 has none.

Source: proofs-facts section 7; rust-fil-proofs
storage-proofs-porep/src/stacked/vanilla/create_label/single.rs, labeling_proof.rs.
"""

from collections.abc import Sequence
from hashlib import sha256

from filspec.proofs.fr import trim
from filspec.proofs.graph.drsample import BASE_DEGREE
from filspec.proofs.graph.parent_table import parent_table
from filspec.proofs.graph.stacked_graph import StackedGraph

LABEL_PARENTS = 37
"""Parent labels hashed into a label, repetitions included."""

Layer = tuple[bytes, ...]
"""The labels of one layer, by node."""


def label(replica_id: bytes, layer: int, node: int, parent_labels: Sequence[bytes]) -> bytes:
    """Label one node.

    Args:
        replica_id: 32 bytes.
        layer: Counted from 1.
        node: Number of the node.
        parent_labels: In layer 1 those of the six base parents; later these, then those of the eight expander
            parents in the layer below. Ignored for node 0.
    """
    head = replica_id + layer.to_bytes(4, "big") + node.to_bytes(8, "big") + bytes(20)
    if node == 0:
        return trim(sha256(head).digest())
    rounds, rest = divmod(LABEL_PARENTS, len(parent_labels))
    return trim(sha256(head + b"".join(parent_labels) * rounds + b"".join(parent_labels[:rest])).digest())


def label_layers(graph: StackedGraph, replica_id: bytes, layers: int) -> tuple[Layer, ...]:
    """Label all nodes of all layers.

    Args:
        graph: The edges.
        replica_id: 32 bytes.
        layers: Two or eleven on the network; any number works.

    Returns:
        The layers, the first one first. The last is the key that encodes the data.
    """
    table = parent_table(graph)
    labelled: list[Layer] = []
    for layer in range(1, layers + 1):
        below = labelled[-1] if labelled else None
        labelled.append(_label_layer(replica_id, layer, table, below))
    return tuple(labelled)


def _label_layer(replica_id: bytes, layer: int, table: tuple[tuple[int, ...], ...], below: Layer | None) -> Layer:
    """Label one layer over the one below it; the first has none below."""
    labels: list[bytes] = []
    for node, parents in enumerate(table):
        if node == 0:
            parent_labels = []
        else:
            parent_labels = [labels[parent] for parent in parents[:BASE_DEGREE]]
            if below is not None:
                parent_labels += [below[parent] for parent in parents[BASE_DEGREE:]]
        labels.append(label(replica_id, layer, node, parent_labels))
    return tuple(labels)
