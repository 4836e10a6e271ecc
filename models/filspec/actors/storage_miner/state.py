"""State of the storage miner actors: miners and their sectors."""

from __future__ import annotations

from enum import Enum

from filspec.actors.units import ActorID, Bytes, Commitment, Epoch, SectorID, SectorNumber
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import actor

NO_PERIOD = Epoch(-1)
"""The proving period end of a miner that never committed a sector."""


class SectorState(Enum):
    """Life of a sector on chain (protocol-facts 7.1)."""

    COMMITTED = 0
    ACTIVE = 1
    FAILING = 2
    RECOVERING = 3


class Sector(Record):
    """A committed sector.

    Attributes:
        state: where in its life it is.
        proving: whether the current period's proof must cover it (the ProvingSet).
        fault_next: declared faulty after the challenge, hence for the next period (the nextFaultSet).
        fault_count: consecutive period ends at which it was faulty, or recovering and not proved yet.
        comm_r: commitment to the replica.
        comm_d: commitment to the data.
        seal_epoch: epoch its seal seed was drawn from.
        expiration: last epoch it promises.
        used: bytes its pieces take, from the start of the sector.
    """

    state: SectorState
    proving: bool
    fault_next: bool
    fault_count: int
    comm_r: Commitment
    comm_d: Commitment
    seal_epoch: Epoch
    expiration: Epoch
    used: Bytes


class SectorCounts(Record):
    """How many sectors a miner has in each state."""

    committed: int
    active: int
    failing: int
    recovering: int


NO_SECTORS = SectorCounts(committed=0, active=0, failing=0, recovering=0)


class Miner(Record):
    """A storage miner actor.

    Attributes:
        owner: gets rewards, provides the deals, changes the worker.
        worker: sends the miner's messages and signs its blocks.
        sector_size: size of each of its sectors.
        counts: its sectors by state.
        proving_period_end: last epoch of its current proving period; ``NO_PERIOD`` before its first commit.
        proved: whether an accepted proof covers the current period.
        terminated: whether a consensus fault ended it.
    """

    owner: ActorID
    worker: ActorID
    sector_size: Bytes
    counts: SectorCounts
    proving_period_end: Epoch
    proved: bool
    terminated: bool


@actor
class StorageMinerActor:
    """All miners and their sectors.

    Attributes:
        miners: every miner ever created.
        sectors: the live sectors.
        used_numbers: every sector number a miner ever used.
        sealed: the sector of every comm_r ever committed.
    """

    miners: Table[ActorID, Miner]
    sectors: PairTable[ActorID, SectorNumber, Sector]
    used_numbers: PairTable[ActorID, SectorNumber, bool]
    sealed: Table[Commitment, SectorID]
