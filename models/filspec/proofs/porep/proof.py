"""The vanilla proof of a PoRep: everything a verifier must open, in the clear.

Layout in bytes, every item 32-byte nodes (see `node_reader`); paths list the siblings of each level from the
leaves up:

    partition       comm_c, comm_r_last, then each challenge in order
    challenge       data node and its path in tree_d, replica node and its path in tree_r_last,
                    column of the challenged node, of its 6 base parents, of its 8 expander parents
    column          labels from the first layer to the last, path of their hash in tree_c

A Groth16 proof says the same without showing it; this is what its circuit takes as witness.

Source: proofs-facts section 10; rust-fil-proofs storage-proofs-porep/src/stacked/vanilla/params.rs (there
with redundant indices and labels).
"""

from dataclasses import dataclass

from filspec.proofs.graph.drsample import BASE_DEGREE
from filspec.proofs.graph.stacked_graph import EXPANSION_DEGREE
from filspec.proofs.merkle.hashers import poseidon_node
from filspec.proofs.merkle.tree import InclusionProof
from filspec.proofs.node_reader import NodeReader, flat_inclusion, flat_siblings
from filspec.proofs.porep.parameters import PorepParameters


@dataclass(frozen=True, slots=True)
class ColumnProof:
    """The labels of one node, and the path of their hash in tree_c."""

    labels: tuple[bytes, ...]
    siblings: tuple[tuple[bytes, ...], ...]

    def root(self, node: int) -> bytes:
        """Return the root of the tree which has this column at `node`."""
        return InclusionProof(poseidon_node(self.labels), self.siblings).root(node, poseidon_node)


@dataclass(frozen=True, slots=True)
class ChallengeProof:
    """What is opened for one challenged node."""

    data: InclusionProof
    """Its data node under comm_d."""
    replica: InclusionProof
    """Its replica node under comm_r_last."""
    column: ColumnProof
    base_parents: tuple[ColumnProof, ...]
    expander_parents: tuple[ColumnProof, ...]


@dataclass(frozen=True, slots=True)
class PartitionProof:
    """One part of a PoRep, proved by itself."""

    comm_c: bytes
    comm_r_last: bytes
    challenges: tuple[ChallengeProof, ...]


def encode_porep_proof(partitions: tuple[PartitionProof, ...]) -> bytes:
    """Write a proof as bytes."""
    return b"".join(
        partition.comm_c + partition.comm_r_last + b"".join(map(_encode_challenge, partition.challenges))
        for partition in partitions
    )


def _encode_challenge(challenge: ChallengeProof) -> bytes:
    columns = (challenge.column, *challenge.base_parents, *challenge.expander_parents)
    return (
        flat_inclusion(challenge.data)
        + flat_inclusion(challenge.replica)
        + b"".join(b"".join(column.labels) + flat_siblings(column.siblings) for column in columns)
    )


def decode_porep_proof(parameters: PorepParameters, proof: bytes) -> tuple[PartitionProof, ...]:
    """Read a proof from bytes.

    Raises:
        RefusedProofError: If the bytes are short, long, or hold a node that is not a field element.
    """
    with NodeReader(proof) as reader:
        return tuple(_read_partition(parameters, reader) for _ in range(parameters.partitions))


def _read_partition(parameters: PorepParameters, reader: NodeReader) -> PartitionProof:
    return PartitionProof(
        comm_c=reader.node(),
        comm_r_last=reader.node(),
        challenges=tuple(_read_challenge(parameters, reader) for _ in range(parameters.challenges_per_partition)),
    )


def _read_challenge(parameters: PorepParameters, reader: NodeReader) -> ChallengeProof:
    return ChallengeProof(
        data=reader.inclusion(parameters.data_tree_arities),
        replica=reader.inclusion(parameters.tree_arities),
        column=_read_column(parameters, reader),
        base_parents=tuple(_read_column(parameters, reader) for _ in range(BASE_DEGREE)),
        expander_parents=tuple(_read_column(parameters, reader) for _ in range(EXPANSION_DEGREE)),
    )


def _read_column(parameters: PorepParameters, reader: NodeReader) -> ColumnProof:
    return ColumnProof(reader.nodes(parameters.layers), reader.siblings(parameters.tree_arities))
