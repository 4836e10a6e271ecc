"""The shape of a tree: how many children a node has on each level.

Replica trees are built from equal base trees of arity 8. Their roots are joined with arity `sub`, and those
with arity `top`, so that the number of nodes, a power of two, is met exactly. Because every base tree takes
consecutive leaves, the whole is one tree whose arity depends on the level only.

Source: proofs-facts section 8; rust-fil-proofs storage-proofs-core/src/merkle/,
filecoin-proofs/src/constants.rs.
"""

from dataclasses import dataclass
from math import prod


@dataclass(frozen=True, slots=True)
class TreeShape:
    """Arities of the base trees, of the level over them and of the level over those; 0 where a level is absent."""

    base: int
    sub: int = 0
    top: int = 0

    def arities(self, leaves: int) -> tuple[int, ...]:
        """Return the arity of each level above the leaves, the lowest first.

        Raises:
            ValueError: If base trees of this arity do not fill that many leaves.
        """
        upper = tuple(arity for arity in (self.sub, self.top) if arity)
        levels = 0
        while self.base**levels * prod(upper) < leaves:
            levels += 1
        if self.base**levels * prod(upper) != leaves:
            raise ValueError(
                f"a tree of shape {self} cannot have {leaves} leaves: base trees hold a power of {self.base}"
            )
        return (self.base,) * levels + upper


def binary_arities(leaves: int) -> tuple[int, ...]:
    """Return the levels of a binary tree.

    Raises:
        ValueError: If the number of leaves is not a power of two.
    """
    return TreeShape(2).arities(leaves)
