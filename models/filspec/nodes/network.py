"""The network of one process: what its nodes share.

They share the gossip network, and a store of blocks and the results of tipsets: a block is named by its hash and a
tipset's result is a function of the tipset, so sharing saves time and cannot make two nodes agree that would not.
"""

from __future__ import annotations

from filspec.actors.parameters import Parameters
from filspec.actors.world import World
from filspec.chain.genesis_block import genesis_tipset
from filspec.chain.state_transition import StateTransition
from filspec.chain.store import ChainStore
from filspec.kit.runner import Observer
from filspec.nodes.libp2p import libp2p
from filspec.proofs.ladder.rung import Rung


class Network:
    """Shared parts of a simulated network.

    Args:
        world: the genesis world.
        seed: what the genesis ticket is made from.
        rung: the rung of the proof ladder.
        observers: see ``Runner``.
    """

    def __init__(self, world: World, seed: bytes, rung: Rung, observers: tuple[Observer, ...] = ()) -> None:
        self.parameters: Parameters = world.parameters
        self.rung = rung
        self.gossip = libp2p()
        self.store = ChainStore()
        self.genesis = genesis_tipset(world, seed)
        self.transition = StateTransition(self.store, self.genesis, world, rung, observers)
