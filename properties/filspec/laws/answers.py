"""Answers of oracles, remembered while laws are checked.

A law asks for the digest of a proposal again whenever its deal changes, and a digest is dear. The same question has
the same answer; a plain function that is not shown the world answers from its arguments alone, so what it answered is
kept. What a method answers depends on its object (the chain behind it), and is asked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import FunctionType

from filspec.kit.oracles import Answers
from filspec.kit.worlds import is_actor

_KEPT = 4096
"""For so many questions to one function an answer is kept; then the function is asked anew."""


class RememberedAnswers(Mapping[str, Callable[..., object]]):
    """The answers of a rung, those of plain functions remembered.

    Args:
        rung: who answers.
    """

    def __init__(self, rung: Answers) -> None:
        self.rung = rung
        self._remembering: dict[str, Callable[..., object]] = {}

    def __getitem__(self, oracle: str) -> Callable[..., object]:
        answer = self._remembering.get(oracle)
        if answer is None:
            answer = self._remembering[oracle] = _remembering(self.rung[oracle])
        return answer

    def __iter__(self) -> Iterator[str]:
        return iter(self.rung)

    def __len__(self) -> int:
        return len(self.rung)


_known: dict[FunctionType, dict[tuple[object, ...], object]] = {}


def _remembering(answer: Callable[..., object]) -> Callable[..., object]:
    if not isinstance(answer, FunctionType):
        return answer
    known = _known.setdefault(answer, {})

    def remembered(*arguments: object) -> object:
        if any(is_actor(type(argument)) for argument in arguments):
            return answer(*arguments)
        if arguments not in known:
            if len(known) >= _KEPT:
                known.clear()
            known[arguments] = answer(*arguments)
        return known[arguments]

    return remembered
