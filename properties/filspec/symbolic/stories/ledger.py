"""Stories of the ledger: sending tokens, and what carries messages and blocks."""

from __future__ import annotations

from filspec.actors.interpreter import include_message
from filspec.actors.ledger.transfers import send
from filspec.actors.parameters import PledgeRule
from filspec.actors.reasons import Reason
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.storage_power.pledge import add_pledge
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import BURNT_FUNDS, SYSTEM
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER, WORKER
from filspec.symbolic.stories.stage import Stage, story


@story()
def tokens_are_sent(stage: Stage) -> None:
    """Tokens go to another, to oneself, and nowhere else."""
    stage.send(send, CLIENT, 10, STRANGER)
    stage.send(send, CLIENT, 10, CLIENT)
    stage.send(send, CLIENT, 0, OWNER)
    stage.refuse(Reason.NEGATIVE_AMOUNT, send, CLIENT, -1, STRANGER)
    stage.refuse(Reason.INSUFFICIENT_FUNDS, send, CLIENT, 2_000_000, STRANGER)
    stage.refuse(Reason.RECEIVER_IS_NOT_AN_ACCOUNT, send, CLIENT, 1, BURNT_FUNDS)
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, send, BURNT_FUNDS, 1, CLIENT)


@story()
def messages_are_included(stage: Stage) -> None:
    """A message costs its sender a nonce and a fee; the sender may own the block."""
    miner = stage.create_miner()
    stage.send(include_message, CLIENT, 0, 5, miner)
    stage.send(include_message, CLIENT, 1, 0, miner)
    stage.send(include_message, OWNER, 0, 5, miner)
    stage.refuse(Reason.UNEXPECTED_NONCE, include_message, CLIENT, 0, 5, miner)
    stage.refuse(Reason.NO_SUCH_MINER, include_message, CLIENT, 2, 5, STRANGER)
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, include_message, miner, 0, 5, miner)
    stage.refuse(Reason.INSUFFICIENT_FUNDS, include_message, CLIENT, 2, 2_000_000, miner)
    stage.refuse(Reason.NEGATIVE_AMOUNT, include_message, CLIENT, 2, -1, miner)


@story()
def blocks_are_rewarded(stage: Stage) -> None:
    """A miner whose pledge suffices is paid in full."""
    miner = stage.create_miner()
    stage.send(award_block_reward, SYSTEM, miner)
    stage.refuse(Reason.CALLER_IS_NOT_THE_SYSTEM, award_block_reward, OWNER, miner)
    stage.refuse(Reason.NO_SUCH_MINER, award_block_reward, SYSTEM, CLIENT)


@story(pledge_rule=PledgeRule.FORMULA)
def rewards_are_garnished(stage: Stage) -> None:
    """The required pledge follows the tokens that are mined; what a miner lacks is kept of its rewards."""
    size = stage.world.parameters.sector_size
    least = 4_000_000 // 20
    stage.refuse(Reason.PLEDGE_TOO_SMALL, create_storage_miner, OWNER, least - 1, WORKER, size)
    miner = stage.create_miner(least)
    for _ in range(3):
        stage.send(award_block_reward, SYSTEM, miner)


@story(pledge_rule=PledgeRule.FORMULA)
def rewards_are_garnished_in_full(stage: Stage) -> None:
    """When another miner is ended, this one has all the power, and too little pledge for it."""
    other, miner = stage.create_miner(900_000), stage.create_miner(100_000)
    stage.send(add_pledge, STRANGER, 500_000, miner)
    for each in (other, miner):
        stage.commit(each)
        stage.end_epochs()
        stage.prove(each)
    stage.send(declare_consensus_fault, CLIENT, stage.fault_of(other))
    stage.send(award_block_reward, SYSTEM, miner)
