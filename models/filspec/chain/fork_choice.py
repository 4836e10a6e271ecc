"""Fork choice: the heaviest chain, and the smallest ticket between equals, whatever was seen first.

With binary elections every block is one win of its miner, so the weight of a tipset is that of ``filspec.chain.weight``
with one win a block (decision 19).

Candidates are ranked by numbers alone, and a node follows the one whose rank is the smallest. That no two tipsets have
the same rank, and that the order in which they are seen has no say, are lemmas (``filspec.lemmas.tie_break``).

Source: protocol-facts section 5.5.
"""

from __future__ import annotations

from collections.abc import Sequence

from filspec.actors.units import Bytes
from filspec.chain.tickets import ticket_order
from filspec.chain.tipset import Tipset
from filspec.chain.weight import weight_of_wins

Rank = tuple[int, tuple[int, ...], tuple[int, ...]]
"""What tipsets are compared by, from left to right: weight, tickets, CIDs; smaller is better."""


def tipset_weight(parent_weight: int, total_power: Bytes, blocks: int) -> int:
    """Weight of the chain that ends in a tipset: ``w + log2b(P) * 2^8 + log2b(P) * 2^8 * b // 10``.

    Args:
        parent_weight: w, the weight of the chain that ends in its parents.
        total_power: P, the network's power in the state after the parents, bytes; a network without power adds 0.
        blocks: b, how many blocks it has.
    """
    return weight_of_wins(parent_weight, total_power, blocks) if total_power > 0 else parent_weight


def heaviest(tipsets: Sequence[Tipset], weights: Sequence[int]) -> Tipset:
    """The tipset that a node follows: the greatest weight, then the smaller tickets, compared one after another.

    Args:
        tipsets: one or more candidates.
        weights: weight of the chain that ends in each.
    """
    ranks = [_rank_of(tipset, weight) for tipset, weight in zip(tipsets, weights, strict=True)]
    return tipsets[foremost(ranks)]


def rank(weight: int, tickets: tuple[int, ...], cids: tuple[int, ...]) -> Rank:
    """What a tipset is compared by.

    Args:
        weight: of the chain that ends in it.
        tickets: VRF outputs of its blocks' tickets, smallest first.
        cids: CIDs of its blocks in the same order; they decide between equal tickets, which only a fault has.
    """
    return -weight, tickets, cids


def foremost(ranks: Sequence[Rank]) -> int:
    """Place of the smallest of one or more ranks."""
    return min(range(len(ranks)), key=ranks.__getitem__)


def _rank_of(tipset: Tipset, weight: int) -> Rank:
    # All CIDs of blocks have one length, so as numbers they are in the order of their bytes.
    tickets = tuple(ticket_order(block.header.ticket) for block in tipset.blocks)
    return rank(weight, tickets, tuple(int.from_bytes(cid, "big") for cid in tipset.key))
