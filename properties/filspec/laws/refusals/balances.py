"""Refusals of the market's balances: joining, adding to one's balance and taking out of it."""

from __future__ import annotations

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import add_balance, register_participant, withdraw_balance
from filspec.actors.units import ActorID, TokenAmount
from filspec.actors.world import World
from filspec.kit.laws import refused_for
from filspec.laws.formulas.deals import final_funds


@refused_for(register_participant, Reason.ALREADY_REGISTERED, "D1")
def has_a_balance_already(before: World, caller: ActorID) -> bool:
    """The sender has a balance with the market already."""
    return caller in before.market.escrow


@refused_for(add_balance, Reason.NOTHING_TO_ADD, "D1")
def nothing_is_added(before: World, value: TokenAmount) -> bool:
    """Nothing is sent along; whoever sends something need not have registered before."""
    return value <= 0


@refused_for(withdraw_balance, Reason.NOT_REGISTERED, "D18", "L13")
def has_no_balance(before: World, caller: ActorID) -> bool:
    """The sender has no balance with the market."""
    return caller not in before.market.escrow


@refused_for(withdraw_balance, Reason.NOTHING_TO_WITHDRAW, "D18", "L13")
def nothing_is_taken(before: World, amount: TokenAmount) -> bool:
    """Nothing is asked for."""
    return amount <= 0


@refused_for(withdraw_balance, Reason.INSUFFICIENT_AVAILABLE_BALANCE, "D18", "L13")
def more_than_is_available(before: World, caller: ActorID, amount: TokenAmount) -> bool:
    """More is asked for than the sender has available."""
    return amount > before.market.escrow[caller].available


@refused_for(withdraw_balance, Reason.FUNDS_NOT_YET_FINAL, "D18", "D19", "L13")
def more_than_is_final(before: World, caller: ActorID, amount: TokenAmount) -> bool:
    """More is asked for than is available and final: what deals released waits until finality."""
    return amount > final_funds(before, caller)
