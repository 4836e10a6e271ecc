"""The stacked graph: which labels go into the label of a node.

Within a layer a node has six base parents. From the second layer on, it also has eight expander parents in
the layer below, given by a permutation of all eightfold node numbers; they may be any node, also a later one,
also the same.

Source: proofs-facts sections 5 and 6; rust-fil-proofs storage-proofs-porep/src/stacked/vanilla/graph.rs.
"""

from dataclasses import dataclass

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.graph.drsample import BASE_DEGREE, base_parents
from filspec.proofs.graph.feistel import FeistelPermutation, feistel_keys

EXPANSION_DEGREE = 8
"""Expander parents of a node."""

_U32 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class StackedGraph:
    """The graph of one kind of sector.

    Attributes:
        nodes: Nodes in a layer.
        porep_id: 32 bytes that tell one proof type's graph from another's.
        api_version: Rules of the edges.
    """

    nodes: int
    porep_id: bytes
    api_version: ApiVersion

    @property
    def permutation(self) -> FeistelPermutation:
        """The permutation behind the expander edges."""
        return FeistelPermutation(EXPANSION_DEGREE * self.nodes, feistel_keys(self.porep_id))

    def base_parents(self, node: int) -> tuple[int, ...]:
        """Return the six parents in the same layer."""
        return base_parents(node, self.porep_id, self.api_version)

    def expander_parents(self, node: int) -> tuple[int, ...]:
        """Return the eight parents in the layer below.

        Version 1.0.0 keeps 32 bits of the permuted number only, so at 32 and 64 GiB no node of the upper
        half, or of the upper three quarters, is ever a parent. Sectors sealed that way live on, so the rule
        stays.
        """
        permute = self.permutation.permute
        first = EXPANSION_DEGREE * node
        images = [permute(index) for index in range(first, first + EXPANSION_DEGREE)]
        if self.api_version is ApiVersion.V1_0_0:
            images = [image & _U32 for image in images]
        return tuple(image // EXPANSION_DEGREE for image in images)

    def identifier(self) -> str:
        """Describe the graph as the parameter and cache identifiers do."""
        return (
            f"stacked_graph::StackedGraph{{expansion_degree: {EXPANSION_DEGREE} base_graph: drgraph::BucketGraph"
            f"{{size: {self.nodes}; degree: {BASE_DEGREE}; hasher: poseidon_hasher}} }}"
        )
