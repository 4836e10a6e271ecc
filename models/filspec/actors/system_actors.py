"""The actors of the system, with which every network begins."""

from __future__ import annotations

from filspec.actors.ledger.state import Account, ActorKind
from filspec.actors.units import (
    BURNT_FUNDS,
    CRON,
    INIT,
    MARKET,
    POWER,
    REWARD,
    SYSTEM,
    Nonce,
    PublicKey,
    TokenAmount,
)
from filspec.actors.world import World
from filspec.kit.transitions import internal

_SYSTEM_ACTOR = Account(kind=ActorKind.SYSTEM, balance=TokenAmount(0), nonce=Nonce(0), key=PublicKey(0))


@internal()
def enter_system_actors(w: World) -> None:
    """Enter them in a world without actors; the reward actor holds all that rewards will give out."""
    w.ledger.accounts[SYSTEM] = _SYSTEM_ACTOR
    w.ledger.accounts[INIT] = _SYSTEM_ACTOR
    w.ledger.accounts[REWARD] = _SYSTEM_ACTOR.but(balance=w.parameters.reward_total_issuance)
    w.ledger.accounts[CRON] = _SYSTEM_ACTOR
    w.ledger.accounts[POWER] = _SYSTEM_ACTOR
    w.ledger.accounts[MARKET] = _SYSTEM_ACTOR
    w.ledger.accounts[BURNT_FUNDS] = _SYSTEM_ACTOR
    w.ledger.total_supply = w.parameters.reward_total_issuance
