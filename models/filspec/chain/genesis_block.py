"""The genesis block: the one block without parents, which everybody has from the start.

It wins nothing and belongs to nobody; its ticket is drawn from a seed, so that the first epochs have something to look
back to.

Source: protocol-facts sections 5.1 and 5.4.
"""

from __future__ import annotations

from filspec.actors.units import SYSTEM, Epoch
from filspec.actors.world import World
from filspec.chain.blocks import UNSIGNED, Block, BlockHeader, messages_root
from filspec.chain.encoding import content_id, state_root
from filspec.chain.keys import KeyPair
from filspec.chain.tickets import next_ticket
from filspec.chain.tipset import Tipset


def genesis_tipset(world: World, seed: bytes, timestamp: int = 0) -> Tipset:
    """The genesis tipset of a network.

    Args:
        world: the state before epoch 0.
        seed: where its ticket comes from; another seed is another network.
        timestamp: when epoch 0 begins, in seconds.
    """
    header = BlockHeader(
        miner=SYSTEM,
        tickets=(next_ticket(KeyPair.from_seed(seed), b""),),
        election_proof=b"",
        parents=(),
        parent_weight=0,
        epoch=Epoch(0),
        state_root=state_root(world),
        receipts_root=content_id(()),
        messages_root=messages_root(()),
        timestamp=timestamp,
        signature=UNSIGNED,
    )
    return Tipset.of([Block(header=header, messages=())])
