"""Cutting a file into pieces that fit a sector."""

from __future__ import annotations

from filspec.actors.units import Bytes
from filspec.kit.records import Record
from filspec.proofs.pieces.sizes import padded_piece_size


class Piece(Record):
    """A part of a file.

    Attributes:
        content: its bytes, not padded.
        padded_size: the room it takes in a sector.
    """

    content: bytes
    padded_size: Bytes


def cut(content: bytes, sector_size: Bytes) -> tuple[Piece, ...]:
    """The pieces of a file, in order; each but the last fills a sector (127 of 128 bytes are the file's)."""
    capacity = sector_size // 128 * 127
    parts = [content[start : start + capacity] for start in range(0, len(content), capacity)]
    return tuple(Piece(content=part, padded_size=Bytes(padded_piece_size(len(part)))) for part in parts)
