"""Accounts and balances of all actors."""

from __future__ import annotations

from enum import Enum

from filspec.actors.units import ActorID, Nonce, PublicKey, TokenAmount
from filspec.kit.records import Record
from filspec.kit.tables import Table
from filspec.kit.worlds import actor


class ActorKind(Enum):
    """What an actor is."""

    NONE = 0
    SYSTEM = 1
    ACCOUNT = 2
    MINER = 3
    PAYMENT_CHANNEL = 4


class Account(Record):
    """An actor as the ledger sees it.

    Attributes:
        kind: what it is.
        balance: its tokens.
        nonce: how many of its messages have been included.
        key: the key its messages are signed with; 0 where it signs none.
    """

    kind: ActorKind
    balance: TokenAmount
    nonce: Nonce
    key: PublicKey


NO_ACCOUNT = Account(kind=ActorKind.NONE, balance=TokenAmount(0), nonce=Nonce(0), key=PublicKey(0))


@actor
class Ledger:
    """All accounts, and the number of tokens there are."""

    accounts: Table[ActorID, Account]
    total_supply: TokenAmount
