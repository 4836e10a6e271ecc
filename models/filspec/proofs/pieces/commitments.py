"""Commitments to data: comm_p for a piece, comm_d for a sector, and the zero pieces between.

All are roots of the same binary SHA-256 tree over Fr32-padded bytes, so comm_d can be computed from the
comm_p of the pieces alone, and that is how the chain checks that a sector holds the data of its deals.

Source: proofs-facts section 3; rust-fil-proofs filecoin-proofs/src/pieces.rs; go-commp-utils zerocomm/.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.fr32 import pad
from filspec.proofs.merkle.hashers import sha256_node
from filspec.proofs.merkle.tree import split_nodes
from filspec.proofs.pieces.sizes import PaddedBytes, check_padded_size, padded_piece_size, piece_height, unpadded


class Piece(NamedTuple):
    """What a sector knows of one piece."""

    commitment: bytes
    """comm_p, 32 bytes."""
    size: PaddedBytes


@cache
def zero_root(height: int) -> bytes:
    """Return the root of `height` levels over zero leaves."""
    return sha256_node((zero_root(height - 1),) * 2) if height else bytes(NODE_BYTES)


def zero_piece(size: PaddedBytes) -> Piece:
    """Return the piece of nothing but zeros."""
    return Piece(zero_root(piece_height(size)), size)


def data_root(padded: bytes, height: int) -> bytes:
    """Return the root of the binary tree of `height` levels over padded bytes, zeros behind them.

    Only the nodes over the bytes are hashed; what lies right of them is one known zero root on each level.

    Raises:
        ValueError: If the tree has fewer leaves than the bytes fill.
    """
    row = split_nodes(padded.ljust(-(-len(padded) // NODE_BYTES) * NODE_BYTES, b"\0"))
    if len(row) > 1 << height:
        raise ValueError(f"{len(row)} nodes of data do not fit under a tree of {height} levels")
    for level in range(height):
        pairs = row if len(row) % 2 == 0 else (*row, zero_root(level))
        row = tuple(map(sha256_node, zip(pairs[::2], pairs[1::2], strict=True)))
    return row[0] if row else zero_root(height)


def comm_p(payload: bytes, size: PaddedBytes | None = None) -> bytes:
    """Commit to the payload of a piece.

    Args:
        payload: Bytes before Fr32 padding.
        size: Padded size of the piece; the smallest that holds the payload unless given.

    Raises:
        ValueError: If the payload does not fit into that size.
    """
    size = padded_piece_size(len(payload)) if size is None else check_padded_size(size)
    if len(payload) > unpadded(size):
        raise ValueError(f"{len(payload)} bytes do not fit into a piece of {size}, which holds {unpadded(size)}")
    return data_root(pad(payload), piece_height(size))


def join(left: Piece, right: Piece) -> Piece:
    """Make one piece of two equal ones."""
    return Piece(sha256_node((left.commitment, right.commitment)), PaddedBytes(left.size * 2))


def comm_d(pieces: Iterable[Piece], sector_size: PaddedBytes) -> bytes:
    """Commit to a sector from the commitments of its pieces.

    The pieces so far form a stack of subtrees, each smaller than the one below it. A zero piece as large as
    the topmost one closes a gap, whether before a larger piece or at the end of the sector.

    Args:
        pieces: In the order in which they stand in the sector.
        sector_size: Padded size of the sector.

    Raises:
        ValueError: If a size is not a power of two, or the aligned pieces do not fit.
    """
    whole = check_padded_size(sector_size)
    subtrees: list[Piece] = []
    for piece in pieces:
        check_padded_size(piece.size)
        while subtrees and subtrees[-1].size < piece.size:
            _push(subtrees, zero_piece(subtrees[-1].size))
        _push(subtrees, piece)
        used = sum(subtree.size for subtree in subtrees)
        if used > whole:
            raise ValueError(f"aligned pieces take {used} bytes, the sector has {whole}")
    if not subtrees:
        return zero_piece(whole).commitment
    while subtrees[0].size < whole:
        _push(subtrees, zero_piece(subtrees[-1].size))
    return subtrees[0].commitment


def _push(subtrees: list[Piece], piece: Piece) -> None:
    """Put a piece on the stack and join equal neighbours."""
    while subtrees and subtrees[-1].size == piece.size:
        piece = join(subtrees.pop(), piece)
    subtrees.append(piece)
