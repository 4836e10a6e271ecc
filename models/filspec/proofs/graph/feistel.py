"""A pseudo-random permutation of `0 .. size - 1`, as a Feistel network of three rounds.

The network permutes numbers of an even number of bits. Where that is more than `size`, a result out of range
is permuted again until it is in range; since every pass is one to one, so is the walk.

Source: proofs-facts section 6; rust-fil-proofs storage-proofs-core/src/crypto/feistel.rs.
"""

from dataclasses import dataclass
from hashlib import blake2b, sha256

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class FeistelPermutation:
    """One permutation.

    Attributes:
        size: Numbers permuted.
        keys: 64-bit round keys; the first three are used.
    """

    size: int
    keys: tuple[int, ...]

    @property
    def half_bits(self) -> int:
        """Bits of each half: the least l of at least 1 with 4^l >= size."""
        return max(1, ((self.size - 1).bit_length() + 1) // 2)

    def permute(self, index: int) -> int:
        """Return where a number goes."""
        index = self.single_pass(index)
        while index >= self.size:
            index = self.single_pass(index)
        return index

    def invert(self, index: int) -> int:
        """Return where a number comes from; labelling has no use for it, tests do."""
        index = self._single_pass_back(index)
        while index >= self.size:
            index = self._single_pass_back(index)
        return index

    def single_pass(self, index: int) -> int:
        """Run the network once, on numbers of twice `half_bits` bits."""
        left, right = index >> self.half_bits, index & self._mask
        for key in self.keys[:ROUNDS]:
            left, right = right, left ^ self.round_function(right, key)
        return left << self.half_bits | right

    def _single_pass_back(self, index: int) -> int:
        left, right = index >> self.half_bits, index & self._mask
        for key in reversed(self.keys[:ROUNDS]):
            left, right = right ^ self.round_function(left, key), left
        return left << self.half_bits | right

    def round_function(self, right: int, key: int) -> int:
        """Hash one half with a round key down to one half."""
        digest = blake2b(right.to_bytes(8, "big") + key.to_bytes(8, "big")).digest()
        return int.from_bytes(digest[:8], "big") & self._mask

    @property
    def _mask(self) -> int:
        return (1 << self.half_bits) - 1


def feistel_keys(porep_id: bytes) -> tuple[int, ...]:
    """Derive four 64-bit keys from the PoRep id; the fourth enters the name of the parent cache only."""
    digest = sha256(b"Filecoin_Feistel" + porep_id).digest()
    return tuple(int.from_bytes(digest[start : start + 8], "little") for start in range(0, 32, 8))
