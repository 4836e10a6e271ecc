"""Rung: what the protocol asks of storage proofs, whoever answers.

Provers make seals and proofs of spacetime from data; verifiers get public inputs and bytes from anyone and answer yes
or no, never with an exception. All rungs agree on every answer. Data, pieces and their commitments are real on each of
them (``data_commitments``): hashing two kilobytes is cheap, and deals are about data.

What a proof of spacetime binds is the randomness and the sectors, each with its number and comm_r. The prover is bound
through these: randomness of the chain is drawn for one miner, and a comm_r belongs to one seal.

Source: protocol-facts section 6.6; proofs-facts section 11; rust-filecoin-proofs-api src/{seal,post}.rs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

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


class Rung(Protocol):
    """One way to make and check storage proofs."""

    @property
    def name(self) -> str:
        """Its name on the ladder."""

    def commit_piece(self, data: bytes) -> bytes:
        """comm_p of unpadded data, padded to the smallest piece that holds it."""

    def seal(self, miner: int, number: int, seed: bytes, pieces: tuple[PieceInSector, ...]) -> Sealed:
        """Seal a sector that holds these pieces, zeros between and behind them, and prove the seal.

        Raises:
            ValueError: a piece is not aligned to its size, overlaps another, or does not fit.
        """

    def prove_piece_inclusion(self, sealed: Sealed, offset: int, size: int) -> bytes:
        """Prove that the sector's data holds, at an offset, the piece of this padded size that it does hold there."""

    def prove_post(self, randomness: bytes, miner: int, sectors: tuple[StoredSector, ...]) -> bytes:
        """Prove that sectors are stored.

        Raises:
            SectorUnreadable: some are not, or there are none.
        """

    def unseal(self, miner: int, sealed: Sealed) -> bytes:
        """The unpadded data of a whole sector: 127 bytes for every 128 of it.

        Raises:
            SectorUnreadable: the replica is lost or damaged.
            ValueError: it is another miner's.
        """

    def verify_seal(self, miner: int, number: int, seed: bytes, comm_d: bytes, comm_r: bytes, proof: bytes) -> bool:
        """Whether comm_r commits to a replica, for this miner, sector and seed, of the data under comm_d."""

    def verify_piece_inclusion(self, comm_d: bytes, piece_cid: bytes, size: int, offset: int, proof: bytes) -> bool:
        """Whether the data under comm_d holds the piece with this comm_p and padded size at this offset."""

    def verify_post(self, randomness: bytes, miner: int, sectors: tuple[PublicSector, ...], proof: bytes) -> bool:
        """Whether the sectors, one or more and each once, were stored when the randomness was known.

        The two top bits of the randomness do not count: a field element has no room for them.
        """


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
