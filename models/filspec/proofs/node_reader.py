"""Reading proofs from bytes.

A vanilla proof is written as nothing but 32-byte nodes, one after another, without lengths, tags or indices:
public parameters and challenges already say how many nodes there are and what each of them is. So there is
one spelling of every proof, and a reader can only be given too few bytes, too many, or nodes that are not
field elements. All three are refused.
"""

from typing import Self

from filspec.proofs.fr import NODE_BYTES, is_canonical
from filspec.proofs.merkle.tree import InclusionProof
from filspec.proofs.verdict import Refusal, RefusedProofError


class NodeReader:
    """Takes nodes off the front of a proof."""

    def __init__(self, proof: bytes) -> None:
        self._proof = proof
        self._taken = 0

    def __enter__(self) -> Self:
        """Start reading."""
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """Refuse bytes that nobody took.

        Raises:
            RefusedProofError: If bytes are left.
        """
        if error is None and self._taken != len(self._proof):
            raise RefusedProofError(
                Refusal.MALFORMED_PROOF,
                f"the proof has {self._taken} bytes, {len(self._proof) - self._taken} more follow",
            )

    def node(self) -> bytes:
        """Take one node.

        Raises:
            RefusedProofError: If the proof ends within it, or it is not a canonical field element.
        """
        node = self._proof[self._taken : self._taken + NODE_BYTES]
        if len(node) < NODE_BYTES:
            raise RefusedProofError(
                Refusal.MALFORMED_PROOF, f"the proof ends at byte {len(self._proof)}, within a node of 32 bytes"
            )
        if not is_canonical(node):
            raise RefusedProofError(
                Refusal.MALFORMED_PROOF,
                f"the node at byte {self._taken} is not below the field's modulus: {node.hex()}",
            )
        self._taken += NODE_BYTES
        return node

    def nodes(self, count: int) -> tuple[bytes, ...]:
        """Take several nodes."""
        return tuple(self.node() for _ in range(count))

    def siblings(self, arities: tuple[int, ...]) -> tuple[tuple[bytes, ...], ...]:
        """Take what stands beside a path through a tree with these arities, from the leaves up."""
        return tuple(self.nodes(arity - 1) for arity in arities)

    def inclusion(self, arities: tuple[int, ...]) -> InclusionProof:
        """Take a leaf and what stands beside its path."""
        return InclusionProof(self.node(), self.siblings(arities))


def flat_siblings(siblings: tuple[tuple[bytes, ...], ...]) -> bytes:
    """Write siblings the way `NodeReader.siblings` reads them."""
    return b"".join(node for row in siblings for node in row)


def flat_inclusion(inclusion: InclusionProof) -> bytes:
    """Write an inclusion proof the way `NodeReader.inclusion` reads it."""
    return inclusion.leaf + flat_siblings(inclusion.siblings)
