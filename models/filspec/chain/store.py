"""ChainStore: all blocks a node knows, and what their chain says: tipsets, ancestors, tickets, randomness.

There is one ticket for each epoch of a chain. A tipset adds the tickets of its first block, one for each epoch since
its parents; before genesis there is the genesis ticket, and beyond the head the head's own goes on, so that a node can
ask about an epoch whose tipset is not there yet and gets the answer that the execution on this head will get.

Source: protocol-facts sections 5.1, 5.3 and 6.3, decision 17; proofs-facts section 13.
"""

from __future__ import annotations

from collections.abc import Iterator

from filspec.actors.oracles import Purpose
from filspec.actors.units import ActorID, Epoch, Randomness
from filspec.chain.blocks import Block
from filspec.chain.conversions import randomness_from_bytes
from filspec.chain.encoding import encode
from filspec.chain.tipset import NotATipsetError, Tipset
from filspec.crypto.randomness import draw_randomness


class UnknownBlockError(LookupError):
    """A block was named that the store does not hold."""


class ChainStore:
    """Blocks by CID."""

    def __init__(self) -> None:
        self._blocks: dict[bytes, Block] = {}
        self._tipsets: dict[tuple[bytes, ...], Tipset] = {}

    def __contains__(self, cid: object) -> bool:
        return cid in self._blocks

    def add(self, block: Block) -> None:
        """Keep a block; keeping it again changes nothing."""
        self._blocks.setdefault(block.cid, block)

    def block(self, cid: bytes) -> Block:
        """The block with this CID.

        Raises:
            UnknownBlockError: it is not here.
        """
        if cid not in self._blocks:
            raise UnknownBlockError(f"no block {cid.hex()} is known; ask a peer for it")
        return self._blocks[cid]

    def tipset(self, key: tuple[bytes, ...]) -> Tipset:
        """The tipset of these blocks.

        Raises:
            UnknownBlockError: one of them is not here.
            NotATipsetError: they are no tipset, or not in its order.
        """
        known = self._tipsets.get(key)
        if known is None:
            known = Tipset.of(map(self.block, key))
            if known.key != key:
                raise NotATipsetError(f"the {len(key)} blocks of epoch {known.epoch} are not in the order of tickets")
            self._tipsets[key] = known
        return known

    def ancestry(self, tipset: Tipset) -> Iterator[Tipset]:
        """The tipset, its parents, their parents, down to genesis."""
        yield tipset
        while tipset.parents:
            tipset = self.tipset(tipset.parents)
            yield tipset

    def tipset_at(self, chain: Tipset, epoch: Epoch) -> Tipset:
        """The last tipset of a chain at or before an epoch; before genesis, genesis."""
        for tipset in self.ancestry(chain):
            if tipset.epoch <= epoch:
                break
        return tipset

    def ticket_at(self, chain: Tipset, epoch: Epoch) -> bytes:
        """The ticket of an epoch on the chain that ends in a tipset (see the top of this file)."""
        if epoch >= chain.epoch:
            return chain.min_ticket
        for tipset in self.ancestry(chain):
            before = tipset.epoch - len(tipset.tickets)
            if before < epoch:
                return tipset.tickets[epoch - before - 1]
        return tipset.min_ticket

    def randomness(self, chain: Tipset, purpose: Purpose, epoch: Epoch, miner: ActorID) -> Randomness:
        """The randomness of an epoch on a chain, for a purpose and a miner.

        ``blake2b-256(purpose | blake2b-256(ticket) | epoch | encoded miner number)``, all bits of it: a proof that
        needs a field element clears the two top bits itself, as the node does at the border to the proofs library.
        """
        ticket = self.ticket_at(chain, epoch)
        return randomness_from_bytes(draw_randomness(ticket, purpose.value, epoch, encode(miner)))
