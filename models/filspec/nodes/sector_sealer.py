"""SectorSealer: turns a sector's data into a replica. The drawing uses it without declaring it."""

from __future__ import annotations

from filspec.actors.units import ActorID, Randomness, SectorNumber
from filspec.chain.conversions import randomness_bytes
from filspec.kit.participants import Participant, receives
from filspec.kit.records import Record
from filspec.proofs.ladder.rung import Rung, Sealed


class ReplicaConfig(Record):
    """What is to be sealed.

    Attributes:
        miner: the prover the replica is bound to.
        number: its sector.
        pieces: offset, padded size and bytes of each piece.
    """

    miner: ActorID
    number: SectorNumber
    pieces: tuple[tuple[int, int, bytes], ...]


class SectorSealer(Participant):
    """Seals on one rung of the proof ladder."""

    def __init__(self, node: str, rung: Rung) -> None:
        super().__init__(node)
        self._rung = rung

    @receives("Seal(Seed, SectorID, ReplicaCfg)", "SealOutputs")
    def seal(self, seed: Randomness, replica: ReplicaConfig) -> Sealed:
        """Make the replica and prove it."""
        return self._rung.seal(replica.miner, replica.number, randomness_bytes(seed), replica.pieces)
