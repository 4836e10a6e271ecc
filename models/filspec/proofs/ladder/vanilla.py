"""The vanilla rung: real graphs, labels, trees and challenges at the sector's real size, without a SNARK around them.

Seals are of the registered type StackedDrg V1_1 (number 5 for 2 KiB), the one of most sectors on the network; proofs
of spacetime are window PoSts by the rules of version 1.2.0, the types in use. Committing is one step (decision 21), so
the seed of the replica is the seed of the challenges, too.

Verifying is a pure function of bytes that all nodes of a process repeat, so its answers are remembered.

Source: proofs-facts sections 4, 7 to 9 and 11; rust-filecoin-proofs-api src/registry.rs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache

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
from filspec.proofs.porep.parameters import PorepParameters, registered_porep_parameters
from filspec.proofs.porep.prove import prove_porep
from filspec.proofs.porep.seal import SealedSector, seal, unseal
from filspec.proofs.porep.statement import PorepStatement
from filspec.proofs.porep.verify import verify_porep
from filspec.proofs.post.challenges import post_randomness
from filspec.proofs.post.parameters import PostParameters, window_post_parameters
from filspec.proofs.post.prove import FaultySectorsError, prove_post
from filspec.proofs.post.statement import PostSector, PostStatement, window_statement
from filspec.proofs.post.verify import verify_post
from filspec.proofs.registered_seal import REGISTERED_SIZES
from filspec.proofs.replica_id import ActorNumber, SectorNumber, prover_id, replica_id

FIRST_V1_1_NUMBER = 5
"""Registered number of StackedDrg V1_1 for the smallest sector; the larger ones follow."""

REMEMBERED_PROOFS = 1024


class StoredReplica(Replica):
    """A replica with the trees its miner needs to prove it."""

    def __init__(self, sector: SealedSector) -> None:
        super().__init__(sector.replica)
        self._sector = sector

    @property
    def sector(self) -> SealedSector:
        """The sealed sector as the disk has it now."""
        return replace(self._sector, replica=self.contents)


class Vanilla(DataCommitments):
    """Real proofs without SNARKs."""

    name = "vanilla"

    @cached_property
    def porep(self) -> PorepParameters:
        """Parameters of its seals.

        Raises:
            ValueError: no seal is registered for this sector size.
        """
        if self.sector_size not in REGISTERED_SIZES:
            sizes = ", ".join(map(str, REGISTERED_SIZES))
            raise ValueError(f"no seal is registered for sectors of {self.sector_size} bytes; there are {sizes}")
        return registered_porep_parameters(FIRST_V1_1_NUMBER + REGISTERED_SIZES.index(self.sector_size))

    @cached_property
    def window_post(self) -> PostParameters:
        """Parameters of its proofs of spacetime."""
        return window_post_parameters(self.sector_size)

    def seal(self, miner: int, number: int, seed: bytes, pieces: tuple[PieceInSector, ...]) -> Sealed:
        """Make the replica and prove it."""
        data = self.sector_data(pieces)
        sector = seal(self.porep, prover_id(ActorNumber(miner)), SectorNumber(number), seed, data)
        proof = prove_porep(sector, seed)
        return Sealed(miner, number, sector.comm_d, sector.comm_r, proof, StoredReplica(sector), sector.tree_d)

    def prove_post(self, randomness: bytes, miner: int, sectors: tuple[StoredSector, ...]) -> bytes:
        """Open the challenged leaves of the replicas."""
        if not sectors:
            raise SectorUnreadable(())
        statement = _window_statement(randomness, tuple((number, comm_r) for number, comm_r, _ in sectors))
        stored = {SectorNumber(number): _sector(sealed) for number, _, sealed in sectors}
        try:
            return prove_post(self.window_post, statement, stored)
        except FaultySectorsError as faulty:
            raise SectorUnreadable(faulty.sectors) from faulty

    def unseal(self, miner: int, sealed: Sealed) -> bytes:
        """Decode the replica, which takes the labels of all layers once more."""
        check_owner(miner, sealed)
        sector = _sector(sealed)
        if not sector.is_intact():
            raise SectorUnreadable((sealed.number,))
        return unseal(self.porep, sector.replica_id, sector.replica)

    def verify_seal(self, miner: int, number: int, seed: bytes, comm_d: bytes, comm_r: bytes, proof: bytes) -> bool:
        """Follow the challenged nodes to both commitments and label them anew."""
        if not is_sector_id(miner, number):
            return False
        sealed_as = replica_id(prover_id(ActorNumber(miner)), SectorNumber(number), seed, comm_d, self.porep.porep_id)
        return _is_sealed(self.porep, PorepStatement(sealed_as, comm_d, comm_r, seed), proof)

    def verify_post(self, randomness: bytes, miner: int, sectors: tuple[PublicSector, ...], proof: bytes) -> bool:
        """Follow the challenged leaves to every comm_r."""
        distinct = {number for number, _ in sectors}
        if len(distinct) < len(sectors) or not all(is_sector_id(miner, number) for number in distinct):
            return False
        if len(randomness) != 32:
            return False
        return _is_stored(self.window_post, _window_statement(randomness, sectors), proof)


def _sector(sealed: Sealed) -> SealedSector:
    if not isinstance(sealed.replica, StoredReplica):
        raise TypeError(f"sector {sealed.number} was sealed on another rung and has no trees; seal it on this one")
    return sealed.replica.sector


def _window_statement(randomness: bytes, sectors: tuple[PublicSector, ...]) -> PostStatement:
    return window_statement(
        post_randomness(randomness), (PostSector(SectorNumber(number), comm_r) for number, comm_r in sectors)
    )


@lru_cache(maxsize=REMEMBERED_PROOFS)
def _is_sealed(parameters: PorepParameters, statement: PorepStatement, proof: bytes) -> bool:
    return verify_porep(parameters, statement, proof).accepted


@lru_cache(maxsize=REMEMBERED_PROOFS)
def _is_stored(parameters: PostParameters, statement: PostStatement, proof: bytes) -> bool:
    return verify_post(parameters, statement, proof).accepted
