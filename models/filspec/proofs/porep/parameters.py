"""Public parameters of a PoRep: everything both sides know before any sector exists.

Source: proofs-facts sections 4, 9 and 10; rust-fil-proofs filecoin-proofs/src/parameters.rs.
"""

from dataclasses import dataclass
from hashlib import sha256

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.graph.stacked_graph import StackedGraph
from filspec.proofs.merkle.shape import TreeShape, binary_arities
from filspec.proofs.pieces.sizes import PaddedBytes
from filspec.proofs.registered_seal import ChallengeSource, registered_seal
from filspec.proofs.sector_sheet import sector_sheet


@dataclass(frozen=True, slots=True)
class PorepParameters:
    """Parameters of one kind of PoRep.

    Attributes:
        nodes: Nodes of a layer; a power of two that `tree_shape` can hold.
        layers: Labelling layers.
        tree_shape: Shape of tree_c and tree_r_last.
        partitions: Parts of the proof, each proved by itself.
        challenges_per_partition: Nodes challenged in each part.
        challenge_source: Where challenges come from.
        porep_id: 32 bytes.
        api_version: Rules of the graph.
    """

    nodes: int
    layers: int
    tree_shape: TreeShape
    partitions: int
    challenges_per_partition: int
    challenge_source: ChallengeSource
    porep_id: bytes
    api_version: ApiVersion

    @property
    def sector_size(self) -> PaddedBytes:
        """Padded bytes of the data and of the replica."""
        return PaddedBytes(self.nodes * NODE_BYTES)

    @property
    def graph(self) -> StackedGraph:
        """The edges between labels."""
        return StackedGraph(self.nodes, self.porep_id, self.api_version)

    @property
    def tree_arities(self) -> tuple[int, ...]:
        """Levels of tree_c and tree_r_last, the lowest first."""
        return self.tree_shape.arities(self.nodes)

    @property
    def data_tree_arities(self) -> tuple[int, ...]:
        """Levels of the binary tree_d, the lowest first."""
        return binary_arities(self.nodes)

    def identifier(self) -> str:
        """Describe the circuit; the SHA-256 of this text names the files of its Groth16 keys."""
        shape = self.tree_shape
        return (
            f"layered_drgporep::PublicParams{{ graph: {self.graph.identifier()}, challenges: LayerChallenges "
            f"{{ layers: {self.layers}, max_count: {self.challenges_per_partition} }}, "
            f"tree: merkletree-poseidon_hasher-{shape.base}-{shape.sub}-{shape.top} }}"
        )

    def identifier_digest(self) -> str:
        """Return the SHA-256 of the identifier, in hex."""
        return sha256(self.identifier().encode()).hexdigest()


def porep_parameters(
    sector_size: int,
    porep_id: bytes,
    api_version: ApiVersion,
    challenge_source: ChallengeSource = ChallengeSource.INTERACTIVE,
) -> PorepParameters:
    """Return the network's parameters for a sector size.

    Args:
        sector_size: Padded bytes, one of the sheet's.
        porep_id: 32 bytes.
        api_version: Rules of the graph.
        challenge_source: Non-interactive proofs have more partitions and challenges.

    Raises:
        ValueError: If no sector has this size.
    """
    sheet = sector_sheet(sector_size)
    if challenge_source is ChallengeSource.NON_INTERACTIVE:
        minimum, partitions = sheet.non_interactive_minimum_challenges, sheet.non_interactive_partitions
    else:
        minimum, partitions = sheet.porep_minimum_challenges, sheet.porep_partitions
    return PorepParameters(
        nodes=sheet.nodes,
        layers=sheet.layers,
        tree_shape=sheet.tree_shape,
        partitions=partitions,
        challenges_per_partition=-(-minimum // partitions),
        challenge_source=challenge_source,
        porep_id=porep_id,
        api_version=api_version,
    )


def registered_porep_parameters(number: int) -> PorepParameters:
    """Return the parameters of a registered seal proof.

    Raises:
        ValueError: If the number is not registered.
    """
    seal = registered_seal(number)
    return porep_parameters(seal.sector_size, seal.porep_id, seal.api_version, seal.challenge_source)
