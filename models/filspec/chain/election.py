"""The binary election of mid-2019: a miner wins an epoch with the probability of its share of the power.

Source: protocol-facts section 5.2, decision 15. (Poisson sortition, the later rule, is ``filspec.chain.sortition``.)
"""

from __future__ import annotations

from filspec.actors.units import Bytes
from filspec.chain.tickets import ticket_order

OUTPUTS = 1 << 256
"""How many VRF outputs there are."""


def wins(election_proof: bytes, power: Bytes, total_power: Bytes) -> bool:
    """Whether the election proof wins: ``output / 2^256 <= power / total_power``, compared in integers.

    Args:
        election_proof: the miner's VRF proof.
        power: active power of the miner, bytes; 0 never wins.
        total_power: active power of the network, bytes; 0 elects nobody.
    """
    return output_wins(ticket_order(election_proof), power, total_power)


def output_wins(output: int, power: Bytes, total_power: Bytes) -> bool:
    """Whether a VRF output wins; the rule of ``wins`` on numbers."""
    if power <= 0 or total_power <= 0:
        return False
    return output * total_power <= power * OUTPUTS
