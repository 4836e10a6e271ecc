"""Answers: what the oracles of a generated program say in a run.

The same question has the same answer, the types of what is asked included. An oracle that is given the world may say
anything, each time; where a law asks it, it says what the law needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from filspec.fuzz.dice import Dice
from filspec.kit.transitions import REGISTRY, Kind
from filspec.kit.worlds import is_actor

KIND_ANSWER = 5
"""What an oracle that is given the world answers a law."""


class Answers:
    """The answers of one run.

    Args:
        seed: of the answers.

    Attributes:
        asked_by_a_law: whether a law is asking now.
        by_name: the answer of each oracle of the program.
    """

    def __init__(self, seed: str) -> None:
        self.asked_by_a_law = False
        self._seed, self._moody = seed, Dice(f"{seed} moods")
        oracles = [name for name, declared in REGISTRY.items() if declared.kind is Kind.ORACLE]
        self.by_name: Mapping[str, Callable[..., object]] = {name: self._answer(name) for name in oracles}

    def _answer(self, name: str) -> Callable[..., object]:
        def answer(*given: object) -> int:
            if given and is_actor(type(given[0])):
                return KIND_ANSWER if self.asked_by_a_law else self._moody.number()
            return Dice(f"{self._seed} {name} {given!r}").number()

        return answer
