"""All luck of a run, from one place, so that every run can be repeated and every failure replayed."""

from __future__ import annotations

from hashlib import blake2b


class Choices:
    """A stream of choices that depends on the seed alone, not on the Python version or the process.

    Args:
        seed: any integer of 64 bits, with sign.
    """

    def __init__(self, seed: int) -> None:
        self._key = seed.to_bytes(8, "big", signed=True)
        self._drawn = 0

    def some_bytes(self, length: int) -> bytes:
        """The next bytes of the stream; at most 64."""
        self._drawn += 1
        return blake2b(self._drawn.to_bytes(8, "big"), key=self._key, digest_size=length).digest()
