"""Lemmas about weight: of two chains the heavier is the one that more storage and more winners stand behind.

They speak of powers below 2^95 bytes, and say so: a proof does not follow the logarithm of a greater one.
"""

from __future__ import annotations

from filspec.actors.units import Bytes
from filspec.chain.fork_choice import tipset_weight
from filspec.chain.weight import early_tipset_weight
from filspec.lemmas.lemma import given, lemma

MOST_POWER = 1 << 95
"""Bytes."""


@lemma("B2", "B3")
def a_child_is_no_lighter(parent_weight: int, total_power: Bytes, blocks: int) -> bool:
    """A tipset is heavier than its parents, or weighs the same in a network of one byte at most (powers below 2^95)."""
    given(total_power < MOST_POWER)
    given(blocks >= 1)
    weight = tipset_weight(parent_weight, total_power, blocks)
    return weight > parent_weight if total_power >= 2 else weight == parent_weight


@lemma("B3")
def a_tipset_adds_the_same_to_any_parents(parent_weight: int, total_power: Bytes, blocks: int) -> bool:
    """What a tipset adds does not depend on the weight of its parents (powers below 2^95 bytes)."""
    given(total_power < MOST_POWER)
    return tipset_weight(parent_weight, total_power, blocks) == parent_weight + tipset_weight(0, total_power, blocks)


@lemma("B3")
def weight_grows_with_blocks(parent_weight: int, total_power: Bytes, blocks: int, more: int) -> bool:
    """A tipset of more blocks is heavier, where the network has two bytes of power or more, and below 2^95."""
    given(2 <= total_power < MOST_POWER)
    given(1 <= blocks < more)
    return tipset_weight(parent_weight, total_power, blocks) < tipset_weight(parent_weight, total_power, more)


@lemma("B3")
def weight_never_falls_with_power(parent_weight: int, total_power: Bytes, more: Bytes, blocks: int) -> bool:
    """More power in the network never makes a tipset lighter (powers below 2^95 bytes)."""
    given(total_power <= more < MOST_POWER)
    given(blocks >= 1)
    return tipset_weight(parent_weight, total_power, blocks) <= tipset_weight(parent_weight, more, blocks)


@lemma("B3")
def twice_the_power_is_heavier(parent_weight: int, total_power: Bytes, blocks: int) -> bool:
    """A tipset is heavier than one of the same blocks whose network lost half the power (powers below 2^95 bytes)."""
    given(1 <= total_power < MOST_POWER // 2)
    given(blocks >= 1)
    twice = Bytes(2 * total_power)
    return tipset_weight(parent_weight, total_power, blocks) < tipset_weight(parent_weight, twice, blocks)


@lemma("B3")
def the_early_weight_grows_with_blocks_and_power(
    parent_weight: int, total_power: Bytes, more_power: Bytes, blocks: int, more_blocks: int
) -> bool:
    """By go-filecoin's early rule, too, more blocks make a tipset heavier, and more power, below 2^95, no lighter."""
    given(0 <= total_power <= more_power < MOST_POWER)
    given(0 <= blocks < more_blocks)
    weight = early_tipset_weight(parent_weight, total_power, blocks)
    return parent_weight <= weight < early_tipset_weight(parent_weight, more_power, more_blocks)
