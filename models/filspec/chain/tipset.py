"""Tipsets: the blocks of one epoch on the same parents, as one step of the chain.

Blocks stand in the order of their last tickets, and a block names its parents in this order (decision 32). So the first
block has the tipset's smallest ticket; its ticket list is the one the chain counts. A miner has at most one block in a
tipset: two are a consensus fault, and other nodes may hold only the one or only the other.

Source: protocol-facts sections 5.1 and 5.4, B1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from filspec.actors.units import ActorID, Epoch
from filspec.chain.blocks import Block
from filspec.chain.tickets import ticket_order


class NotATipsetError(ValueError):
    """These blocks cannot stand in one tipset."""


@dataclass(frozen=True, slots=True, eq=False)
class Tipset:
    """A tipset; make one by ``Tipset.of``.

    Attributes:
        blocks: its blocks by ticket, then by CID.
        key: their CIDs in this order; equal keys are equal tipsets.
    """

    blocks: tuple[Block, ...]
    key: tuple[bytes, ...]

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Tipset:
        """The tipset of these blocks.

        Raises:
            NotATipsetError: there is none, they differ in parents or epoch, or two are of one miner.
        """
        in_order = sorted(blocks, key=_place)
        if not in_order:
            raise NotATipsetError("a tipset has at least one block")
        if len({_step(block) for block in in_order}) > 1:
            raise NotATipsetError(f"{len(in_order)} blocks do not share their parents and their epoch")
        if len({block.header.miner for block in in_order}) < len(in_order):
            raise NotATipsetError(f"epoch {in_order[0].header.epoch}: a miner has two blocks in one tipset")
        return cls(tuple(in_order), tuple(block.cid for block in in_order))

    @property
    def epoch(self) -> Epoch:
        """The epoch of all its blocks."""
        return self.blocks[0].header.epoch

    @property
    def parents(self) -> tuple[bytes, ...]:
        """Key of the parent tipset; empty for genesis."""
        return self.blocks[0].header.parents

    @property
    def parent_weight(self) -> int:
        """Weight of the chain that ends in its parents."""
        return self.blocks[0].header.parent_weight

    @property
    def tickets(self) -> tuple[bytes, ...]:
        """The tickets it adds to the chain, one for each epoch since its parents."""
        return self.blocks[0].header.tickets

    @property
    def min_ticket(self) -> bytes:
        """The smallest of its blocks' last tickets."""
        return self.blocks[0].header.ticket

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tipset) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def assemble(blocks: Iterable[Block]) -> list[Tipset]:
    """The tipsets that blocks make up, by epoch, then by key.

    Of several blocks that one miner made for the same parents and epoch the one with the smallest ticket (then CID)
    counts; the others show its fault.
    """
    steps: dict[tuple[tuple[bytes, ...], Epoch], dict[ActorID, Block]] = {}
    for block in sorted(blocks, key=_place):
        steps.setdefault(_step(block), {}).setdefault(block.header.miner, block)
    tipsets = [Tipset.of(members.values()) for members in steps.values()]
    return sorted(tipsets, key=lambda tipset: (tipset.epoch, tipset.key))


def _step(block: Block) -> tuple[tuple[bytes, ...], Epoch]:
    return block.header.parents, block.header.epoch


def _place(block: Block) -> tuple[int, bytes]:
    return ticket_order(block.header.ticket), block.cid
