"""Creation of actors (the InitActor's Exec)."""

from __future__ import annotations

from filspec.actors.ledger.state import Account, ActorKind
from filspec.actors.units import ActorID, Nonce, PublicKey, TokenAmount
from filspec.actors.world import World
from filspec.kit.transitions import internal


@internal()
def new_actor(w: World, kind: ActorKind) -> ActorID:
    """Make an actor without tokens or key, and give its number."""
    number = w.init.next_id
    w.ledger.accounts[number] = Account(kind=kind, balance=TokenAmount(0), nonce=Nonce(0), key=PublicKey(0))
    w.init.next_id = ActorID(number + 1)
    return number
