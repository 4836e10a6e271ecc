"""Base parents, expander parents and the parent cache (proofs-facts sections 5 and 6)."""

import re

from filspec.conformance.computations import Computed, computes
from filspec.conformance.golden_topics.proof_inputs import graph, node, node_count, node_number
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.graph.feistel import FeistelPermutation
from filspec.proofs.graph.parent_table import parent_cache_digest, parent_cache_name
from filspec.proofs.graph.stacked_graph import StackedGraph

CACHE_SECONDS_PER_NODE = 3e-6
SECONDS_PER_CHILD = 4e-5
CACHE_RECORD = "per node 14 x u32 LE: 6 DRG parents then 8 expander parents; SHA-256 over all nodes"
CACHE_NAME_RULE = "sha256(hasher_name | graph_identifier | 4 feistel keys u64 LE | nodes u32 LE)"
_UPPER_HALF = re.compile(r"some expander parent of the first \d+ nodes is >= nodes/2")
_AT_LEAST = re.compile(r"some parent >= 2\^(\d{1,2})")


@computes("parent_cache_digest")
def cache_digest(vector: Vector) -> Computed:
    """Hash the parents of all nodes."""
    edges = graph(vector.inputs)
    vector.agree("sector_size", edges.nodes * NODE_BYTES)
    vector.agree("record", CACHE_RECORD)
    vector.takes(edges.nodes * CACHE_SECONDS_PER_NODE)
    return {"sha256": parent_cache_digest(edges)}


@computes("parent_cache_name")
def cache_name(vector: Vector) -> Computed:
    """Name the parent cache file; the name does not depend on the API version."""
    inputs = vector.inputs
    edges = StackedGraph(node_count(inputs["nodes"]), node(inputs["porep_id_hex"]), ApiVersion.V1_1_0)
    vector.agree("graph_identifier", edges.identifier())
    vector.agree("rule", CACHE_NAME_RULE)
    return {"file_stem": parent_cache_name(edges)}


@computes("drg_parents")
def drg_parents(vector: Vector) -> Computed:
    """Sample the base parents of a node."""
    edges = graph(vector.inputs)
    return {"parents": list(edges.base_parents(node_number(vector.inputs["node"], edges.nodes)))}


@computes("exp_parents")
def exp_parents(vector: Vector) -> Computed:
    """Compute the expander parents of a node."""
    edges = graph(vector.inputs)
    return {"parents": list(edges.expander_parents(node_number(vector.inputs["node"], edges.nodes)))}


@computes("exp_pathology")
def exp_pathology(vector: Vector) -> Computed:
    """Look for an expander parent in the upper half, which version 1.0.0 never has at the largest sizes."""
    edges = graph(vector.inputs)
    if _UPPER_HALF.fullmatch(vector.inputs["property"].text()) is None:
        raise UnsupportedError(f"no rule for the property {vector.inputs['property'].text()!r}")
    vector.agree(
        "property", f"some expander parent of the first {vector.inputs['children'].count()} nodes is >= nodes/2"
    )
    return {"found": _some_parent_from(vector, edges, edges.nodes // 2)}


@computes("exp_high_bits")
def exp_high_bits(vector: Vector) -> Computed:
    """Look for an expander parent that needs high bits."""
    rule = _AT_LEAST.fullmatch(vector.inputs["property"].text())
    if rule is None:
        raise UnsupportedError(f"no rule for the property {vector.inputs['property'].text()!r}")
    return {"found": _some_parent_from(vector, graph(vector.inputs), 1 << int(rule[1]))}


@computes("feistel_bijection")
def feistel_bijection(vector: Vector) -> Computed:
    """Tell whether one pass stays in range, and whether walking until it does is a permutation."""
    size = vector.inputs["n"].count()
    vector.takes(size * SECONDS_PER_CHILD)
    permutation = FeistelPermutation(size, tuple(vector.inputs["keys"].integers()))
    return {
        "single_pass_in_range": all(permutation.single_pass(number) < size for number in range(size)),
        "walked_is_permutation": sorted(map(permutation.permute, range(size))) == list(range(size)),
    }


def _some_parent_from(vector: Vector, edges: StackedGraph, least: int) -> bool:
    """Tell whether one of the first nodes has an expander parent from `least` on."""
    children = min(vector.inputs["children"].count(), edges.nodes)
    vector.takes(children * SECONDS_PER_CHILD)
    return any(parent >= least for child in range(children) for parent in edges.expander_parents(child))
