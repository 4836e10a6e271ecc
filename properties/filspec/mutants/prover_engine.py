"""The prover as a finder of defects: the messages that reach what was changed are proved, smallest first.

An objection counts only if the unmutated source is not open to it as well: a law that is not proved of that either
tells nothing about the mutant.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Lock
from types import TracebackType
from typing import Self

import msgspec

from filspec.kit.laws import LAWS
from filspec.kit.transitions import transition_of
from filspec.laws.catalogue import catalogue
from filspec.mutants.definitions import changed_places, weight_of
from filspec.mutants.mutant import Mutant
from filspec.mutants.objection import Objection, Word
from filspec.mutants.overlay import command, environment
from filspec.mutants.proving import Answer, By, Question
from filspec.symbolic.content import reached_from
from filspec.symbolic.definitions import Place
from filspec.symbolic.results import Result
from filspec.symbolic.subjects import subjects

_REFUSED: dict[By, Word] = {
    "the linter": "refused by the linter",
    "the prover": "refused by the prover",
    "Python": "not importable",
}
_WORTH: tuple[Word, ...] = ("confirmed", "failed", "unknown", "never accepted")
_WEAKER = frozenset(_WORTH[1:])


ACCEPTED = "accepted"
"""How a path ends that is not refused."""

SOMETIMES = "sometimes accepted"
"""What is claimed of every message beside the laws: else they would hold of nothing."""


class ProverStoppedError(Exception):
    """A proof ended without a result: the prover is wrong, or was stopped, and says nothing about the mutant."""


class ProverProcess:
    """A process that proves messages of one source.

    Args:
        folder: the overlay; None for the unmutated source.
    """

    def __init__(self, folder: Path | None) -> None:
        arguments = command(folder, "filspec.mutants.proving")
        self._process = Popen(  # noqa: S603 (our own interpreter, our own module)
            arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True, env=environment()
        )

    def __enter__(self) -> Self:
        """The process."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process, even in the middle of a proof."""
        self.end()
        self._process.communicate()

    def end(self) -> None:
        """Let nothing more come of the process."""
        self._process.kill()

    def ask(self, question: Question) -> Answer:
        """What comes of a message.

        Raises:
            ProverStoppedError: nothing does.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(f"{msgspec.json.encode(question).decode()}\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        answer = msgspec.json.decode(line, type=Answer) if line else Answer(accident=True, why="the process has gone")
        if answer.accident:
            raise ProverStoppedError(f"the proof of {question.message} ended without a result: {answer.why}")
        return answer


class ProverEngine:
    """Objects to mutants by failing proofs."""

    name = "prover"

    def __init__(self) -> None:
        self._unmutated: dict[str, Result] = {}
        self._lock = Lock()
        self._running: set[ProverProcess] = set()

    def concerns(self, mutant: Mutant) -> bool:
        """Whether it changes nothing but actors."""
        return mutant.is_of_actors

    def objection(self, mutant: Mutant, folder: Path) -> Objection | None:
        """The first law that a run breaks; only if there is none, the first of those objections that are worth most."""
        weaker: list[Objection] = []
        with self._process(folder) as prover:
            for message in messages_that_reach(mutant):
                found = self._found(mutant, message, prover.ask(Question(message)))
                if found is not None and found.word not in _WEAKER:
                    return found
                weaker += [] if found is None else [found]
        return min(weaker, key=lambda one: _WORTH.index(one.word), default=None)

    def stop(self) -> None:
        """End all processes that prove."""
        for prover in list(self._running):
            prover.end()

    @contextmanager
    def _process(self, folder: Path | None) -> Iterator[ProverProcess]:
        with ProverProcess(folder) as prover:
            self._running.add(prover)
            try:
                yield prover
            finally:
                self._running.discard(prover)

    def _found(self, mutant: Mutant, message: str, answer: Answer) -> Objection | None:
        if answer.refused_by is not None:
            return Objection(by=answer.why, message=message, word=_REFUSED[answer.refused_by])
        result = msgspec.json.decode(answer.result, type=Result)
        if not result.failures and not result.unwitnessed and ACCEPTED in result.paths:
            return None
        objections = list(objections_in(result, self._result_of_unmutated(message)))
        wanted = frozenset(mutant.breaks)
        objections.sort(key=lambda one: (_WORTH.index(one.word), wanted.isdisjoint(one.ids)))
        return objections[0] if objections else None

    def _result_of_unmutated(self, message: str) -> Result:
        with self._lock:
            if message not in self._unmutated:
                with self._process(None) as prover:
                    answer = prover.ask(Question(message))
                if answer.refused_by is not None:
                    raise ProverStoppedError(f"the unmutated {message} cannot be proved: {answer.why}")
                self._unmutated[message] = msgspec.json.decode(answer.result, type=Result)
            return self._unmutated[message]


def objections_in(result: Result, unmutated: Result) -> Iterator[Objection]:
    """What is open in a result and is not open in that of the unmutated source."""
    open_anyway = {failure.law for failure in unmutated.failures}
    assert catalogue(), "importing the catalogue declares every law"
    for failure in result.failures:
        if failure.law not in open_anyway:
            word: Word = "unknown" if failure.word == "unknown" else "confirmed" if failure.confirmed else "failed"
            known = LAWS.get(failure.law)
            ids, place = known.ids if known else (), failure.place
            yield Objection(
                by=failure.law, ids=ids, message=result.message, place=place, word=word, story=failure.story
            )
    unreached = [place for place in result.unwitnessed if place not in unmutated.unwitnessed]
    if ACCEPTED in unmutated.paths and ACCEPTED not in result.paths:
        unreached = ["on any path"]
    for place in unreached:
        yield Objection(by=SOMETIMES, message=result.message, place=place, word="never accepted")


@cache
def _reached_by_subjects() -> dict[str, frozenset[Place]]:
    """What each transition that is proved can come to; those with the least to prove first."""
    places = {name: Place(transition_of(one).function.__module__, name) for name, one in subjects().items()}
    ordered = sorted(places.items(), key=lambda item: (weight_of(item[1]), item[0]))
    return {name: reached_from([place]) for name, place in ordered}


def messages_that_reach(mutant: Mutant) -> tuple[str, ...]:
    """The messages that can come to what a mutant changes; those with the least to prove first."""
    changed = changed_places(mutant)
    return tuple(name for name, reached in _reached_by_subjects().items() if reached & changed)
