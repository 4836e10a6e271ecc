"""What a miner keeps of a sealed sector, on any rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PlacedPiece = tuple[int, int, bytes]
"""A piece in a sector: its offset and size in padded bytes, and its content without padding."""


class SectorUnreadable(Exception):  # noqa: N818 (the field's word)
    """Some sectors cannot be proved, because their replicas are missing or damaged.

    Attributes:
        numbers: these sectors.
    """

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = tuple(numbers)
        super().__init__(f"sectors {list(numbers)} are missing or damaged; declare them faulty and prove the others")


@dataclass(slots=True)
class Sealed:
    """A sealed sector.

    Attributes:
        number: the sector.
        comm_d: commitment to its data.
        comm_r: commitment to its replica.
        proof: the seal proof.
        replica: the bytes on disk; whoever damages them damages the sector.
    """

    number: int
    comm_d: bytes
    comm_r: bytes
    proof: bytes
    replica: bytes
