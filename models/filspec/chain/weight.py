"""The weight of a chain: of two chains a node follows the heavier, and a fixed rule decides between equals.

A tipset adds to its parents' weight the logarithm of the network's power, so that a chain with more storage behind it
wins, and a share of that for each win in its blocks, so that a chain more of the elected miners built on wins. The
logarithm is in Q.8, parts of 256, and the one division is at the end: how often and where an implementation rounds is
part of the protocol.

Source: proofs-facts section 15; Lotus chain/consensus/filcns/weight.go and chain/store/store.go; go-filecoin
internal/pkg/consensus (the weight before mainnet).
"""

from collections.abc import Sequence

from filspec.crypto.blake2b import blake2b_256
from filspec.kit.records import Record

LOGARITHM_ONE = 1 << 8
"""The number one in Q.8."""

EARLY_WEIGHT_PER_BLOCK = 2


class NoPowerError(ValueError):
    """The network has no power, so its tipsets have no weight."""


class WeightRatio(Record):
    """How much the wins of a tipset count beside the network's power.

    Attributes:
        numerator, denominator: the share of the power logarithm that an average epoch of wins adds.
        expected_leaders: wins of an average epoch.
    """

    numerator: int = 1
    denominator: int = 2
    expected_leaders: int = 5


MAINNET_WEIGHT_RATIO = WeightRatio()


def tipset_weight(
    parent_weight: int,
    total_quality_power: int,
    win_counts: Sequence[int],
    ratio: WeightRatio = MAINNET_WEIGHT_RATIO,
) -> int:
    """Return the weight of the chain that ends in a tipset.

    Args:
        parent_weight: weight of the chain that ends in its parents.
        total_quality_power: quality-adjusted power of the network in the parents' state, bytes.
        win_counts: how many times each block's miner won.
        ratio: how much wins count.

    Raises:
        NoPowerError: if the network has no power.
    """
    if total_quality_power <= 0:
        raise NoPowerError(f"total quality-adjusted power is {total_quality_power}; a tipset needs power to weigh")
    return weight_of_wins(parent_weight, total_quality_power, sum(win_counts), ratio)


def weight_of_wins(
    parent_weight: int, total_quality_power: int, wins: int, ratio: WeightRatio = MAINNET_WEIGHT_RATIO
) -> int:
    """Return the weight of the chain that ends in a tipset whose blocks have so many wins together.

    Args:
        parent_weight: weight of the chain that ends in its parents.
        total_quality_power: power of the network in the parents' state, bytes; greater than 0.
        wins: how many times the miners of its blocks won, all together.
        ratio: how much wins count.
    """
    logarithm = power_logarithm(total_quality_power)
    share = logarithm * ratio.numerator * wins // (ratio.expected_leaders * ratio.denominator)
    return parent_weight + logarithm + share


def power_logarithm(power: int) -> int:
    """Return the binary logarithm of a power greater than 0, rounded down to a whole number, in Q.8."""
    return (power.bit_length() - 1) * LOGARITHM_ONE


def early_tipset_weight(
    parent_weight: int, total_power: int, blocks: int, weight_per_block: int = EARLY_WEIGHT_PER_BLOCK
) -> int:
    """Return the weight by go-filecoin's rule: so much for each block, and the bit length of the network's power."""
    return parent_weight + weight_per_block * blocks + total_power.bit_length()


def wins_tie(tickets: Sequence[bytes], other_tickets: Sequence[bytes]) -> bool:
    """Tell whether a tipset wins against another of equal weight.

    The tickets are compared pairwise by their BLAKE2b-256 digests; the first pair that differs decides, and the
    smaller ticket wins. If no pair differs, the tipset that is already followed stays, so the answer is False.

    Args:
        tickets: VRF proofs of the tipset's tickets, in the order of its blocks.
        other_tickets: those of the tipset that is followed now.
    """
    for ticket, other in zip(tickets, other_tickets, strict=False):
        digest, other_digest = blake2b_256(ticket), blake2b_256(other)
        if digest != other_digest:
            return digest < other_digest
    return False
