"""A campaign: many mutants, each shown to one engine after another until one objects."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from filspec.mutants.mutant import Mutant, StalePatchError
from filspec.mutants.objection import Engine, Objection, Verdict
from filspec.mutants.overlay import overlay
from filspec.mutants.prover_engine import ProverStoppedError


def campaign(mutants: Sequence[Mutant], engines: Sequence[Engine], jobs: int) -> Iterator[Verdict]:
    """The verdicts, as they come ready; threads only wait, the work is done in processes of its own."""
    pool = ThreadPoolExecutor(jobs)
    try:
        for ready in as_completed([pool.submit(judged, mutant, engines) for mutant in mutants]):
            yield ready.result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for engine in engines:
            engine.stop()
        raise
    finally:
        pool.shutdown()


def judged(mutant: Mutant, engines: Sequence[Engine]) -> Verdict:
    """The verdict on one mutant."""
    started, asked = time.perf_counter(), [engine for engine in engines if engine.concerns(mutant)]
    found: tuple[str, Objection | None] = "", None
    problem = ""
    try:
        found = _first_objection(mutant, asked)
    except (StalePatchError, ProverStoppedError) as failure:
        problem = str(failure)
    return Verdict(
        mutant=mutant.name,
        title=mutant.title,
        engine=found[0],
        objection=found[1],
        asked=tuple(engine.name for engine in asked),
        problem=problem,
        seconds=round(time.perf_counter() - started, 2),
    )


def _first_objection(mutant: Mutant, engines: Sequence[Engine]) -> tuple[str, Objection | None]:
    """The first objection; that something could not be decided is told only if nobody has more to say."""
    undecided: tuple[str, Objection | None] = "", None
    with overlay(mutant) as folder:
        for engine in engines:
            objection = engine.objection(mutant, folder)
            if objection is not None and objection.word != "unknown":
                return engine.name, objection
            if objection is not None:
                undecided = engine.name, objection
    return undecided
