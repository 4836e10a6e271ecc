"""Proofs of spacetime: a miner shows that it still holds its proving set (protocol-facts 7.3).

Every winning block carries one, and a miner without luck must bring one in each proving period. The first accepted one
in a period ends its duty; later ones only pay (decision 8). A proof that does not verify changes nothing and may be
tried again (decision 7); in the literal variant it costs collateral all the same.

A proof counts in one proving period, the one its challenge belongs to (decision 30). The randomness of an epoch is
known when the epoch is over, so it belongs to the period of the epoch after it.
"""

from __future__ import annotations

from filspec.actors.names import STORAGE_MINER_ACTOR
from filspec.actors.oracles import verify_post
from filspec.actors.parameters import FailedPoSt
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.failure import FaultKind, slash_storage_collateral
from filspec.actors.storage_market.sector_deals import holds_live_deals
from filspec.actors.storage_market.settlement import close_expired_storage_deals, handle_storage_deal_payment
from filspec.actors.storage_miner.sectors import remove_sector, store_sector
from filspec.actors.storage_miner.state import NO_PERIOD, Sector, SectorState
from filspec.actors.units import ActorID, Epoch, ProofBytes, SectorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.loops import for_each_in, for_each_under
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@message(STORAGE_MINER_ACTOR, "SubmitPoSt(PoStProof, DoneSet)")
def submit_post(
    w: World,
    caller: ActorID,
    miner: ActorID,
    challenge_epoch: Epoch,
    proof: ProofBytes,
    done: tuple[SectorNumber, ...],
) -> bool:
    """Prove the proving set, give up the done sectors, and be paid."""
    require(miner in w.miner.miners, Reason.NO_SUCH_MINER)
    require(not w.miner.miners[miner].terminated, Reason.MINER_TERMINATED)
    require(caller == w.miner.miners[miner].worker, Reason.CALLER_IS_NOT_THE_WORKER)
    require(w.miner.miners[miner].proving_period_end != NO_PERIOD, Reason.NO_PROVING_PERIOD)
    require(is_challenge_recent(w, challenge_epoch), Reason.CHALLENGE_OUT_OF_WINDOW)
    require(is_challenge_of_period(w, miner, challenge_epoch), Reason.CHALLENGE_OF_ANOTHER_PERIOD)
    valid = verify_post(w, miner, challenge_epoch, proof)
    require(valid or w.parameters.failed_post == FailedPoSt.SLASHES, Reason.INVALID_POST)

    if valid:
        w.miner.miners[miner] = w.miner.miners[miner].but(proved=True)
        update_done_set(w, miner, done)
        for_each_under(w.miner.sectors, miner, credit_proved_sector, w)
    else:
        for_each_under(w.miner.sectors, miner, slash_unproved_sector, w)
    return valid


@pure
def is_challenge_recent(w: World, challenge_epoch: Epoch) -> bool:
    """Whether the challenge is past and at most ``post_challenge_time`` old, for winners and stragglers alike."""
    return challenge_epoch < w.epoch and w.epoch - challenge_epoch <= w.parameters.post_challenge_time


@pure
def is_challenge_of_period(w: World, miner: ActorID, challenge_epoch: Epoch) -> bool:
    """Whether the challenge can be answered for the first time in the miner's current proving period (decision 30)."""
    return challenge_epoch >= w.miner.miners[miner].proving_period_end - w.parameters.proving_period


@pure
def is_covered(sector: Sector) -> bool:
    """Whether a proof of spacetime must cover the sector: in the proving set and not faulty."""
    return sector.proving and sector.state != SectorState.FAILING


@internal(STORAGE_MINER_ACTOR, "UpdateDoneSet()")
def update_done_set(w: World, miner: ActorID, done: tuple[SectorNumber, ...]) -> None:
    """Let the sectors go that the miner gives up."""
    for_each_in(done, give_up_sector, w, miner)


@internal()
def give_up_sector(w: World, number: SectorNumber, miner: ActorID) -> None:
    """Let one sector go; one with a live deal may not."""
    require((miner, number) in w.miner.sectors, Reason.NO_SUCH_SECTOR)
    require(not holds_live_deals(w, (miner, number)), Reason.SECTOR_HAS_LIVE_DEALS)
    remove_sector(w, (miner, number))


@internal()
def credit_proved_sector(w: World, sector_id: SectorID) -> None:
    """A covered sector counts as power; its deals are paid first and closed after, else the last period is lost."""
    sector = w.miner.sectors[sector_id]
    if is_covered(sector):
        store_sector(w, sector_id, sector.but(state=SectorState.ACTIVE, fault_count=0))
        handle_storage_deal_payment(w, sector_id[0], sector_id[1])
        close_expired_storage_deals(w, sector_id)


@internal()
def slash_unproved_sector(w: World, sector_id: SectorID) -> None:
    """The literal variant of decision 7: a proof that does not verify costs collateral."""
    if is_covered(w.miner.sectors[sector_id]):
        slash_storage_collateral(w, sector_id[0], sector_id[1], FaultKind.DETECTED)
