"""Lemmas about elections: who wins is a matter of the share of power, and of nothing that rounding could add."""

from __future__ import annotations

from filspec.actors.units import Bytes
from filspec.chain.election import OUTPUTS, output_wins
from filspec.lemmas.lemma import given, lemma


@lemma("B5")
def the_share_of_power_is_the_share_of_outputs(output: int, power: Bytes, total_power: Bytes) -> bool:
    """The outputs that win are 0 to ``2^256 * power / total``, rounded down: no other rounding has a say."""
    given(power > 0)
    given(total_power > 0)
    return output_wins(output, power, total_power) == (output <= power * OUTPUTS // total_power)


@lemma("B5")
def a_larger_share_never_loses(
    output: int, power: Bytes, total_power: Bytes, other_power: Bytes, other_total: Bytes
) -> bool:
    """What wins with one share of power wins with any other that is no smaller, whatever the networks' sizes."""
    given(output >= 0)
    given(total_power > 0 and other_total > 0)
    given(power * other_total <= other_power * total_power)
    given(output_wins(output, power, total_power))
    return output_wins(output, other_power, other_total)


@lemma("B5")
def a_smaller_output_never_loses(output: int, smaller: int, power: Bytes, total_power: Bytes) -> bool:
    """What wins with one output wins with any smaller one."""
    given(0 <= smaller <= output)
    given(output_wins(output, power, total_power))
    return output_wins(smaller, power, total_power)


@lemma("B5")
def without_power_nobody_wins(output: int, power: Bytes, total_power: Bytes) -> bool:
    """A miner without power never wins, and a network without power elects nobody."""
    given(power <= 0 or total_power <= 0)
    return not output_wins(output, power, total_power)


@lemma("B5")
def all_the_power_always_wins(output: int, power: Bytes) -> bool:
    """A miner that has all the power wins with every output."""
    given(0 <= output < OUTPUTS)
    given(power > 0)
    return output_wins(output, power, power)


@lemma("B5")
def less_than_all_the_power_may_lose(power: Bytes, total_power: Bytes) -> bool:
    """A miner that has less than all the power does not always win: the greatest output loses."""
    given(power < total_power < OUTPUTS)
    return not output_wins(OUTPUTS - 1, power, total_power)
