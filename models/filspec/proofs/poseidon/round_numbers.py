"""How many rounds Poseidon needs, computed from its security inequalities.

A full round applies the S-box to the whole state, a partial round to one element only. The Poseidon paper
bounds, for each known attack, the rounds that resist it. We take the cheapest pair that resists all of them,
counting S-boxes, then add a security margin. neptune evaluates the inequalities in single precision, and the
published numbers depend on the rounding, so each step here is rounded to 32 bits as well.

Source: Poseidon (eprint 2019/458) section 5.5; neptune src/round_numbers.rs; proofs-facts section 2.
"""

import math
import struct
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

SECURITY_BITS = 128
FIELD_BITS = 256
"""Bits neptune puts into the inequalities for the 255-bit field."""

_FULL_ROUNDS_TRIED = range(2, 20, 2)
"""Above these, a full round costs `width` S-boxes and saves at most one partial round."""

_PARTIAL_ROUNDS_TRIED = range(4, 200)


class Strength(Enum):
    """How many partial rounds are added beyond the security margin."""

    STANDARD = "standard"
    """The strength of every hash in the storage proofs."""

    STRENGTHENED = "strengthened"
    """A quarter more partial rounds."""


class RoundNumbers(NamedTuple):
    """Rounds of one Poseidon instance."""

    full: int
    """R_F: rounds with S-boxes on the whole state; half before and half after the partial ones."""
    partial: int
    """R_P: rounds with one S-box."""


@cache
def round_numbers(width: int, strength: Strength = Strength.STANDARD) -> RoundNumbers:
    """Return the least secure round numbers of a state of `width` elements, with margin.

    Args:
        width: t, the elements of the state: arity plus one.
        strength: Standard, or strengthened by a quarter of the partial rounds.

    Raises:
        ValueError: If the width is below 2.
    """
    if width < 2:
        raise ValueError(f"a Poseidon state holds a domain tag and at least one input, got width {width}")
    with_margin = [
        RoundNumbers(full + 2, math.ceil(_f32(_f32(1.075) * partial))) for full, partial in _least_secure_pairs(width)
    ]
    full, partial = min(with_margin, key=lambda rounds: (width * rounds.full + rounds.partial, rounds.full))
    if strength is Strength.STRENGTHENED:
        partial = math.ceil(partial * 1.25)
    return RoundNumbers(full, partial)


def _least_secure_pairs(width: int) -> Iterator[RoundNumbers]:
    """For each even number of full rounds, find the fewest partial rounds that resist every attack."""
    for full in _FULL_ROUNDS_TRIED:
        for partial in _PARTIAL_ROUNDS_TRIED:
            if full >= _full_rounds_needed(width, partial):
                yield RoundNumbers(full, partial)
                break


def _full_rounds_needed(width: int, partial: int) -> int:
    """Evaluate the statistical, the interpolation and both Groebner basis bounds for the S-box x^5."""
    statistical = 6.0 if (FIELD_BITS - 3) * (width + 1) >= SECURITY_BITS else 10.0
    interpolation = _f32(_f32(_f32(_f32(0.43) * SECURITY_BITS) + _f32(math.log2(width))) - partial)
    groebner_1 = _f32(_f32(_f32(0.21) * FIELD_BITS) - partial)
    groebner_2 = _f32(_f32(_f32(_f32(_f32(0.14) * FIELD_BITS) - 1) - partial) / (width - 1))
    return math.ceil(max(statistical, interpolation, groebner_1, groebner_2))


def _f32(value: float) -> float:
    """Round to single precision."""
    single: float = struct.unpack("<f", struct.pack("<f", value))[0]
    return single
