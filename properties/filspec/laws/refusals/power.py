"""Refusals of the storage power actor: registering miners, their pledge, their power, and consensus faults."""

from __future__ import annotations

from filspec.actors.oracles import ConsensusFaultProof, valid_consensus_fault
from filspec.actors.reasons import Reason
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.storage_miner.proving_period import proving_period_update
from filspec.actors.storage_power.pledge import add_pledge, collect_depledged, depledge
from filspec.actors.storage_power.power_table import create_storage_miner, recompute_miner_power
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import REWARD, ActorID, Bytes, Epoch, TokenAmount
from filspec.actors.world import World
from filspec.kit.laws import refused_for
from filspec.laws.formulas.deals import is_account
from filspec.laws.formulas.pledge import (
    balance,
    free_pledge,
    required,
    required_with,
    reward_of_a_block,
    share_of_reporter,
)

NO_POWER = Bytes(0)


@refused_for(add_pledge, Reason.NO_SUCH_MINER, "S1")
@refused_for(depledge, Reason.NO_SUCH_MINER, "S3")
@refused_for(collect_depledged, Reason.NO_SUCH_MINER, "S3")
@refused_for(award_block_reward, Reason.NO_SUCH_MINER, "T4")
@refused_for(proving_period_update, Reason.NO_SUCH_MINER, "M15")
def miner_is_not_registered(before: World, miner: ActorID) -> bool:
    """The miner is not in the power table."""
    return miner not in before.power.claims


@refused_for(award_block_reward, Reason.INSUFFICIENT_FUNDS, "T4")
def reward_exceeds_what_is_left(before: World) -> bool:
    """The reward is more than the reward actor has: only parameters with ``IV > TotalIssuance`` make it so."""
    return reward_of_a_block(before) > balance(before, REWARD)


@refused_for(award_block_reward, Reason.NEGATIVE_AMOUNT, "T4")
def reward_is_negative(before: World) -> bool:
    """The reward is negative: no tokens that are left make it so."""
    return reward_of_a_block(before) < 0


@refused_for(recompute_miner_power, Reason.CALLER_IS_NOT_A_MINER, "M17")
def sender_is_not_registered(before: World, caller: ActorID) -> bool:
    """The sender is not in the power table."""
    return caller not in before.power.claims


@refused_for(create_storage_miner, Reason.NO_SUCH_ACTOR, "T6")
def first_worker_is_no_account(before: World, worker: ActorID) -> bool:
    """The worker is no account."""
    return not is_account(before, worker)


@refused_for(create_storage_miner, Reason.UNSUPPORTED_SECTOR_SIZE, "M2")
def size_is_not_supported(before: World, sector_size: Bytes) -> bool:
    """The sector size is not that of the network."""
    return sector_size != before.parameters.sector_size


@refused_for(create_storage_miner, Reason.PLEDGE_TOO_SMALL, "S2")
def pledge_is_too_small_for_a_miner(before: World, value: TokenAmount) -> bool:
    """Less is sent along than a miner without power needs, this one counted."""
    return value < required(before, NO_POWER, before.power.total_power, before.power.miner_count + 1)


@refused_for(add_pledge, Reason.NOTHING_TO_ADD, "S1")
def nothing_is_pledged(before: World, value: TokenAmount) -> bool:
    """Nothing is sent along."""
    return value <= 0


@refused_for(depledge, Reason.CALLER_IS_NOT_THE_WORKER_OR_OWNER, "S3")
@refused_for(collect_depledged, Reason.CALLER_IS_NOT_THE_WORKER_OR_OWNER, "S3")
def sender_is_neither_worker_nor_owner(before: World, caller: ActorID, miner: ActorID) -> bool:
    """The sender is neither the miner's worker nor its owner."""
    record = before.miner.miners[miner]
    return caller != record.worker and caller != record.owner


@refused_for(depledge, Reason.DEPLEDGE_PENDING, "S3")
def release_is_pending(before: World, miner: ActorID) -> bool:
    """A release was announced before and is not collected."""
    return before.power.claims[miner].depledged != 0


@refused_for(depledge, Reason.NOTHING_TO_DEPLEDGE, "S3")
def nothing_is_released(before: World, amount: TokenAmount) -> bool:
    """Nothing is asked for."""
    return amount <= 0


@refused_for(depledge, Reason.PLEDGE_TOO_SMALL, "S3")
def pledge_is_needed(before: World, miner: ActorID, amount: TokenAmount) -> bool:
    """More is asked for than the pledge, or the rest is smaller than what all power of the miner asks for."""
    claim = before.power.claims[miner]
    return amount > claim.pledge or claim.pledge - amount < required_with(before, claim, NO_POWER)


@refused_for(collect_depledged, Reason.NOTHING_TO_DEPLEDGE, "S3")
def no_release_is_announced(before: World, miner: ActorID) -> bool:
    """No release was announced."""
    return before.power.claims[miner].depledged <= 0


@refused_for(collect_depledged, Reason.DEPLEDGE_PENDING, "S3")
def cooldown_goes_on(before: World, miner: ActorID) -> bool:
    """The cooldown of the release is not over."""
    return before.epoch < before.power.claims[miner].depledge_epoch


@refused_for(collect_depledged, Reason.PLEDGE_TOO_SMALL, "S3")
def rest_is_needed(before: World, miner: ActorID) -> bool:
    """The rest of the pledge is smaller than what all power of the miner asks for by now."""
    claim = before.power.claims[miner]
    return free_pledge(claim) < required_with(before, claim, NO_POWER)


@refused_for(declare_consensus_fault, Reason.NO_SUCH_MINER, "S4")
def accused_is_unknown(before: World, proof: ConsensusFaultProof) -> bool:
    """There is no such miner."""
    return proof.miner not in before.miner.miners


@refused_for(declare_consensus_fault, Reason.MINER_TERMINATED, "S5", "S6")
def accused_was_ended(before: World, proof: ConsensusFaultProof) -> bool:
    """The miner was ended for a fault before: the first report counts."""
    return before.miner.miners[proof.miner].terminated


@refused_for(declare_consensus_fault, Reason.NO_SUCH_FAULT, "S4", "S8")
def fault_is_none(before: World, proof: ConsensusFaultProof) -> bool:
    """It names one block twice, or a block of an epoch to come."""
    return proof.first == proof.second or proof.epoch > before.epoch


@refused_for(declare_consensus_fault, Reason.INVALID_CONSENSUS_FAULT, "S4")
def fault_is_not_proved(before: World, proof: ConsensusFaultProof) -> bool:
    """The two blocks do not show a fault of this miner."""
    return not valid_consensus_fault(proof)


@refused_for(declare_consensus_fault, Reason.INSUFFICIENT_FUNDS, "S7", "S8")
def reporter_gets_more_than_all(before: World, proof: ConsensusFaultProof) -> bool:
    """The reporter's share is more than the pledge: no table of shares makes it so."""
    pledge = before.power.claims[proof.miner].pledge
    return share_of_reporter(before, pledge, Epoch(before.epoch - proof.epoch)) > pledge
