"""XorShift128, the generator that seeded tests of rust-fil-proofs draw from (rand_xorshift).

Not a source of randomness for anything: it exists to reproduce the inputs of published test values.

Source: proofs-facts section 1; Marsaglia, "Xorshift RNGs" (2003), section 4.
"""

from filspec.proofs.fr import MODULUS, Fr

SEED_BYTES = 16
WORD_MASK = 0xFFFFFFFF
_TOP_BIT_CLEARED = (1 << 255) - 1


class XorShift128:
    """The generator, with a state of four 32-bit words."""

    def __init__(self, seed: bytes) -> None:
        """Start from 16 bytes, four little-endian words.

        Raises:
            ValueError: if the seed has another length or is all zero.
        """
        if len(seed) != SEED_BYTES or not any(seed):
            raise ValueError(f"a seed has {SEED_BYTES} bytes that are not all zero, not {seed.hex()}")
        self._words = [int.from_bytes(seed[at : at + 4], "little") for at in range(0, SEED_BYTES, 4)]

    def u32(self) -> int:
        """Draw 32 bits."""
        first, *rest = self._words
        mixed = first ^ (first << 11 & WORD_MASK)
        drawn = rest[-1] ^ rest[-1] >> 19 ^ mixed ^ mixed >> 8
        self._words = [*rest, drawn]
        return drawn

    def u64(self) -> int:
        """Draw 64 bits, the low half first."""
        low = self.u32()
        return low | self.u32() << 32

    def octets(self, length: int) -> bytes:
        """Draw bytes, each the low byte of 32 bits."""
        return bytes(self.u32() & 0xFF for _ in range(length))

    def field_element(self) -> Fr:
        """Draw four limbs of 64 bits, the low one first, until they are below the modulus with the top bit cleared."""
        while True:
            drawn = sum(self.u64() << 64 * limb for limb in range(4)) & _TOP_BIT_CLEARED
            if drawn < MODULUS:
                return Fr(drawn)
