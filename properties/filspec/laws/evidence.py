"""Laws of evidence: what shows something counts for that alone, and no evidence counts twice.

Evidence that is checked by its age alone counts as often as it can be sent while it is young. So each law names the
thing that a piece of evidence counts for: a proving period, a sector, a miner, a voucher's lane, a place in a sector.
"""

from __future__ import annotations

from filspec.actors.oracles import ConsensusFaultProof, OnChainSealVerifyInfo
from filspec.actors.storage_market.sector_deals import PendingPiece, PublishedPiece
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import ActorID, Epoch, ProofBytes, SectorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.laws import law, postcondition, step_law_for_each


@law("M6", "M8")
def challenge_lies_in_its_period(w: World) -> bool:
    """The challenge of a proving period falls into that period, and the freshest seal seed allowed is final."""
    time = w.parameters.post_challenge_time
    in_period = time > 0 and time < w.parameters.proving_period
    return in_period and w.parameters.sealing_slack <= w.parameters.sealing_time


@postcondition(submit_post, "M6", "M14")
def proof_answers_its_own_period(
    before: World,
    after: World,
    caller: ActorID,
    miner: ActorID,
    challenge_epoch: Epoch,
    proof: ProofBytes,
    done: tuple[SectorNumber, ...],
) -> bool:
    """A proof of spacetime counts in one proving period: that in whose epochs its challenge can first be answered."""
    last = before.miner.miners[miner].proving_period_end
    first = last - before.parameters.proving_period + 1
    return first <= challenge_epoch + 1 and challenge_epoch + 1 <= last


@postcondition(commit_sector, "M7", "M8")
def seal_counts_for_one_sector(
    before: World,
    after: World,
    caller: ActorID,
    info: OnChainSealVerifyInfo,
    expiration: Epoch,
    published: tuple[PublishedPiece, ...],
    pending: tuple[PendingPiece, ...],
) -> bool:
    """A replica and a sector number are committed once, together, with a seed that is final and not too old."""
    sector_id, age = (info.miner, info.number), before.epoch - info.seal_epoch
    is_new = info.comm_r not in before.miner.sealed and sector_id not in before.miner.used_numbers
    is_kept = after.miner.sealed[info.comm_r] == sector_id and sector_id in after.miner.used_numbers
    usual = before.parameters.sealing_time + before.parameters.finality
    in_time = age >= usual - before.parameters.sealing_slack and age <= usual + before.parameters.sealing_slack
    return is_new and is_kept and in_time and age >= before.parameters.finality


@step_law_for_each("miner.sectors", "D14", "D16")
def place_in_a_sector_is_used_once(before: World, after: World, sector_id: SectorID) -> bool:
    """What pieces use of a sector is used for good, so the proof that a piece is at a place counts for one deal."""
    if sector_id not in after.miner.sectors:
        return True
    old, new = before.miner.sectors[sector_id], after.miner.sectors[sector_id]
    return new.used >= old.used and new.comm_d == old.comm_d and new.comm_r == old.comm_r


@postcondition(declare_consensus_fault, "S5")
def miner_is_convicted_once(before: World, after: World, caller: ActorID, proof: ConsensusFaultProof) -> bool:
    """A miner is convicted once, whatever blocks are reported: no second report, of these or of others, counts."""
    return not before.miner.miners[proof.miner].terminated and after.miner.miners[proof.miner].terminated
