"""Judgements: what came of one mutation before one engine, kept from run to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Literal, Protocol

from filspec.kit.records import Record
from filspec.mutants.operators.mutation import Mutation
from filspec.symbolic.cache import Results

Word = Literal["killed", "survives", "unknown", "not asked", "problem"]
"""It is noticed; it is not; a proof ran out of its budget; nothing of this engine reaches it; the engine failed."""


class Judgement(Record):
    """What came of one mutation before one engine.

    Attributes:
        mutant: its name.
        engine: who was asked.
        word: what came of it.
        by: the law, claim or test that notices it; of a problem, what it is.
        how: how it is noticed, and where.
        seconds: wall time it took.
    """

    mutant: str
    engine: str
    word: Word
    by: str = ""
    how: str = ""
    seconds: float = 0.0


class MutationEngine(Protocol):
    """Somebody who judges mutations: the prover, the tests."""

    name: str

    def prepare(self, chosen: Sequence[Mutation], jobs: int) -> None:
        """Find out about the source as it is what the judgements need."""

    def key(self, mutation: Mutation) -> str:
        """What a judgement depends on, as one hash."""

    def judgement(self, mutation: Mutation) -> Judgement:
        """What comes of one mutation."""

    def stop(self) -> None:
        """End what is under way."""


class Judgements:
    """Judgements that are kept, each under what it depends on.

    Args:
        folder: where they are; beside the results of proofs if none is given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._results = Results(folder or Results().folder / "mutants")

    def get(self, engine: MutationEngine, mutation: Mutation) -> Judgement | None:
        """The judgement that is kept; None if there is none."""
        return self._results.value(engine.key(mutation), Judgement)

    def put(self, engine: MutationEngine, mutation: Mutation, found: Judgement) -> None:
        """Keep a judgement; a problem is none, and is looked at again."""
        if found.word != "problem":
            self._results.put(engine.key(mutation), found)


def judged(
    chosen: Sequence[Mutation], engine: MutationEngine, jobs: int, kept: Judgements
) -> Iterator[tuple[Judgement, bool]]:
    """The judgements of an engine as they come ready, each with whether it was kept from an earlier run.

    Each is kept as soon as it is there, so that a run that is killed goes on from there.
    """
    engine.prepare(chosen, jobs)
    missing: list[Mutation] = []
    for mutation in chosen:
        known = kept.get(engine, mutation)
        if known is None:
            missing.append(mutation)
        else:
            yield known, True
    pool = ThreadPoolExecutor(jobs)
    try:
        waiting = {pool.submit(engine.judgement, mutation): mutation for mutation in missing}
        for ready in as_completed(waiting):
            kept.put(engine, waiting[ready], ready.result())
            yield ready.result(), False
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    finally:
        engine.stop()
        pool.shutdown()
