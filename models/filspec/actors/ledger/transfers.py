"""Transfers of tokens, and the AccountActor's only method."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT, ActorKind
from filspec.actors.names import ACCOUNT_ACTOR
from filspec.actors.reasons import Reason
from filspec.actors.units import BURNT_FUNDS, ActorID, TokenAmount
from filspec.actors.world import World
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@pure
def is_account(w: World, who: ActorID) -> bool:
    """Whether this is an account, the only kind of actor that signs messages."""
    return w.ledger.accounts.get(who, NO_ACCOUNT).kind == ActorKind.ACCOUNT


@internal()
def transfer(w: World, sender: ActorID, receiver: ActorID, amount: TokenAmount) -> None:
    """Move tokens from one actor to another (which may be the same)."""
    require(amount >= 0, Reason.NEGATIVE_AMOUNT)
    require(sender in w.ledger.accounts, Reason.NO_SUCH_ACTOR)
    require(receiver in w.ledger.accounts, Reason.NO_SUCH_ACTOR)
    require(w.ledger.accounts[sender].balance >= amount, Reason.INSUFFICIENT_FUNDS)
    payer = w.ledger.accounts[sender]
    w.ledger.accounts[sender] = payer.but(balance=payer.balance - amount)
    payee = w.ledger.accounts[receiver]
    w.ledger.accounts[receiver] = payee.but(balance=payee.balance + amount)


@internal()
def burn(w: World, sender: ActorID, amount: TokenAmount) -> None:
    """Move tokens to where nobody can spend them."""
    transfer(w, sender, BURNT_FUNDS, amount)


@message(ACCOUNT_ACTOR, "Send(Address, TokenAmount)")
def send(w: World, caller: ActorID, value: TokenAmount, receiver: ActorID) -> None:
    """Send tokens to another account."""
    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(is_account(w, receiver), Reason.RECEIVER_IS_NOT_AN_ACCOUNT)
    transfer(w, caller, receiver, value)
