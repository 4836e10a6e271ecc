"""The first world of a story: a small network with four accounts and nothing else."""

from __future__ import annotations

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.parameters import Parameters, preset
from filspec.actors.units import FIRST_USER, SYSTEM, ActorID, PublicKey, TokenAmount
from filspec.actors.world import World

CLIENT, OWNER, WORKER, STRANGER = (ActorID(FIRST_USER + place) for place in range(4))

NAMES = {SYSTEM: "system", CLIENT: "client", OWNER: "owner", WORKER: "worker", STRANGER: "stranger"}
"""What the accounts of the first world are called."""

FORTUNE = TokenAmount(1_000_000)
"""What each of them has, in attoFIL."""


def first_world(parameters: Parameters | None = None) -> World:
    """Genesis with four accounts; the parameters are those of the smallest preset unless others are given."""
    keys = (PublicKey(1000 + place) for place in range(4))
    accounts = tuple(GenesisAccount(key=key, balance=FORTUNE) for key in keys)
    return genesis(parameters or preset("tiny"), accounts)
