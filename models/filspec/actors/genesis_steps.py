"""The steps of a genesis: an account, and a miner whose sectors were sealed beforehand and count at once.

No message does what they do. They are transitions all the same, so that each of them is shown to keep every law of
worlds and rows: a network may begin with any accounts and any such miners.
"""

from __future__ import annotations

from filspec.actors.init.creation import new_actor
from filspec.actors.ledger.state import ActorKind
from filspec.actors.ledger.transfers import is_account, transfer
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.sectors import add_sector
from filspec.actors.storage_miner.state import NO_PERIOD, NO_SECTORS, Miner, Sector, SectorState
from filspec.actors.storage_power.power_table import enter_power
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.actors.units import (
    POWER,
    ActorID,
    Bytes,
    Commitment,
    Epoch,
    PublicKey,
    SectorNumber,
    TokenAmount,
)
from filspec.actors.world import World
from filspec.kit.loops import for_each_in
from filspec.kit.records import Record
from filspec.kit.requirement import require
from filspec.kit.transitions import internal


class PresealedSector(Record):
    """A sector of a genesis miner."""

    comm_r: Commitment
    comm_d: Commitment
    expiration: Epoch


@internal()
def add_genesis_account(w: World, key: PublicKey, balance: TokenAmount) -> ActorID:
    """Enter an account that exists from the start, with tokens that exist from the start; answer its number."""
    require(balance >= 0, Reason.NEGATIVE_AMOUNT)
    number = new_actor(w, ActorKind.ACCOUNT)
    w.ledger.accounts[number] = w.ledger.accounts[number].but(balance=balance, key=key)
    w.ledger.total_supply = TokenAmount(w.ledger.total_supply + balance)
    return number


@internal()
def add_genesis_miner(
    w: World, owner: ActorID, worker: ActorID, sectors: tuple[PresealedSector, ...], pledge: TokenAmount
) -> ActorID:
    """Make a miner whose sectors count as proved; its pledge is taken from the owner's balance; answer its number."""
    require(is_account(w, owner), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(is_account(w, worker), Reason.NO_SUCH_ACTOR)
    transfer(w, owner, POWER, pledge)
    miner = new_actor(w, ActorKind.MINER)
    w.miner.miners[miner] = Miner(
        owner=owner,
        worker=worker,
        sector_size=w.parameters.sector_size,
        counts=NO_SECTORS,
        proving_period_end=NO_PERIOD,
        proved=False,
        terminated=False,
    )
    w.power.claims[miner] = NO_CLAIM.but(pledge=pledge)
    w.power.miner_count += 1
    for_each_in(sectors, add_presealed_sector, w, miner)
    return miner


@internal()
def add_presealed_sector(w: World, sealed: PresealedSector, miner: ActorID) -> None:
    """Enter the next sector of a genesis miner as active; the first one begins its first proving period."""
    require(miner in w.power.claims, Reason.CALLER_IS_NOT_A_MINER)
    number = SectorNumber(w.miner.miners[miner].counts.active)
    require((miner, number) not in w.miner.used_numbers, Reason.SECTOR_NUMBER_USED)
    require(sealed.comm_r not in w.miner.sealed, Reason.COMM_R_USED)
    sector = Sector(
        state=SectorState.ACTIVE,
        proving=True,
        fault_next=False,
        fault_count=0,
        comm_r=sealed.comm_r,
        comm_d=sealed.comm_d,
        seal_epoch=w.epoch,
        expiration=sealed.expiration,
        used=Bytes(0),
    )
    add_sector(w, (miner, number), sector)
    w.miner.miners[miner] = w.miner.miners[miner].but(proving_period_end=Epoch(w.epoch + w.parameters.proving_period))
    enter_power(w, miner)
