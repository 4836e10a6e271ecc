"""Effects on the market's balances: what joins them, and what leaves."""

from __future__ import annotations

from filspec.actors.storage_market.balances import add_balance, register_participant, withdraw_balance
from filspec.actors.storage_market.state import NOTHING, Escrow
from filspec.actors.units import MARKET, ActorID, TokenAmount
from filspec.actors.world import World
from filspec.kit.frames import Changes, rows
from filspec.kit.laws import formula, frame, postcondition
from filspec.laws.effects.transfers import is_paid


@frame(register_participant, "D1")
@frame(add_balance, "D1")
@frame(withdraw_balance, "D1", "D18")
def ones_own_balance_changes(before: World, caller: ActorID) -> Changes:
    """It changes the sender's account and balance with the market, and the account of the market."""
    return {"ledger.accounts": rows(caller, MARKET), "market.escrow": rows(caller)}


@postcondition(register_participant, "D1")
def registration_opens_a_balance(
    before: World, after: World, caller: ActorID, value: TokenAmount, answer: bool
) -> bool:
    """Who registers pays the market what is sent along, and has that available; the answer is true."""
    opened = after.market.escrow[caller] == NOTHING.but(available=value)
    return answer and opened and is_paid(before, after, caller, MARKET, value)


@postcondition(add_balance, "D1")
def addition_is_available(before: World, after: World, caller: ActorID, value: TokenAmount) -> bool:
    """Who adds to its balance pays the market what is sent along, and has that available besides."""
    old = before.market.escrow.get(caller, NOTHING)
    added = after.market.escrow[caller] == old.but(available=old.available + value)
    return added and is_paid(before, after, caller, MARKET, value)


@postcondition(withdraw_balance, "D18", "D19")
def withdrawal_takes_ones_own_final_funds(before: World, after: World, caller: ActorID, amount: TokenAmount) -> bool:
    """A withdrawal pays the sender what it takes of its available balance, and leaves what is not final yet."""
    taken = after.market.escrow[caller] == with_less(before.market.escrow[caller], amount)
    return taken and is_paid(before, after, MARKET, caller, amount)


@formula
def with_less(escrow: Escrow, amount: TokenAmount) -> Escrow:
    """A balance with less available; what is not final yet goes last."""
    available = TokenAmount(escrow.available - amount)
    return escrow.but(available=available, held=min(escrow.held, available))
