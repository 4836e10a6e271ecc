"""What a miner keeps of a sealed sector, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass

from filspec.proofs.merkle.tree import MerkleTree

MAX_SECTOR_NUMBER = (1 << 64) - 1

PieceInSector = tuple[int, int, bytes]
"""Offset in the padded sector, padded size, and the unpadded data of a piece."""

PublicSector = tuple[int, bytes]
"""Number and comm_r of a sector, as the chain knows it."""


class Replica:
    """A replica on its miner's disk, which may forget.

    Attributes:
        contents: the bytes that are there now.
    """

    def __init__(self, contents: bytes) -> None:
        self.contents = contents
        self._sealed_contents = contents

    @property
    def is_intact(self) -> bool:
        """Whether the bytes are those that were sealed."""
        return self.contents == self._sealed_contents

    def damage(self, position: int) -> None:
        """Turn one byte into another."""
        spoilt = bytes([self.contents[position] ^ 1])
        self.contents = self.contents[:position] + spoilt + self.contents[position + 1 :]

    def lose(self) -> None:
        """Lose all bytes."""
        self.contents = b""

    def restore(self) -> None:
        """Get the sealed bytes back, as from a second disk."""
        self.contents = self._sealed_contents


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed sector as its miner keeps it.

    Attributes:
        miner: number of the miner it is sealed for.
        number: its sector number.
        comm_d: commitment to its data, 32 bytes.
        comm_r: commitment to its replica, 32 bytes.
        proof: the seal proof.
        replica: the bytes on disk.
        data_tree: the tree over its padded data, from which pieces are opened.
    """

    miner: int
    number: int
    comm_d: bytes
    comm_r: bytes
    proof: bytes
    replica: Replica
    data_tree: MerkleTree


StoredSector = tuple[int, bytes, Sealed]
"""Number and comm_r of a sector, and what its miner keeps of it."""


class SectorUnreadable(Exception):  # noqa: N818 (a lost sector is a fact of storage, no error of the program)
    """Sectors cannot be proved, or read: lost, damaged, or sealed under another comm_r.

    Attributes:
        numbers: their numbers, ascending; none if a proof was asked for no sector.
    """

    def __init__(self, numbers: tuple[int, ...]) -> None:
        what = f"sectors {list(numbers)} cannot be read" if numbers else "there is no sector to prove"
        super().__init__(f"{what}; declare lost sectors faulty and prove the others")
        self.numbers = numbers


def is_sector_id(miner: int, number: int) -> bool:
    """Whether a miner and a sector number can be written into a replica id."""
    return 0 <= miner <= MAX_SECTOR_NUMBER and 0 <= number <= MAX_SECTOR_NUMBER


def check_owner(miner: int, sealed: Sealed) -> None:
    """Refuse to unseal with another miner's identity, from which only noise would come.

    Raises:
        ValueError: the sector is another miner's.
    """
    if sealed.miner != miner:
        raise ValueError(f"sector {sealed.number} is sealed for miner {sealed.miner}, miner {miner} cannot unseal it")
