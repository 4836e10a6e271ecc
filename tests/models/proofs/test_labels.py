"""SDR labels."""

from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import is_canonical, trim
from filspec.proofs.graph.stacked_graph import StackedGraph
from filspec.proofs.labels import label, label_layers

nodes32 = st.binary(min_size=32, max_size=32)


@given(nodes32, st.integers(1, 11), st.integers(1, 2**31), st.lists(nodes32, min_size=14, max_size=14))
def test_a_later_layer_hashes_fourteen_parents_twice_and_nine_of_them_again(replica_id, layer, node, parents):
    head = replica_id + layer.to_bytes(4, "big") + node.to_bytes(8, "big") + bytes(20)
    repeated = b"".join([*parents, *parents, *parents[:9]])
    assert label(replica_id, layer, node, parents) == trim(sha256(head + repeated).digest())


@given(nodes32, st.lists(nodes32, min_size=6, max_size=6))
def test_the_first_layer_hashes_six_parents_six_times_and_the_first_again(replica_id, parents):
    head = replica_id + (1).to_bytes(4, "big") + (5).to_bytes(8, "big") + bytes(20)
    assert label(replica_id, 1, 5, parents) == trim(sha256(head + b"".join(parents) * 6 + parents[0]).digest())


@settings(max_examples=10)
@given(st.integers(1, 40), st.integers(1, 4), nodes32, st.sampled_from(ApiVersion))
def test_every_label_follows_from_those_of_its_parents(nodes, layers, replica_id, api_version):
    graph = StackedGraph(nodes, bytes(32), api_version)
    labels = label_layers(graph, replica_id, layers)
    assert len(labels) == layers
    for number, layer in enumerate(labels, start=1):
        for node, shown in enumerate(layer):
            parents = [layer[parent] for parent in graph.base_parents(node)]
            if number > 1:
                parents += [labels[number - 2][parent] for parent in graph.expander_parents(node)]
            assert shown == label(replica_id, number, node, parents)
            assert is_canonical(shown)


def test_the_last_label_of_eleven_layers():
    # Source: rust-fil-proofs storage-proofs-porep/tests/stacked_vanilla.rs, 2 KiB, version 1.0.0
    graph = StackedGraph(64, bytes(32), ApiVersion.V1_0_0)
    last = label_layers(graph, b"\x09" * 32, 11)[-1][-1]
    assert last.hex() == "04ba0f9a6ba9fad35e4806d183a281eab3c25afa9a1bd5e3378da6f1f4f46204"


def test_published_last_labels(vectors):
    published = [vector for vector in vectors("labels") if vector["kind"] == "label_last"]
    assert published
    for vector in published:
        inputs = vector["inputs"]
        api_version = ApiVersion(inputs["api_version"])
        graph = StackedGraph(inputs["nodes"], bytes.fromhex(inputs["porep_id_hex"]), api_version)
        last = label_layers(graph, bytes.fromhex(inputs["replica_id_hex"]), inputs["layers"])[-1][-1]
        assert last.hex() == vector["expected"]["label_last_layer_last_node_le_hex"], vector["id"]
