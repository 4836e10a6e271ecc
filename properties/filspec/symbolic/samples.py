"""Samples: transitions as they were run on ordinary values, each in a situation that a story came to.

A sample is all that a proof speaks of: the world before, what the transition was given, what the world outside the
chain answered, the worlds behind the loops on the way, and what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from filspec.kit.oracles import Answers
from filspec.kit.runner import Receipt
from filspec.symbolic.worlds import World


class Seen(NamedTuple):
    """An answer of an oracle that was given the world, and may answer otherwise in another.

    Attributes:
        oracle: its name.
        answer: the answer.
    """

    oracle: str
    answer: object


class Sample(NamedTuple):
    """A run of one message, or of one turn of a loop, on ordinary values.

    Attributes:
        subject: name of the transition.
        transition: the transition.
        origin: the story that it is taken from.
        before: the world before.
        arguments: what it was given besides the world.
        answers: who answered for the world outside the chain; the same to the same question.
        seen: the answers that depend on the world, in their order; those in turns of its loops left out.
        behind: the world behind each of its loops; of one that was refused, where it was before the refused turn.
        after: the world after it; of a refused one, the world before.
        receipt: what became of it.
        in_turn: whether it was refused in the turn of a loop, or in one of that turn's.
    """

    subject: str
    transition: Callable[..., object]
    origin: str
    before: World
    arguments: tuple[object, ...]
    answers: Answers
    seen: tuple[Seen, ...]
    behind: tuple[World, ...]
    after: World
    receipt: Receipt
    in_turn: bool


class Samples:
    """A collection of samples.

    Args:
        samples: what is collected.
    """

    def __init__(self, samples: Iterable[Sample]) -> None:
        self._by_subject: dict[str, list[Sample]] = {}
        for sample in samples:
            self._by_subject.setdefault(sample.subject, []).append(sample)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The transitions of which there are samples."""
        return tuple(self._by_subject)

    def of(self, name: str) -> tuple[Sample, ...]:
        """The samples of one transition; none of one that no story came to."""
        return tuple(self._by_subject.get(name, ()))
