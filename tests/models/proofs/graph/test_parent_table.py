"""The parents of all nodes at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.graph import parent_table as module
from filspec.proofs.graph.parent_table import parent_cache_digest, parent_cache_name, parent_table
from filspec.proofs.graph.stacked_graph import StackedGraph

MOST_NODES_WITHIN_SECONDS = 1 << 18
"""Nodes of 8 MiB; the digests of larger caches take minutes to hours."""

porep_ids = st.binary(min_size=32, max_size=32)


def graph_of(inputs) -> StackedGraph:
    return StackedGraph(
        inputs["nodes"], bytes.fromhex(inputs["porep_id_hex"]), ApiVersion(inputs.get("api_version", "1.0.0"))
    )


@settings(max_examples=20)
@given(st.integers(1, 80), porep_ids, st.sampled_from(ApiVersion))
def test_the_table_holds_what_the_graph_says_node_by_node(nodes, porep_id, api_version):
    graph = StackedGraph(nodes, porep_id, api_version)
    expected = tuple(graph.base_parents(node) + graph.expander_parents(node) for node in range(nodes))
    assert parent_table(graph) == expected


def test_runs_of_nodes_join_without_a_seam(monkeypatch):
    graph = StackedGraph(64, bytes(32), ApiVersion.V1_1_0)
    whole = parent_cache_digest(graph)
    monkeypatch.setattr(module, "NODES_AT_ONCE", 7)
    assert parent_cache_digest(graph) == whole


def test_digest_of_the_2_kib_cache():
    # Source: rust-fil-proofs storage-proofs-porep/parent_cache.json
    graph = StackedGraph(64, bytes(32), ApiVersion.V1_0_0)
    assert parent_cache_digest(graph) == "3da49221e2ed55371b86d0bf3d6526fcf128af61bed904f966428db1b531750d"


def check_digests(vectors, wanted):
    published = [
        vector
        for vector in vectors("drg_parents")
        if vector["kind"] == "parent_cache_digest" and wanted(vector["inputs"]["nodes"])
    ]
    assert published
    for vector in published:
        assert parent_cache_digest(graph_of(vector["inputs"])) == vector["expected"]["sha256"], vector["id"]


def test_published_digests(vectors):
    check_digests(vectors, lambda nodes: nodes <= MOST_NODES_WITHIN_SECONDS)


@pytest.mark.nightly
def test_published_digests_of_512_mib(vectors):
    check_digests(vectors, lambda nodes: MOST_NODES_WITHIN_SECONDS < nodes <= 1 << 24)


def test_published_cache_names(vectors):
    published = [vector for vector in vectors("exp_parents") if vector["kind"] == "parent_cache_name"]
    assert published
    for vector in published:
        graph = graph_of(vector["inputs"])
        assert graph.identifier() == vector["inputs"]["graph_identifier"], vector["id"]
        assert parent_cache_name(graph) == vector["expected"]["file_stem"], vector["id"]
