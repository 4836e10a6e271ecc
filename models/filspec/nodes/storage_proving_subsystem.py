"""StorageProvingSubsystem: seals sectors and proves that they are still there (protocol-facts 3.14)."""

from __future__ import annotations

from filspec.actors.units import ActorID, Bytes, ProofBytes, Randomness, SectorNumber
from filspec.chain.conversions import proof_from_bytes, randomness_bytes
from filspec.kit.participants import Participant, receives
from filspec.nodes.sector_sealer import ReplicaConfig, SectorSealer
from filspec.proofs.ladder.rung import Rung, Sealed, SectorUnreadable


class StorageProvingSubsystem(Participant):
    """Keeps the sealed sectors of one miner.

    Attributes:
        sealed: each sealed sector.
    """

    def __init__(self, node: str, rung: Rung, sealer: SectorSealer) -> None:
        super().__init__(node)
        self.sealed: dict[SectorNumber, Sealed] = {}
        self._rung = rung
        self._sealer = sealer

    @receives("SealSector(Seed, SectorID, ReplicaCfg)", "SealOutputs")
    def seal_sector(self, seed: Randomness, replica: ReplicaConfig) -> Sealed:
        """Seal a sector and keep it."""
        self.sealed[replica.number] = self._sealer.seal(seed, replica)
        return self.sealed[replica.number]

    @receives("GeneratePoSt(challenge, [SectorID])", "PoStProof")
    def generate_post(self, challenge: Randomness, miner: ActorID, numbers: tuple[SectorNumber, ...]) -> ProofBytes:
        """Prove these sectors.

        Raises:
            SectorUnreadable: the data of some is missing or damaged; they should be declared faulty.
        """
        missing = tuple(number for number in numbers if number not in self.sealed)
        if missing:
            raise SectorUnreadable(missing)
        sectors = tuple((number, self.sealed[number].comm_r, self.sealed[number]) for number in numbers)
        return proof_from_bytes(self._rung.prove_post(randomness_bytes(challenge), miner, sectors))

    def prove_piece(self, number: SectorNumber, offset: Bytes, size: Bytes) -> ProofBytes:
        """Prove that the sector's data holds a piece of this size at this offset."""
        return proof_from_bytes(self._rung.prove_piece_inclusion(self.sealed[number], offset, size))

    def is_intact(self, number: SectorNumber) -> bool:
        """Whether a sealed sector is there and undamaged."""
        return number in self.sealed and self.sealed[number].replica.is_intact

    def unseal(self, miner: ActorID, number: SectorNumber, offset: Bytes, size: Bytes) -> bytes:
        """The bytes of a piece, won back from the replica; the zeros that pad it included."""
        unpadded = self._rung.unseal(miner, self.sealed[number])
        return unpadded[offset // 128 * 127 : (offset + size) // 128 * 127]
