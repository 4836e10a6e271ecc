"""Committing a sector: a sealed sector becomes part of the chain (the seed's one-step commit, decision 21)."""

from __future__ import annotations

from filspec.actors.names import STORAGE_MINER_ACTOR
from filspec.actors.oracles import OnChainSealVerifyInfo, Purpose, randomness_at, verify_seal
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.sector_deals import (
    PendingPiece,
    PublishedPiece,
    add_pending_deal,
    add_published_deal,
)
from filspec.actors.storage_miner.sectors import add_sector
from filspec.actors.storage_miner.state import NO_PERIOD, Sector, SectorState
from filspec.actors.storage_power.pledge import pledge_suffices
from filspec.actors.storage_power.power_table import increment_power
from filspec.actors.units import ActorID, Bytes, Epoch, SectorID
from filspec.actors.world import World
from filspec.kit.loops import for_each_in
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@message(STORAGE_MINER_ACTOR, "CommitSector(Seed, SectorID, SealCommitment, SealProof, [&Deal], [Deal])")
def commit_sector(
    w: World,
    caller: ActorID,
    info: OnChainSealVerifyInfo,
    expiration: Epoch,
    published: tuple[PublishedPiece, ...],
    pending: tuple[PendingPiece, ...],
) -> None:
    """Enter a sealed sector with its deals; one refused deal refuses the whole commit."""
    sector_id = (info.miner, info.number)
    require(info.miner in w.miner.miners, Reason.NO_SUCH_MINER)
    require(not w.miner.miners[info.miner].terminated, Reason.MINER_TERMINATED)
    require(caller == w.miner.miners[info.miner].worker, Reason.CALLER_IS_NOT_THE_WORKER)
    require(info.number >= 0, Reason.SECTOR_NUMBER_NEGATIVE)
    require(sector_id not in w.miner.used_numbers, Reason.SECTOR_NUMBER_USED)
    require(info.comm_r not in w.miner.sealed, Reason.COMM_R_USED)
    require(expiration > w.epoch, Reason.SECTOR_EXPIRES_TOO_SOON)
    require(is_seal_epoch_in_window(w, info.seal_epoch), Reason.SEAL_EPOCH_OUT_OF_WINDOW)
    require(info.seed == randomness_at(Purpose.SEAL, info.seal_epoch, info.miner), Reason.WRONG_SEAL_SEED)
    require(pledge_suffices(w, info.miner, w.miner.miners[info.miner].sector_size), Reason.PLEDGE_TOO_SMALL)
    require(verify_seal(info), Reason.INVALID_SEAL)

    enter_sector(w, sector_id, info, expiration)
    increment_power(w, info.miner)
    for_each_in(published, add_published_piece, w, sector_id)
    for_each_in(pending, add_pending_piece, w, sector_id)


@pure
def is_seal_epoch_in_window(w: World, seal_epoch: Epoch) -> bool:
    """Whether the seed is final and not too old: in [Z - T - F - G, Z - T - F + G] (protocol-facts 6.3)."""
    middle = w.epoch - w.parameters.sealing_time - w.parameters.finality
    slack = w.parameters.sealing_slack
    return middle - slack <= seal_epoch and seal_epoch <= middle + slack


@internal()
def enter_sector(w: World, sector_id: SectorID, info: OnChainSealVerifyInfo, expiration: Epoch) -> None:
    """Record the sector; the first one of a miner starts its proving period at once."""
    miner = w.miner.miners[sector_id[0]]
    starts = miner.proving_period_end == NO_PERIOD
    add_sector(
        w,
        sector_id,
        Sector(
            state=SectorState.COMMITTED,
            proving=starts,
            fault_next=False,
            fault_count=0,
            comm_r=info.comm_r,
            comm_d=info.comm_d,
            seal_epoch=info.seal_epoch,
            expiration=expiration,
            used=Bytes(0),
        ),
    )
    if starts:
        counted = w.miner.miners[sector_id[0]]
        w.miner.miners[sector_id[0]] = counted.but(
            proving_period_end=w.epoch + w.parameters.proving_period, proved=False
        )


@internal()
def add_published_piece(w: World, piece: PublishedPiece, sector_id: SectorID) -> None:
    """Bind one published deal."""
    add_published_deal(w, sector_id[0], sector_id[1], piece)


@internal()
def add_pending_piece(w: World, piece: PendingPiece, sector_id: SectorID) -> None:
    """Publish and bind one deal."""
    add_pending_deal(w, sector_id[0], sector_id[1], piece)
