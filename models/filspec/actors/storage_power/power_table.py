"""The power table: registering miners and counting their storage."""

from __future__ import annotations

from filspec.actors.init.creation import new_actor
from filspec.actors.ledger.state import ActorKind
from filspec.actors.ledger.transfers import is_account, transfer
from filspec.actors.names import STORAGE_POWER_ACTOR
from filspec.actors.parameters import PowerCounts
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.state import NO_PERIOD, NO_SECTORS, Miner
from filspec.actors.storage_power.pledge import required_pledge
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.actors.units import POWER, ActorID, Bytes, TokenAmount
from filspec.actors.world import World
from filspec.kit.records import Record
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


class CountedPower(Record):
    """The power that follows from a miner's sectors."""

    active: Bytes
    inactive: Bytes


@message(STORAGE_POWER_ACTOR, "CreateStorageMiner(OwnerAddr, WorkerPubKey)", "StorageMinerActor")
def create_storage_miner(w: World, caller: ActorID, value: TokenAmount, worker: ActorID, sector_size: Bytes) -> ActorID:
    """Make a miner actor owned by the caller, with the tokens sent along as its pledge; answer its number."""
    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(is_account(w, worker), Reason.NO_SUCH_ACTOR)
    require(sector_size == w.parameters.sector_size, Reason.UNSUPPORTED_SECTOR_SIZE)
    least = required_pledge(w, Bytes(0), w.power.total_power, w.power.miner_count + 1)
    require(value >= least, Reason.PLEDGE_TOO_SMALL)
    transfer(w, caller, POWER, value)
    miner = new_actor(w, ActorKind.MINER)
    w.miner.miners[miner] = Miner(
        owner=caller,
        worker=worker,
        sector_size=sector_size,
        counts=NO_SECTORS,
        proving_period_end=NO_PERIOD,
        proved=False,
        terminated=False,
    )
    w.power.claims[miner] = NO_CLAIM.but(pledge=value)
    w.power.miner_count += 1
    return miner


@internal(STORAGE_POWER_ACTOR, "IncrementPower(StorageMiner.WorkerPubKey)")
def increment_power(w: World, caller: ActorID) -> None:
    """Enter the power of a sector just committed; by decision 1 it is inactive until its first proof."""
    require(caller in w.power.claims, Reason.CALLER_IS_NOT_A_MINER)
    require(entered_power(w, caller) < sector_power(w, caller), Reason.NO_NEW_SECTOR)
    enter_power(w, caller)


@message(STORAGE_POWER_ACTOR, "RecomputeMinerPower()")
def recompute_miner_power(w: World, caller: ActorID) -> None:
    """Make a miner's power that of its sectors, and change the network's by the difference."""
    require(caller in w.power.claims, Reason.CALLER_IS_NOT_A_MINER)
    enter_power(w, caller)


@internal()
def enter_power(w: World, miner: ActorID) -> None:
    """Power moves with its sectors: every transition that moves a sector ends here."""
    claim = w.power.claims[miner]
    counted = counted_power(w, miner)
    w.power.claims[miner] = claim.but(active_power=counted.active, inactive_power=counted.inactive)
    w.power.total_power = Bytes(w.power.total_power + counted.active - claim.active_power)


@pure
def counted_power(w: World, miner: ActorID) -> CountedPower:
    """A miner's power as its sectors have it (protocol-facts 7.1)."""
    record = w.miner.miners[miner]
    proved = record.counts.active * record.sector_size
    waiting = record.counts.committed * record.sector_size
    if w.parameters.power_counts == PowerCounts.AT_COMMIT:
        return CountedPower(active=Bytes(proved + waiting), inactive=Bytes(0))
    return CountedPower(active=Bytes(proved), inactive=Bytes(waiting))


@pure
def entered_power(w: World, miner: ActorID) -> Bytes:
    """A miner's power as the table has it, active or not."""
    claim = w.power.claims[miner]
    return Bytes(claim.active_power + claim.inactive_power)


@pure
def sector_power(w: World, miner: ActorID) -> Bytes:
    """A miner's power as its sectors have it, active or not."""
    counted = counted_power(w, miner)
    return Bytes(counted.active + counted.inactive)
