"""Data in sectors, real on every rung: pieces, their places, comm_p, comm_d and proofs of inclusion.

A piece stands at a multiple of its padded size, so it is a whole subtree of the sector's data tree, and its comm_p is
the root of this subtree. A proof of inclusion is the siblings on the way from there up to comm_d, 32 bytes each; the
piece that fills its sector needs none.

Source: proofs-facts section 3; protocol-facts section 6.5; rust-fil-proofs filecoin-proofs/src/pieces.rs.
"""

from __future__ import annotations

from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.fr32 import pad
from filspec.proofs.ladder.sealed import PieceInSector, Sealed
from filspec.proofs.merkle.hashers import sha256_node
from filspec.proofs.merkle.shape import binary_arities
from filspec.proofs.merkle.tree import InclusionProof, MerkleTree, build_tree, split_nodes
from filspec.proofs.pieces.commitments import comm_p
from filspec.proofs.pieces.sizes import PaddedBytes, check_padded_size, piece_height, unpadded


class DataCommitments:
    """The part of a rung that is about data alone.

    Args:
        sector_size: padded bytes of every sector.
    """

    def __init__(self, sector_size: int) -> None:
        self.sector_size = check_padded_size(sector_size)

    def commit_piece(self, data: bytes) -> bytes:
        """comm_p of unpadded data, padded to the smallest piece that holds it."""
        return comm_p(data)

    def sector_data(self, pieces: tuple[PieceInSector, ...]) -> bytes:
        """The unpadded data of a sector with these pieces, zeros elsewhere.

        Raises:
            ValueError: a piece is not aligned to its size, overlaps another, or does not fit.
        """
        sector = bytearray(unpadded(self.sector_size))
        used = 0
        for offset, size, data in sorted(pieces):
            start, room = unpadded(PaddedBytes(offset)), unpadded(check_padded_size(size))
            if offset % size or offset < used or offset + size > self.sector_size or len(data) > room:
                raise ValueError(
                    f"{len(data)} bytes in a piece of {size} at {offset}: a piece starts at a multiple of its size, "
                    f"behind the {used} bytes used before it, ends within {self.sector_size}, and holds {room} bytes"
                )
            sector[start : start + len(data)] = data
            used = offset + size
        return bytes(sector)

    def data_tree(self, data: bytes) -> MerkleTree:
        """The tree over a sector's data, whose root is comm_d."""
        nodes = split_nodes(pad(data))
        return build_tree(nodes, binary_arities(len(nodes)), sha256_node)

    def prove_piece_inclusion(self, sealed: Sealed, offset: int, size: int) -> bytes:
        """Open the subtree of a piece."""
        siblings = sealed.data_tree.prove(offset // NODE_BYTES).siblings
        return b"".join(node for (node,) in siblings[piece_height(PaddedBytes(size)) :])

    def verify_piece_inclusion(self, comm_d: bytes, piece_cid: bytes, size: int, offset: int, proof: bytes) -> bool:
        """Whether the way from the piece ends in comm_d."""
        if not self._is_place(size, offset) or len(piece_cid) != NODE_BYTES:
            return False
        levels = piece_height(self.sector_size) - piece_height(PaddedBytes(size))
        if len(proof) != levels * NODE_BYTES:
            return False
        way = InclusionProof(piece_cid, tuple((node,) for node in split_nodes(proof)))
        return way.root(offset // size, sha256_node) == comm_d

    def _is_place(self, size: int, offset: int) -> bool:
        is_size = 128 <= size <= self.sector_size and self.sector_size % size == 0
        return is_size and 0 <= offset <= self.sector_size - size and offset % size == 0
