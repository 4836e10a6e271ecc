"""Rung: what the protocol asks of storage proofs, whoever answers.

Provers make seals and proofs of spacetime from data; verifiers get public inputs and bytes from anyone and answer yes
or no, never with an exception. All rungs agree on every answer. Data, pieces and their commitments are real on each of
them (``data_commitments``): hashing two kilobytes is cheap, and deals are about data.

What a proof of spacetime binds is the randomness and the sectors, each with its number and comm_r. The prover is bound
through these: randomness of the chain is drawn for one miner, and a comm_r belongs to one seal.

Source: protocol-facts section 6.6; proofs-facts section 11; rust-filecoin-proofs-api src/{seal,post}.rs.
"""

from __future__ import annotations

from typing import Protocol

from filspec.proofs.ladder.ideal import Ideal
from filspec.proofs.ladder.sealed import (
    PieceInSector,
    PublicSector,
    Replica,
    Sealed,
    SectorUnreadable,
    StoredSector,
)
from filspec.proofs.ladder.vanilla import Vanilla

__all__ = ["RUNG_NAMES", "Replica", "Rung", "Sealed", "SectorUnreadable", "rung"]

SMALLEST_SECTOR = 2048


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


_RUNGS: dict[str, type[Ideal] | type[Vanilla]] = {"ideal": Ideal, "vanilla": Vanilla}

RUNG_NAMES = tuple(_RUNGS)
"""From the cheapest to the most real."""


def rung(name: str, sector_size: int = SMALLEST_SECTOR) -> Rung:
    """A new rung for sectors of this padded size.

    Raises:
        KeyError: there is no rung of this name.
    """
    if name not in _RUNGS:
        raise KeyError(f"there is no rung {name!r} on the proof ladder; there are {', '.join(RUNG_NAMES)}")
    return _RUNGS[name](sector_size)
