"""The parameter sheet: what the protocol fixes for each sector size.

Sizes from 2 KiB to 1 GiB are for tests; 32 and 64 GiB secure the network. Test sizes have two layers and two
challenges, so that their proofs are cheap and prove little.

Source: proofs-facts sections 7, 8, 9 and 11; rust-fil-proofs filecoin-proofs/src/constants.rs.
"""

from dataclasses import dataclass
from functools import cache

from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.merkle.shape import TreeShape
from filspec.proofs.pieces.sizes import PaddedBytes

KIB = 1 << 10
MIB = 1 << 20
GIB = 1 << 30

TREE_SHAPES = {
    2 * KIB: TreeShape(8),
    4 * KIB: TreeShape(8, 2),
    16 * KIB: TreeShape(8, 8),
    32 * KIB: TreeShape(8, 8, 2),
    8 * MIB: TreeShape(8),
    16 * MIB: TreeShape(8, 2),
    512 * MIB: TreeShape(8),
    1 * GIB: TreeShape(8, 2),
    32 * GIB: TreeShape(8, 8),
    64 * GIB: TreeShape(8, 8, 2),
}
"""Shape of tree_c and tree_r_last by sector size."""

GROTH16_PROOF_BYTES = 192
"""One proof of one partition: two points of G1 and one of G2, compressed."""

WINDOW_CHALLENGES = 10
"""Leaves challenged in each sector of a window PoSt."""

WINNING_CHALLENGES = 66
"""Leaves challenged in the one sector of a winning PoSt."""


@dataclass(frozen=True, slots=True)
class SectorSheet:
    """Parameters of one sector size."""

    sector_size: PaddedBytes
    layers: int
    """Labelling layers of SDR."""
    tree_shape: TreeShape
    porep_minimum_challenges: int
    porep_partitions: int
    non_interactive_minimum_challenges: int
    non_interactive_partitions: int
    non_interactive_proof_bytes: int
    """An aggregate of the partitions' proofs, so not a multiple of 192."""
    window_sectors_per_partition: int

    @property
    def nodes(self) -> int:
        """Nodes of 32 bytes in a layer, in the data and in the replica."""
        return self.sector_size // NODE_BYTES

    @property
    def porep_proof_bytes(self) -> int:
        """Size of an interactive or synthetic PoRep proof."""
        return self.porep_partitions * GROTH16_PROOF_BYTES


@cache
def sector_sheet(sector_size: int) -> SectorSheet:
    """Look up the parameters of a sector size.

    Args:
        sector_size: Padded bytes.

    Raises:
        ValueError: If no sector has this size.
    """
    if sector_size not in TREE_SHAPES:
        raise ValueError(f"no sector has {sector_size} bytes; sizes are {', '.join(map(str, TREE_SHAPES))}")
    secures_the_network = sector_size >= 32 * GIB
    window_sectors = {32 * GIB: 2349, 64 * GIB: 2300}.get(sector_size, 2)
    return SectorSheet(
        sector_size=PaddedBytes(sector_size),
        layers=11 if secures_the_network else 2,
        tree_shape=TREE_SHAPES[sector_size],
        porep_minimum_challenges=176 if secures_the_network else 2,
        porep_partitions=10 if secures_the_network else 1,
        non_interactive_minimum_challenges=2253 if secures_the_network else 26,
        non_interactive_partitions=126 if secures_the_network else 13,
        non_interactive_proof_bytes=23092 if secures_the_network else 14164,
        window_sectors_per_partition=window_sectors,
    )


def rows_to_discard(base_leaves: int, arity: int) -> int:
    """Return how many rows above the leaves upstream leaves out of a stored base tree, to be rebuilt from the replica.

    Args:
        base_leaves: Leaves of one base tree.
        arity: 2, 4 or 8.

    Source: proofs-facts section 8; rust-fil-proofs storage-proofs-core/src/util.rs.
    """
    rows = len(TreeShape(arity).arities(base_leaves)) + 1
    if rows <= 2:
        return 0
    if rows == 3:
        return 1
    return min(rows - 2, {2: 7, 4: 5}.get(arity, 2))
