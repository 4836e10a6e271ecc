"""Sealing: data becomes a replica that takes long to make, and its commitments.

    labels  = SDR(replica_id)                     one layer after another, node after node
    replica = labels of the last layer + data     node by node in the field
    tree_d      over the data                     root comm_d
    tree_c      over the hashed label columns     root comm_c
    tree_r_last over the replica                  root comm_r_last
    comm_r  = Poseidon(comm_c, comm_r_last)

Source: proofs-facts sections 7 and 8; rust-fil-proofs storage-proofs-porep/src/stacked/vanilla/proof.rs.
"""

from dataclasses import dataclass

from filspec.proofs.fr32 import pad, unpad
from filspec.proofs.labels import Layer, label_layers
from filspec.proofs.merkle.hashers import poseidon_node, sha256_node
from filspec.proofs.merkle.tree import MerkleTree, build_tree, split_nodes
from filspec.proofs.pieces.sizes import unpadded
from filspec.proofs.porep.encoding import decode, encode
from filspec.proofs.porep.parameters import PorepParameters
from filspec.proofs.replica_id import SectorNumber, replica_id


@dataclass(frozen=True, slots=True)
class SealedSector:
    """A replica with all that its miner needs to prove it.

    Attributes:
        parameters: How it was sealed.
        replica_id: What makes it this miner's.
        replica: The sealed file, as many bytes as the padded data.
        labels: The layers; only a PoRep needs them, they may be forgotten after it.
        tree_d: Over the padded data; only a PoRep needs it.
        tree_c: Over the label columns; only a PoRep needs more of it than the root.
        tree_r_last: Over the replica; every PoSt needs it.
    """

    parameters: PorepParameters
    replica_id: bytes
    replica: bytes
    labels: tuple[Layer, ...]
    tree_d: MerkleTree
    tree_c: MerkleTree
    tree_r_last: MerkleTree

    @property
    def comm_d(self) -> bytes:
        """Commitment to the data."""
        return self.tree_d.root

    @property
    def comm_c(self) -> bytes:
        """Commitment to the label columns."""
        return self.tree_c.root

    @property
    def comm_r_last(self) -> bytes:
        """Commitment to the replica alone."""
        return self.tree_r_last.root

    @property
    def comm_r(self) -> bytes:
        """Commitment to the replica and the labels: what the chain knows of a sector."""
        return poseidon_node((self.comm_c, self.comm_r_last))

    @property
    def p_aux(self) -> bytes:
        """The persistent auxiliary file: comm_c and comm_r_last, 64 bytes."""
        return self.comm_c + self.comm_r_last

    def column(self, node: int) -> tuple[bytes, ...]:
        """Return the labels of a node, from the first layer to the last."""
        return tuple(layer[node] for layer in self.labels)

    def is_intact(self) -> bool:
        """Compare the replica with the leaves of its tree.

        A miner of a real network reads challenged nodes only and notices damage there; comparing all of them
        costs nothing at the sizes modelled here, and makes "is the data still there" a fact and not a chance.
        """
        return self.replica == b"".join(self.tree_r_last.leaves)


class DamagedReplicaError(Exception):
    """The replica is no longer the one that was sealed, so it cannot be proved."""

    def __init__(self, sector: SealedSector) -> None:
        stored, leaves = split_nodes(sector.replica), sector.tree_r_last.leaves
        self.nodes = tuple(node for node, leaf in enumerate(leaves) if node >= len(stored) or stored[node] != leaf)
        """The nodes that differ or are missing, in order."""
        super().__init__(
            f"the replica under comm_r {sector.comm_r.hex()} has {len(sector.replica)} bytes, nodes "
            f"{list(self.nodes[:8])} of {len(leaves)} differ from tree_r_last; seal it again or declare it faulty"
        )


def seal(
    parameters: PorepParameters, prover_id: bytes, sector: SectorNumber, ticket: bytes, payload: bytes
) -> SealedSector:
    """Seal a sector full of data.

    Args:
        parameters: Kind of PoRep.
        prover_id: 32 bytes.
        sector: Number of the sector.
        ticket: 32 bytes of chain randomness.
        payload: Unpadded data, 127 bytes for every 128 of the sector; fill it with zeros.

    Raises:
        ValueError: If the data is shorter or longer than the sector.
    """
    capacity = unpadded(parameters.sector_size)
    if len(payload) != capacity:
        raise ValueError(
            f"a sector of {parameters.sector_size} bytes is sealed from {capacity} bytes, got {len(payload)}"
        )
    nodes = split_nodes(pad(payload))
    tree_d = build_tree(nodes, parameters.data_tree_arities, sha256_node)
    replica = replica_id(prover_id, sector, ticket, tree_d.root, parameters.porep_id)
    labels = label_layers(parameters.graph, replica, parameters.layers)
    replica_nodes = encode(labels[-1], nodes)
    columns = tuple(map(poseidon_node, zip(*labels, strict=True)))
    arities = parameters.tree_arities
    return SealedSector(
        parameters=parameters,
        replica_id=replica,
        replica=b"".join(replica_nodes),
        labels=labels,
        tree_d=tree_d,
        tree_c=build_tree(columns, arities, poseidon_node),
        tree_r_last=build_tree(replica_nodes, arities, poseidon_node),
    )


def unseal(parameters: PorepParameters, replica_id: bytes, replica: bytes) -> bytes:
    """Recover the unpadded data of a replica, which takes the labels of all layers once more.

    Raises:
        ValueError: If the replica is not as long as a sector.
        NonCanonicalError: If a node of the replica is not a field element.
    """
    if len(replica) != parameters.sector_size:
        raise ValueError(f"a replica has the {parameters.sector_size} bytes of its sector, got {len(replica)}")
    key = label_layers(parameters.graph, replica_id, parameters.layers)[-1]
    return unpad(b"".join(decode(key, split_nodes(replica))))
