"""Base parents."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.graph.drsample import base_parents

porep_ids = st.binary(min_size=32, max_size=32)


@given(st.integers(2, 2**31 - 1), porep_ids, st.sampled_from(ApiVersion))
def test_base_parents_are_earlier_and_include_the_predecessor(node, porep_id, api_version):
    parents = base_parents(node, porep_id, api_version)
    assert len(parents) == 6
    assert all(0 <= parent < node for parent in parents)
    assert parents[-1 if api_version is ApiVersion.V1_0_0 else 0] == node - 1


@given(st.integers(0, 10**6), porep_ids)
def test_versions_differ_in_the_place_of_the_predecessor_only(node, porep_id):
    first, second, third = (base_parents(node, porep_id, version) for version in ApiVersion)
    assert second == third
    assert (*second[1:], second[0]) == first


@given(porep_ids, st.sampled_from(ApiVersion), st.sampled_from([0, 1]))
def test_the_first_two_nodes_have_node_0_six_times(porep_id, api_version, node):
    assert base_parents(node, porep_id, api_version) == (0,) * 6


def test_published_base_parents(vectors):
    published = [vector for vector in vectors("drg_parents") if vector["kind"] == "drg_parents"]
    assert published
    for vector in published:
        inputs = vector["inputs"]
        porep_id, api_version = bytes.fromhex(inputs["porep_id_hex"]), ApiVersion(inputs["api_version"])
        parents = base_parents(inputs["node"], porep_id, api_version)
        assert list(parents) == vector["expected"]["parents"], vector["id"]
