"""Answers of oracles, remembered while laws are checked.

A law asks for the digest of a proposal again whenever its deal changes, and a digest is dear. The same question has
the same answer; a plain function that is not shown the world answers from its arguments alone, so what it answered is
kept. What a method answers depends on its object (the chain that it reads), and is asked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from inspect import signature
from types import FunctionType

from filspec.kit.oracles import Answers
from filspec.kit.transitions import REGISTRY

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
            answer = self.rung[oracle]
            if isinstance(answer, FunctionType) and answer.__closure__ is None and not _is_shown_the_world(oracle):
                answer = _remembering(answer)
            self._remembering[oracle] = answer
        return answer

    def __iter__(self) -> Iterator[str]:
        return iter(self.rung)

    def __len__(self) -> int:
        return len(self.rung)


_known: dict[FunctionType, dict[tuple[object, ...], object]] = {}


def _is_shown_the_world(oracle: str) -> bool:
    return "w" in signature(REGISTRY[oracle].function).parameters


def _remembering(answer: FunctionType) -> Callable[..., object]:
    known = _known.setdefault(answer, {})

    def remembered(*arguments: object) -> object:
        found = known.get(arguments, known)
        if found is known:
            if len(known) >= _KEPT:
                known.clear()
            found = known[arguments] = answer(*arguments)
        return found

    return remembered
