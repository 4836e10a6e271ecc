"""The key that speaks for a miner in an epoch.

A worker key draws tickets and election proofs, so a miner that could choose its key after it knows the ticket an
election is drawn from would search for a key that wins. Therefore the key is the one that the miner's worker had in the
state before the tipset which holds that ticket, ``election_lookback`` epochs back: ticket and key cannot be fitted to
each other. The same key signs the block, so a block needs one key only. A miner younger than the lookback has none yet.

Source: protocol-facts sections 5.2 and 5.7 (rules 6 and 7); Lotus chain/stmgr (worker key at lookback).
"""

from __future__ import annotations

from typing import Protocol

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.units import ActorID, Epoch, PublicKey
from filspec.actors.world import World
from filspec.chain.store import ChainStore
from filspec.chain.tipset import Tipset

NO_KEY = PublicKey(0)
"""The key of nobody; it verifies nothing."""


class States(Protocol):
    """Whoever knows the state that a tipset was built on."""

    def world_before(self, tipset: Tipset) -> World:
        """State after the tipset's parents; for genesis, the genesis world."""


def worker_key(store: ChainStore, states: States, chain: Tipset, epoch: Epoch, miner: ActorID) -> PublicKey:
    """The key that signs for a miner in an epoch on the chain that ends in a tipset; ``NO_KEY`` if there is none."""
    lookback = states.world_before(chain).parameters.election_lookback
    world = states.world_before(store.tipset_at(chain, Epoch(epoch - lookback)))
    if miner not in world.miner.miners:
        return NO_KEY
    return world.ledger.accounts.get(world.miner.miners[miner].worker, NO_ACCOUNT).key
