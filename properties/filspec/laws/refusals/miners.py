"""Refusals of a miner's messages: committing and proving sectors, faults, and its worker."""

from __future__ import annotations

from filspec.actors.oracles import OnChainSealVerifyInfo, Purpose, randomness_at, verify_seal
from filspec.actors.parameters import FailedPoSt
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import declare_fault, declare_recovery, update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import give_up_sector, submit_post
from filspec.actors.storage_miner.proving_period import proving_period_update
from filspec.actors.storage_miner.state import NO_PERIOD, SectorState
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.units import POWER, ActorID, Epoch, SectorNumber
from filspec.actors.world import World
from filspec.kit.laws import refused_for
from filspec.laws.formulas.deals import is_account
from filspec.laws.formulas.pledge import free_pledge, required_with
from filspec.laws.formulas.sectors import is_in_seal_window, is_recent, period_ends


@refused_for(submit_post, Reason.NO_SUCH_MINER, "M6")
@refused_for(update_sector_status, Reason.NO_SUCH_MINER, "M13")
@refused_for(change_worker, Reason.NO_SUCH_MINER, "M16")
def miner_is_unknown(before: World, miner: ActorID) -> bool:
    """There is no such miner."""
    return miner not in before.miner.miners


@refused_for(commit_sector, Reason.NO_SUCH_MINER, "M8")
def committing_miner_is_unknown(before: World, info: OnChainSealVerifyInfo) -> bool:
    """There is no such miner."""
    return info.miner not in before.miner.miners


@refused_for(submit_post, Reason.MINER_TERMINATED, "S6")
@refused_for(update_sector_status, Reason.MINER_TERMINATED, "S6")
def miner_was_ended(before: World, miner: ActorID) -> bool:
    """A consensus fault ended the miner."""
    return before.miner.miners[miner].terminated


@refused_for(commit_sector, Reason.MINER_TERMINATED, "S6")
def committing_miner_was_ended(before: World, info: OnChainSealVerifyInfo) -> bool:
    """A consensus fault ended the miner."""
    return before.miner.miners[info.miner].terminated


@refused_for(submit_post, Reason.CALLER_IS_NOT_THE_WORKER, "M6", "M14")
@refused_for(update_sector_status, Reason.CALLER_IS_NOT_THE_WORKER, "M13")
def sender_is_not_the_worker(before: World, caller: ActorID, miner: ActorID) -> bool:
    """The sender is not the miner's worker."""
    return caller != before.miner.miners[miner].worker


@refused_for(commit_sector, Reason.CALLER_IS_NOT_THE_WORKER, "M8")
def committing_sender_is_not_the_worker(before: World, caller: ActorID, info: OnChainSealVerifyInfo) -> bool:
    """The sender is not the miner's worker."""
    return caller != before.miner.miners[info.miner].worker


@refused_for(commit_sector, Reason.SECTOR_NUMBER_NEGATIVE, "M7")
def number_is_negative(before: World, info: OnChainSealVerifyInfo) -> bool:
    """The sector's number is negative."""
    return info.number < 0


@refused_for(commit_sector, Reason.SECTOR_NUMBER_USED, "M7")
def number_was_used(before: World, info: OnChainSealVerifyInfo) -> bool:
    """The miner used the number before, for a sector that may have left."""
    return (info.miner, info.number) in before.miner.used_numbers


@refused_for(commit_sector, Reason.COMM_R_USED, "M7")
def replica_was_committed(before: World, info: OnChainSealVerifyInfo) -> bool:
    """Somebody committed a sector with this comm_r before."""
    return info.comm_r in before.miner.sealed


@refused_for(commit_sector, Reason.SECTOR_EXPIRES_TOO_SOON, "M8")
def sector_promises_nothing(before: World, expiration: Epoch) -> bool:
    """The sector promises no epoch to come."""
    return expiration <= before.epoch


@refused_for(commit_sector, Reason.SEAL_EPOCH_OUT_OF_WINDOW, "M8")
def seed_is_too_fresh_or_too_old(before: World, info: OnChainSealVerifyInfo) -> bool:
    """The epoch of the seal seed is outside of the window in which a sealed sector can be committed."""
    return not is_in_seal_window(before, info.seal_epoch)


@refused_for(commit_sector, Reason.WRONG_SEAL_SEED, "M8")
def seed_is_not_the_chains(before: World, info: OnChainSealVerifyInfo) -> bool:
    """The seed is not the chain's randomness of its epoch for this miner."""
    return info.seed != randomness_at(Purpose.SEAL, info.seal_epoch, info.miner)


@refused_for(commit_sector, Reason.PLEDGE_TOO_SMALL, "S2")
def pledge_covers_no_more_power(before: World, info: OnChainSealVerifyInfo) -> bool:
    """The free pledge is smaller than what all power of the miner and the new sector's ask for."""
    claim, size = before.power.claims[info.miner], before.miner.miners[info.miner].sector_size
    return free_pledge(claim) < required_with(before, claim, size)


@refused_for(commit_sector, Reason.INVALID_SEAL, "M8")
def seal_is_not_proved(before: World, info: OnChainSealVerifyInfo) -> bool:
    """The seal proof does not verify."""
    return not verify_seal(info)


@refused_for(submit_post, Reason.NO_PROVING_PERIOD, "M6")
def nothing_to_prove(before: World, miner: ActorID) -> bool:
    """The miner never committed a sector."""
    return before.miner.miners[miner].proving_period_end == NO_PERIOD


@refused_for(submit_post, Reason.CHALLENGE_OUT_OF_WINDOW, "M6", "D17")
def challenge_is_old_or_to_come(before: World, challenge_epoch: Epoch) -> bool:
    """The challenge is to come, or older than the time there is to answer it."""
    return not is_recent(before, challenge_epoch)


@refused_for(submit_post, Reason.CHALLENGE_OF_ANOTHER_PERIOD, "M6", "M14")
def challenge_belongs_to_another_period(before: World, miner: ActorID, challenge_epoch: Epoch) -> bool:
    """The first epoch in which the challenge can be answered is not one of the miner's proving period."""
    last = before.miner.miners[miner].proving_period_end
    first = last - before.parameters.proving_period + 1
    return challenge_epoch + 1 < first or challenge_epoch + 1 > last


@refused_for(submit_post, Reason.INVALID_POST, "M14")
def proof_does_not_verify(before: World, accepted: bool, answer: bool) -> bool:
    """The proof does not verify, and the network has that cost nothing; else it is accepted and answered with false."""
    return before.parameters.failed_post != FailedPoSt.SLASHES and not (accepted and answer)


@refused_for(give_up_sector, Reason.NO_SUCH_SECTOR, "M19")
@refused_for(declare_fault, Reason.NO_SUCH_SECTOR, "M13")
@refused_for(declare_recovery, Reason.NO_SUCH_SECTOR, "M13")
def sector_is_unknown(before: World, number: SectorNumber, miner: ActorID) -> bool:
    """The miner has no such sector."""
    return (miner, number) not in before.miner.sectors


@refused_for(give_up_sector, Reason.SECTOR_HAS_LIVE_DEALS, "M19")
def sector_is_needed(before: World, number: SectorNumber, miner: ActorID) -> bool:
    """The sector holds a deal that is not closed."""
    return before.market.live_deals.get((miner, number), 0) > 0


@refused_for(declare_fault, Reason.SECTOR_ALREADY_FAULTY, "M13")
def fault_is_known(before: World, number: SectorNumber, miner: ActorID) -> bool:
    """The sector is faulty, or declared faulty for the next period."""
    sector = before.miner.sectors[miner, number]
    return sector.fault_next or sector.state == SectorState.FAILING


@refused_for(declare_recovery, Reason.SECTOR_NOT_FAULTY, "M13")
def nothing_to_recover(before: World, number: SectorNumber, miner: ActorID) -> bool:
    """The sector is not faulty."""
    return before.miner.sectors[miner, number].state != SectorState.FAILING


@refused_for(change_worker, Reason.CALLER_IS_NOT_THE_OWNER, "M16")
def sender_is_not_the_owner(before: World, caller: ActorID, miner: ActorID) -> bool:
    """The sender is not the miner's owner."""
    return caller != before.miner.miners[miner].owner


@refused_for(change_worker, Reason.NO_SUCH_ACTOR, "M16", "T6")
def worker_is_no_account(before: World, worker: ActorID) -> bool:
    """The new worker is no account."""
    return not is_account(before, worker)


@refused_for(proving_period_update, Reason.CALLER_IS_NOT_THE_POWER_ACTOR, "M15")
def sender_is_not_the_power_actor(before: World, caller: ActorID) -> bool:
    """Somebody else than the storage power actor sends it."""
    return caller != POWER


@refused_for(proving_period_update, Reason.NO_PROVING_PERIOD, "M15")
def period_goes_on(before: World, miner: ActorID) -> bool:
    """This is not the last epoch of the miner's proving period."""
    return not period_ends(before, miner)
