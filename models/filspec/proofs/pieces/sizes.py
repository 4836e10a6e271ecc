"""How large a piece is, and where it starts in a sector.

A piece holds 127 * 2^k bytes of payload, which Fr32 padding turns into 128 * 2^k. Shorter payload is filled
with zeros. A piece starts at a multiple of its own size, so that it is a whole subtree of the sector's data
tree.

Source: proofs-facts section 3; rust-fil-proofs filecoin-proofs/src/pieces.rs; FRC-0069.
"""

from collections.abc import Iterable
from typing import NamedTuple, NewType

from filspec.proofs.fr32 import QUAD_PADDED_BYTES, QUAD_UNPADDED_BYTES

UnpaddedBytes = NewType("UnpaddedBytes", int)
"""A size before Fr32 padding."""

PaddedBytes = NewType("PaddedBytes", int)
"""A size after Fr32 padding: a power of two, at least 128, for pieces and sectors."""

SMALLEST_PIECE = PaddedBytes(QUAD_PADDED_BYTES)


class PieceAlignment(NamedTuple):
    """Zero bytes (unpadded) around a piece."""

    left: int
    """Before it, up to its next boundary."""
    right: int
    """After it, up to its full size."""


def padded_piece_size(payload_bytes: int) -> PaddedBytes:
    """Return the size of the smallest piece that holds a payload."""
    size = QUAD_PADDED_BYTES
    while unpadded(PaddedBytes(size)) < payload_bytes:
        size *= 2
    return PaddedBytes(size)


def unpadded(size: PaddedBytes) -> UnpaddedBytes:
    """Return the payload capacity of a padded size."""
    return UnpaddedBytes(size // QUAD_PADDED_BYTES * QUAD_UNPADDED_BYTES)


def check_padded_size(size: int) -> PaddedBytes:
    """Accept a size that a piece or a sector can have.

    Raises:
        ValueError: If it is not a power of two of at least 128.
    """
    if size < SMALLEST_PIECE or size & (size - 1):
        raise ValueError(f"a padded piece has 128 * 2^k bytes, got {size}")
    return PaddedBytes(size)


def piece_padding(payload_bytes: int) -> int:
    """Return the zero bytes that fill a payload up to its piece, as a piece CID of FRC-0069 records them."""
    return unpadded(padded_piece_size(payload_bytes)) - payload_bytes


def piece_height(size: PaddedBytes) -> int:
    """Return the levels of the tree over a piece's 32-byte leaves."""
    return (check_padded_size(size) // 32).bit_length() - 1


def piece_alignment(written_bytes: int, payload_bytes: int) -> PieceAlignment:
    """Return the zeros before and after a payload that follows `written_bytes` (unpadded) in a sector."""
    size = unpadded(padded_piece_size(payload_bytes))
    return PieceAlignment(left=-written_bytes % size, right=size - payload_bytes)


def piece_starts(payload_sizes: Iterable[int]) -> list[int]:
    """Return the unpadded offset of each piece when they are written one after another."""
    starts, written = [], 0
    for payload_bytes in payload_sizes:
        left, right = piece_alignment(written, payload_bytes)
        starts.append(written + left)
        written += left + payload_bytes + right
    return starts
