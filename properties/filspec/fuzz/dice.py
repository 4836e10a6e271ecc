"""Dice: every choice of the fuzzer, from one seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

SMALL = (-3, -2, -1, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 7)
"""Numbers that meet each other often: keys, amounts and bounds are all of this size."""


class Dice:
    """Choices that the seed decides, the same in every process.

    Args:
        seed: any text.
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 (no secret is made of it)

    def one(self, *options: T) -> T:
        """One of the options."""
        return options[int(self._random.random() * len(options))]

    def of(self, options: Sequence[T]) -> T:
        """One of a sequence."""
        return options[int(self._random.random() * len(options))]

    def chance(self, probability: float) -> bool:
        """True so often."""
        return self._random.random() < probability

    def between(self, least: int, most: int) -> int:
        """A number between the two, both included."""
        return least + int(self._random.random() * (most - least + 1))

    def number(self) -> int:
        """A small number."""
        return self.of(SMALL)

    def some(self, options: Sequence[T], probability: float) -> list[T]:
        """Each of a sequence so often, in its order."""
        return [option for option in options if self.chance(probability)]

    def weighted(self, options: Sequence[tuple[int, T]]) -> T:
        """One of the options, each as often as its weight says."""
        left = self._random.random() * sum(weight for weight, _ in options)
        for weight, option in options:
            left -= weight
            if left < 0:
                return option
        return options[-1][1]
