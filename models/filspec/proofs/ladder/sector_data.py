"""The data of a sector before it is sealed: pieces at their places, the tree over them, inclusion of a piece in it.

This is real on every rung; it costs a few hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from filspec.proofs.fr32 import QUAD_PADDED_BYTES, QUAD_UNPADDED_BYTES, pad
from filspec.proofs.ladder.sealed import PlacedPiece
from filspec.proofs.merkle.hashers import sha256_node
from filspec.proofs.merkle.shape import binary_arities
from filspec.proofs.merkle.tree import MerkleTree, build_tree, split_nodes
from filspec.proofs.pieces.commitments import comm_p

NODE = 32


@lru_cache(maxsize=4096)
def commit_piece(content: bytes) -> bytes:
    """comm_p of a piece, filled with zeros to its piece size."""
    return comm_p(content)


def payload(pieces: Sequence[PlacedPiece], sector_size: int) -> bytes:
    """The sector's data without padding; what no piece takes is zero.

    Raises:
        ValueError: a piece does not fit its place.
    """
    laid_out = bytearray(sector_size // QUAD_PADDED_BYTES * QUAD_UNPADDED_BYTES)
    for offset, size, content in pieces:
        start = offset // QUAD_PADDED_BYTES * QUAD_UNPADDED_BYTES
        room = size // QUAD_PADDED_BYTES * QUAD_UNPADDED_BYTES
        if len(content) > room or start + room > len(laid_out) or offset % size:
            raise ValueError(f"a piece of {len(content)} bytes does not fit {size} padded bytes at offset {offset}")
        laid_out[start : start + len(content)] = content
    return bytes(laid_out)


def data_tree(unpadded: bytes) -> MerkleTree:
    """The tree over a sector's padded data; its root is comm_d."""
    nodes = split_nodes(pad(unpadded))
    return build_tree(nodes, binary_arities(len(nodes)), sha256_node)


def prove_inclusion(tree: MerkleTree, offset: int, size: int) -> bytes:
    """What stands beside the path from the piece's own root up to comm_d.

    Raises:
        ValueError: no piece of this size can be at this offset.
    """
    height = (size // NODE).bit_length() - 1
    if size != NODE << height or offset % size or offset + size > NODE * len(tree.leaves):
        raise ValueError(f"a piece of {size} bytes cannot be at offset {offset}")
    index, siblings = offset // size, b""
    for row in tree.rows[height:-1]:
        siblings += row[index ^ 1]
        index //= 2
    return siblings


def includes(sector_size: int, comm_d: bytes, piece_cid: bytes, size: int, offset: int, proof: bytes) -> bool:
    """Whether the proof leads from the piece at this offset to comm_d."""
    if size < NODE or size & (size - 1) or offset < 0 or offset % size or offset + size > sector_size:
        return False
    levels = (sector_size // size).bit_length() - 1
    if len(proof) != NODE * levels or len(piece_cid) != NODE:
        return False
    node, index = piece_cid, offset // size
    for sibling in split_nodes(proof):
        node = sha256_node((sibling, node) if index % 2 else (node, sibling))
        index //= 2
    return node == comm_d
