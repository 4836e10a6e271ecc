"""Refusals of the sender: who it is, and what it pays with.

A message is refused for who sent it, or because the sender has less than it sends along.
"""

from __future__ import annotations

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.interpreter import include_message
from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.ledger.transfers import send
from filspec.actors.payment_channel.channels import create_payment_channel
from filspec.actors.reasons import Reason
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.storage_market.balances import add_balance, register_participant, withdraw_balance
from filspec.actors.storage_power.pledge import add_pledge
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import SYSTEM, ActorID, Nonce, TokenAmount
from filspec.actors.world import World
from filspec.kit.laws import refused_for
from filspec.laws.formulas.deals import is_account
from filspec.laws.formulas.pledge import balance


@refused_for(send, Reason.CALLER_IS_NOT_AN_ACCOUNT, "T6")
@refused_for(register_participant, Reason.CALLER_IS_NOT_AN_ACCOUNT, "T6")
@refused_for(add_balance, Reason.CALLER_IS_NOT_AN_ACCOUNT, "T6")
@refused_for(withdraw_balance, Reason.CALLER_IS_NOT_AN_ACCOUNT, "D18", "L13")
@refused_for(create_payment_channel, Reason.CALLER_IS_NOT_AN_ACCOUNT, "T6")
@refused_for(create_storage_miner, Reason.CALLER_IS_NOT_AN_ACCOUNT, "T6")
@refused_for(add_pledge, Reason.CALLER_IS_NOT_AN_ACCOUNT, "T6")
@refused_for(declare_consensus_fault, Reason.CALLER_IS_NOT_AN_ACCOUNT, "T6", "S7")
def sender_is_no_account(before: World, caller: ActorID) -> bool:
    """The sender is no account."""
    return not is_account(before, caller)


@refused_for(include_message, Reason.CALLER_IS_NOT_AN_ACCOUNT, "T6")
def signer_is_no_account(before: World, sender: ActorID) -> bool:
    """The one in whose name the message is included is no account."""
    return not is_account(before, sender)


@refused_for(send, Reason.RECEIVER_IS_NOT_AN_ACCOUNT, "T1")
def receiver_is_no_account(before: World, receiver: ActorID) -> bool:
    """The receiver is no account."""
    return not is_account(before, receiver)


@refused_for(create_payment_channel, Reason.RECEIVER_IS_NOT_AN_ACCOUNT, "C1")
def payee_is_no_account(before: World, payee: ActorID) -> bool:
    """The payee is no account."""
    return not is_account(before, payee)


@refused_for(send, Reason.INSUFFICIENT_FUNDS, "T2")
@refused_for(register_participant, Reason.INSUFFICIENT_FUNDS, "T2")
@refused_for(add_balance, Reason.INSUFFICIENT_FUNDS, "T2")
@refused_for(create_payment_channel, Reason.INSUFFICIENT_FUNDS, "T2")
@refused_for(create_storage_miner, Reason.INSUFFICIENT_FUNDS, "T2")
@refused_for(add_pledge, Reason.INSUFFICIENT_FUNDS, "T2")
def sender_has_less(before: World, caller: ActorID, value: TokenAmount) -> bool:
    """The sender has less than it sends along."""
    return balance(before, caller) < value


@refused_for(include_message, Reason.INSUFFICIENT_FUNDS, "T2")
def signer_cannot_pay_the_fee(before: World, sender: ActorID, fee: TokenAmount) -> bool:
    """The sender has less than the fee."""
    return balance(before, sender) < fee


@refused_for(send, Reason.NEGATIVE_AMOUNT, "T2")
@refused_for(register_participant, Reason.NEGATIVE_AMOUNT, "T2")
@refused_for(create_storage_miner, Reason.NEGATIVE_AMOUNT, "T2")
def amount_is_negative(before: World, value: TokenAmount) -> bool:
    """The amount is negative."""
    return value < 0


@refused_for(include_message, Reason.NEGATIVE_AMOUNT, "T2")
def fee_is_negative(before: World, fee: TokenAmount) -> bool:
    """The fee is negative."""
    return fee < 0


@refused_for(include_message, Reason.UNEXPECTED_NONCE, "T6")
def nonce_is_not_the_next(before: World, sender: ActorID, nonce: Nonce) -> bool:
    """The nonce is not that of the sender's next message."""
    return nonce != before.ledger.accounts.get(sender, NO_ACCOUNT).nonce


@refused_for(include_message, Reason.NO_SUCH_MINER, "T5")
def block_has_no_miner(before: World, miner: ActorID) -> bool:
    """There is no miner whose block could carry the message."""
    return miner not in before.miner.miners


@refused_for(end_of_epoch, Reason.CALLER_IS_NOT_THE_SYSTEM, "B9", "L14")
@refused_for(award_block_reward, Reason.CALLER_IS_NOT_THE_SYSTEM, "T4")
def sender_is_not_the_system(before: World, caller: ActorID) -> bool:
    """Somebody else than the system sends it."""
    return caller != SYSTEM
