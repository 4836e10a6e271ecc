"""SDR labels (proofs-facts section 7)."""

from filspec.conformance.computations import Computed, computes
from filspec.conformance.golden_topics.proof_inputs import graph, node
from filspec.conformance.vector import Vector
from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.labels import label_layers

SECONDS_PER_LABEL = 1e-5


@computes("label_last")
def label_last(vector: Vector) -> Computed:
    """Label all layers and return the last label of the last."""
    inputs = vector.inputs
    edges = graph(inputs)
    vector.agree("sector_bytes", edges.nodes * NODE_BYTES)
    layers = inputs["layers"].count()
    if layers == 0:
        raise inputs["layers"].wrong("one layer or more")
    vector.takes(edges.nodes * layers * SECONDS_PER_LABEL)
    labelled = label_layers(edges, node(inputs["replica_id_hex"]), layers)
    return {"label_last_layer_last_node_le_hex": labelled[-1][-1].hex()}
