"""Inputs that several topics of the proofs share: field elements, nodes, versions and graphs."""

from filspec.conformance.field import Field, MalformedVectorError
from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import MODULUS, NODE_BYTES, Fr
from filspec.proofs.graph.stacked_graph import StackedGraph

LARGEST_LAYER_NODES = 1 << 32
"""Node numbers enter the graph as 32 bits."""


def element(number: Field) -> Fr:
    """Read a field element written as a number."""
    if not 0 <= number.integer() < MODULUS:
        raise number.wrong("from 0 to below the modulus of the field")
    return Fr(number.integer())


def node(octets: Field) -> bytes:
    """Read 32 bytes."""
    return octets.octets(NODE_BYTES)


def api_version(text: Field) -> ApiVersion:
    """Read the version of the proofs interface."""
    known = {version.value: version for version in ApiVersion}
    if text.text() not in known:
        raise text.wrong(f"one of {', '.join(known)}")
    return known[text.text()]


def node_count(number: Field) -> int:
    """Read the number of nodes of a layer."""
    if not 1 <= number.integer() <= LARGEST_LAYER_NODES:
        raise number.wrong("from 1 to 2^32, a number of nodes")
    return number.integer()


def graph(inputs: Field) -> StackedGraph:
    """Read the graph that nodes, porep_id and API version determine."""
    return StackedGraph(node_count(inputs["nodes"]), node(inputs["porep_id_hex"]), api_version(inputs["api_version"]))


def node_number(number: Field, nodes: int) -> int:
    """Read the number of a node."""
    if not 0 <= number.integer() < nodes:
        raise MalformedVectorError(f"{number.where} is {number.integer()}; the layer has nodes 0 to {nodes - 1}")
    return number.integer()
