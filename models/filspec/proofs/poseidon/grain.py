"""Round constants of Poseidon, drawn from the Grain LFSR.

The generator is an 80-bit linear feedback shift register, seeded with the description of the Poseidon
instance, so nobody can choose the constants. The first 160 bits are thrown away. The rest is read in pairs
and shrinks itself: a pair opening with one gives its second bit, a pair opening with zero gives nothing.
Every 255 bits are a candidate, and candidates outside of the field are skipped.

One constant costs about a thousand steps of the register. Walking them one by one would cost most of a second
at start, so two facts replace the walk. The feedback looks 18 bits ahead at most, so 18 bits can be made at
once from a window of 80. And over GF(2) the square of a polynomial in x is that polynomial in x squared, so a
register which obeys the taps also obeys the taps doubled, over a window twice as wide: the block that one
step makes doubles with the stream.

Source: neptune src/round_constants.rs; Poseidon (eprint 2019/458) appendix F; proofs-facts section 2.
"""

from functools import reduce
from operator import xor

from filspec.proofs.fr import MODULUS, Fr
from filspec.proofs.poseidon.round_numbers import RoundNumbers

REGISTER_BITS = 80
TAPS = (0, 13, 23, 38, 51, 62)
"""Offsets into the oldest 80 bits whose sum is the next bit."""

DISCARDED_BITS = 160
CONSTANT_BITS = 255
"""Bits of one candidate: the length of the modulus."""

_PRIME_FIELD, _POWER_SBOX = 1, 1
_RAW_BITS_PER_CONSTANT = 1200
"""First estimate of the stream: 4 raw bits make one output bit, and one candidate in ten is skipped."""

_KEPT_BITS_OF_BYTE = tuple(
    "".join(str(byte >> pair + 1 & 1) for pair in (0, 2, 4, 6) if byte >> pair & 1) for byte in range(256)
)
"""What the four pairs in a byte of the stream, oldest bit lowest, leave after shrinking."""


def round_constants(width: int, rounds: RoundNumbers) -> tuple[Fr, ...]:
    """Return the constants added before each round: `width` for every round, in order.

    Args:
        width: t, the elements of the state.
        rounds: Full and partial rounds; both seed the generator.
    """
    wanted = (rounds.full + rounds.partial) * width
    seed = _seed(width, rounds)
    raw_bits = _RAW_BITS_PER_CONSTANT * wanted
    constants = _candidates_in_field(seed, raw_bits)
    while len(constants) < wanted:
        raw_bits *= 2
        constants = _candidates_in_field(seed, raw_bits)
    return constants[:wanted]


def _seed(width: int, rounds: RoundNumbers) -> int:
    """Describe the instance in 80 bits; the oldest bit is the lowest of the integer."""
    fields = (
        (_PRIME_FIELD, 2),
        (_POWER_SBOX, 4),
        (CONSTANT_BITS, 12),
        (width, 12),
        (rounds.full, 10),
        (rounds.partial, 10),
        ((1 << 30) - 1, 30),
    )
    text = "".join(f"{value:0{bits}b}" for value, bits in fields)
    return int(text[::-1], 2)


def _register_stream(seed: int, length: int) -> int:
    """Run the register for `length` bits, the seed included; the oldest bit is the lowest."""
    stream, known, stride = seed, REGISTER_BITS, 1
    while known < length:
        while known >= 2 * stride * REGISTER_BITS:
            stride *= 2
        window = stream >> known - stride * REGISTER_BITS
        ahead = stride * (REGISTER_BITS - TAPS[-1])
        block = reduce(xor, (window >> stride * tap for tap in TAPS)) & (1 << ahead) - 1
        stream |= block << known
        known += ahead
    return stream & (1 << length) - 1


def _candidates_in_field(seed: int, raw_bits: int) -> tuple[Fr, ...]:
    """Shrink a stream of `raw_bits` and cut it into constants."""
    stream = _register_stream(seed, REGISTER_BITS + DISCARDED_BITS + raw_bits)
    raw = (stream >> REGISTER_BITS + DISCARDED_BITS).to_bytes(raw_bits // 8, "little")
    bits = "".join(map(_KEPT_BITS_OF_BYTE.__getitem__, raw))
    candidates = (
        int(bits[start : start + CONSTANT_BITS], 2) for start in range(0, len(bits) - CONSTANT_BITS + 1, CONSTANT_BITS)
    )
    return tuple(Fr(candidate) for candidate in candidates if candidate < MODULUS)
