"""Cutting a file into pieces that fit a sector."""

from __future__ import annotations

from filspec.actors.units import Bytes
from filspec.kit.records import Record
from filspec.proofs.pieces.sizes import PaddedBytes, padded_piece_size, unpadded


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


def distinct(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces that must be stored: of those with the same commitment the first, which is the longest of a file's.

    A commitment names the data and the zeros behind it, so a proposal for the same data would be the same proposal.
    """
    stored: dict[bytes, Piece] = {}
    for piece in pieces:
        stored.setdefault(piece.content.ljust(unpadded(PaddedBytes(piece.padded_size)), b"\0"), piece)
    return tuple(stored.values())
