"""The ideal rung: ghost state in the place of proofs.

It remembers which seals and which proofs of spacetime were honestly made. A proof is a token bound to all its public
inputs, and it verifies exactly if it was made for them: no miner without the data ever gets one, and none can be
forged, because the token alone is not enough. That is what the other rungs promise, without their cost.

Source: protocol-facts section 6.6.
"""

from __future__ import annotations

from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.canonical import CborValue, encode
from filspec.proofs.fr import trim
from filspec.proofs.ladder.data_commitments import DataCommitments
from filspec.proofs.ladder.sealed import (
    PieceInSector,
    PublicSector,
    Replica,
    Sealed,
    SectorUnreadable,
    StoredSector,
    check_owner,
    is_sector_id,
)


class Ideal(DataCommitments):
    """Proofs that are true because they were made; one instance serves all nodes of a network."""

    name = "ideal"

    def __init__(self, sector_size: int) -> None:
        super().__init__(sector_size)
        self._made: set[bytes] = set()

    def seal(self, miner: int, number: int, seed: bytes, pieces: tuple[PieceInSector, ...]) -> Sealed:
        """Remember the seal."""
        data = self.sector_data(pieces)
        data_tree = self.data_tree(data)
        comm_r = trim(_token("comm_r", miner, number, seed, data_tree.root))
        proof = _token("seal", miner, number, seed, data_tree.root, comm_r)
        self._made.add(proof)
        return Sealed(miner, number, data_tree.root, comm_r, proof, Replica(data), data_tree)

    def prove_post(self, randomness: bytes, miner: int, sectors: tuple[StoredSector, ...]) -> bytes:
        """Remember that the sectors were there."""
        faulty = {
            number for number, comm_r, sealed in sectors if not sealed.replica.is_intact or sealed.comm_r != comm_r
        }
        if faulty or not sectors:
            raise SectorUnreadable(tuple(sorted(faulty)))
        proof = _post_token(randomness, tuple((number, comm_r) for number, comm_r, _ in sectors))
        self._made.add(proof)
        return proof

    def unseal(self, miner: int, sealed: Sealed) -> bytes:
        """The data, if it is still there."""
        check_owner(miner, sealed)
        if not sealed.replica.is_intact:
            raise SectorUnreadable((sealed.number,))
        return sealed.replica.contents

    def verify_seal(self, miner: int, number: int, seed: bytes, comm_d: bytes, comm_r: bytes, proof: bytes) -> bool:
        """Whether this very seal was made."""
        if not is_sector_id(miner, number):
            return False
        return proof == _token("seal", miner, number, seed, comm_d, comm_r) and proof in self._made

    def verify_post(self, randomness: bytes, miner: int, sectors: tuple[PublicSector, ...], proof: bytes) -> bool:
        """Whether these very sectors were proved for this randomness."""
        if len(randomness) != 32 or not all(is_sector_id(miner, number) for number, _ in sectors):
            return False
        return proof == _post_token(randomness, sectors) and proof in self._made


def _post_token(randomness: bytes, sectors: tuple[PublicSector, ...]) -> bytes:
    return _token("post", trim(randomness), *(part for sector in sorted(sectors) for part in sector))


def _token(*parts: CborValue) -> bytes:
    return blake2b_256(encode(parts))
