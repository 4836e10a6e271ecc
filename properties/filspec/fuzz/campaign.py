"""Campaigns: many cases over some processes, counted as they come.

Cases are tried in fixed groups, each group in a process of its own, so that what is found depends on nothing but the
seed: not on how many processes there are, nor on what was tried before.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from filspec.fuzz.case import Case, case_of
from filspec.fuzz.proving import Proof, Word
from filspec.fuzz.runs import COUNTS

GROUP = 10
"""How many cases one process tries, one after the other."""

LONGEST = 600.0
"""Seconds after which a group is given up. Its cases are reported as stopped; that is no verdict on the prover."""


NONE_YET = tuple((word, 0) for word in Word)


class Count(NamedTuple):
    """What came of the cases so far.

    Attributes:
        cases: how many were tried.
        of_word: how many proofs ended so.
        counted: in how many of those with something proved at least twenty runs were accepted.
        accepted: how many runs were accepted.
        claims: how many claims were proved.
        found: the cases in which a run broke a claim.
    """

    cases: int = 0
    of_word: tuple[tuple[Word, int], ...] = NONE_YET
    counted: int = 0
    accepted: int = 0
    claims: int = 0
    found: tuple[Case, ...] = ()

    def plus(self, case: Case) -> Count:
        """The count with one case more."""
        return Count(
            cases=self.cases + 1,
            of_word=tuple((word, number + (word is case.word)) for word, number in self.of_word),
            counted=self.counted + (case.accepted >= COUNTS),
            accepted=self.accepted + case.accepted,
            claims=self.claims + case.claims,
            found=(*self.found, case) if case.broken else self.found,
        )

    def __str__(self) -> str:
        words = ", ".join(f"{number} {word.name.lower()}" for word, number in self.of_word)
        return (
            f"{self.cases} cases: {words}; {self.claims} claims; {self.counted} cases count, "
            f"{self.accepted} accepted runs; {len(self.found)} broken"
        )


def campaign(seed: str, cases: int, jobs: int, first: int = 0) -> Iterator[Case]:
    """Try so many cases.

    Args:
        seed: of the campaign; the seed of a case is this one and its number.
        cases: how many.
        jobs: over how many processes.
        first: number of the first case, a multiple of ten.
    """
    groups = iter(range(first, first + cases, GROUP))
    running: dict[Connection, tuple[BaseProcess, list[str]]] = {}
    try:
        while True:
            while len(running) < jobs and (start := next(groups, None)) is not None:
                seeds = [f"{seed}.{number}" for number in range(start, min(start + GROUP, first + cases))]
                receiver, process = _started(seeds)
                running[receiver] = process, seeds
            if not running:
                return
            ready = wait(list(running), LONGEST)
            for receiver in [one for one in running if one in ready or not ready]:
                process, seeds = running.pop(receiver)
                yield from _ended(receiver, process, seeds)
    finally:
        for process, _ in running.values():
            process.kill()


def _started(seeds: list[str]) -> tuple[Connection, BaseProcess]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_try, args=(sender, seeds), daemon=True)
    process.start()
    sender.close()
    return receiver, process


def _try(sender: Connection, seeds: list[str]) -> None:
    gc.disable()  # the process ends soon, and what it holds with it
    sender.send([case_of(seed) for seed in seeds])


def _ended(receiver: Connection, process: BaseProcess, seeds: list[str]) -> list[Case]:
    """The cases of a group; where its process broke down or was given up, each is stopped."""
    try:
        cases: list[Case] = receiver.recv() if receiver.poll() else []
    except EOFError:
        cases = []
    if not cases:
        process.kill()
        stopped = Proof(Word.STOPPED, why="the process of the case broke down, or took too long")
        cases = [Case(seed, stopped.word, 0, 0, None, stopped.why) for seed in seeds]
    process.join()
    receiver.close()
    return cases
