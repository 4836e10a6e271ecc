"""Fork choice: the heaviest chain, and the smallest ticket between equals, whatever was seen first.

With binary elections every block is one win of its miner, so the weight of a tipset is that of ``filspec.chain.weight``
with one win a block (decision 19).

Source: protocol-facts section 5.5.
"""

from __future__ import annotations

from collections.abc import Sequence

from filspec.actors.units import Bytes
from filspec.chain import weight
from filspec.chain.tickets import ticket_order
from filspec.chain.tipset import Tipset


def tipset_weight(parent_weight: int, total_power: Bytes, blocks: int) -> int:
    """Weight of the chain that ends in a tipset: ``w + log2b(P) * 2^8 + log2b(P) * 2^8 * b // 10``.

    Args:
        parent_weight: w, the weight of the chain that ends in its parents.
        total_power: P, the network's power in the state after the parents, bytes; a network without power adds 0.
        blocks: b, how many blocks it has.
    """
    return weight.tipset_weight(parent_weight, total_power, (1,) * blocks) if total_power > 0 else parent_weight


def heaviest(tipsets: Sequence[Tipset], weights: Sequence[int]) -> Tipset:
    """The tipset that a node follows: the greatest weight, then the smaller tickets, compared one after another.

    Args:
        tipsets: one or more candidates.
        weights: weight of the chain that ends in each.
    """
    ranked = zip(weights, tipsets, strict=True)
    return min(ranked, key=lambda candidate: (-candidate[0], *_tie_break(candidate[1])))[1]


def _tie_break(tipset: Tipset) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """The tickets of its blocks in order; the CIDs decide between blocks of one ticket, which only a fault has."""
    return tuple(ticket_order(block.header.ticket) for block in tipset.blocks), tipset.key
