"""Expander parents, and the graph as a whole."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.graph.stacked_graph import StackedGraph

porep_ids = st.binary(min_size=32, max_size=32)


def graph_of(inputs) -> StackedGraph:
    return StackedGraph(
        inputs["nodes"], bytes.fromhex(inputs["porep_id_hex"]), ApiVersion(inputs.get("api_version", "1.0.0"))
    )


@settings(max_examples=20)
@given(st.integers(1, 70), porep_ids, st.sampled_from(ApiVersion))
def test_every_node_is_an_expander_parent_eight_times(nodes, porep_id, api_version):
    graph = StackedGraph(nodes, porep_id, api_version)
    times = Counter(parent for node in range(nodes) for parent in graph.expander_parents(node))
    assert times == dict.fromkeys(range(nodes), 8)


@pytest.mark.parametrize(("api_version", "found"), [(ApiVersion.V1_0_0, False), (ApiVersion.V1_1_0, True)])
def test_the_first_version_never_reaches_the_upper_half_of_32_gib(api_version, found):
    # Source: rust-fil-proofs storage-proofs-porep/src/stacked/vanilla/graph.rs, pathology tests
    graph = StackedGraph(2**30, b"\x03" + bytes(31), api_version)
    assert any(parent >= 2**29 for node in range(100) for parent in graph.expander_parents(node)) is found


def test_published_expander_parents(vectors):
    published = [vector for vector in vectors("exp_parents") if vector["kind"] == "exp_parents"]
    assert published
    for vector in published:
        parents = graph_of(vector["inputs"]).expander_parents(vector["inputs"]["node"])
        assert list(parents) == vector["expected"]["parents"], vector["id"]


def test_published_pathologies(vectors):
    published = [vector for vector in vectors("exp_parents") if vector["kind"] == "exp_pathology"]
    assert published
    for vector in published:
        graph = graph_of(vector["inputs"])
        found = any(
            parent >= graph.nodes // 2
            for node in range(vector["inputs"]["children"])
            for parent in graph.expander_parents(node)
        )
        assert found is vector["expected"]["found"], vector["id"]


def test_published_high_bits(vectors):
    published = [vector for vector in vectors("exp_parents") if vector["kind"] == "exp_high_bits"]
    assert published
    for vector in published:
        graph = graph_of(vector["inputs"])
        parents = [p for node in range(vector["inputs"]["children"]) for p in graph.expander_parents(node)]
        assert any(parent >= 2**29 for parent in parents) is vector["expected"]["found"], vector["id"]
