"""A Merkle tree that keeps all its rows, and the inclusion proofs cut out of it.

An inclusion proof carries no index: who checks it knows from the challenge which leaf it must open, so a
proof for another leaf cannot even be written down.

Source: proofs-facts section 8; rust-fil-proofs storage-proofs-core/src/merkle/proof.rs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from filspec.proofs.merkle.hashers import NodeHasher


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """A leaf and what stands beside the path from it to the root."""

    leaf: bytes
    siblings: tuple[tuple[bytes, ...], ...]
    """For each level from the leaves up, the other children of the node on the path, in order."""

    def root(self, index: int, hasher: NodeHasher) -> bytes:
        """Return the root of the tree which has this leaf at `index`."""
        node = self.leaf
        for row in self.siblings:
            index, place = divmod(index, len(row) + 1)
            node = hasher((*row[:place], node, *row[place:]))
        return node


@dataclass(frozen=True, slots=True)
class MerkleTree:
    """Rows of nodes, from the leaves to the root."""

    arities: tuple[int, ...]
    rows: tuple[tuple[bytes, ...], ...]

    @property
    def leaves(self) -> tuple[bytes, ...]:
        """The lowest row."""
        return self.rows[0]

    @property
    def root(self) -> bytes:
        """The commitment to all leaves."""
        return self.rows[-1][0]

    def prove(self, index: int) -> InclusionProof:
        """Open the leaf at `index`.

        Raises:
            IndexError: If the tree has no such leaf.
        """
        if not 0 <= index < len(self.leaves):
            raise IndexError(f"leaf {index} of a tree with {len(self.leaves)} leaves")
        leaf, siblings = self.leaves[index], []
        for arity, row in zip(self.arities, self.rows, strict=False):
            first = index - index % arity
            siblings.append(row[first:index] + row[index + 1 : first + arity])
            index //= arity
        return InclusionProof(leaf, tuple(siblings))


def build_tree(leaves: Sequence[bytes], arities: tuple[int, ...], hasher: NodeHasher) -> MerkleTree:
    """Hash leaves level by level up to the root.

    Args:
        leaves: 32-byte nodes.
        arities: Children of a node on each level, the lowest first.
        hasher: The node hash.

    Raises:
        ValueError: If the arities do not multiply to the number of leaves.
    """
    rows = [tuple(leaves)]
    for arity in arities:
        row = rows[-1]
        if len(row) % arity:
            raise ValueError(f"{len(row)} nodes do not split into families of {arity}")
        rows.append(tuple(hasher(row[start : start + arity]) for start in range(0, len(row), arity)))
    if len(rows[-1]) != 1:
        raise ValueError(f"arities {arities} leave {len(rows[-1])} roots over {len(leaves)} leaves")
    return MerkleTree(arities, tuple(rows))


def split_nodes(nodes: bytes) -> tuple[bytes, ...]:
    """Cut bytes into 32-byte nodes."""
    return tuple(nodes[start : start + 32] for start in range(0, len(nodes), 32))
