"""Proving the catalogue: one message of the actors against all laws, in a process of its own if wanted.

What was shown of the step of a loop, and which laws of steps may be composed, is stored under what it depends on, and
is not shown again for every message. So after a change only what it reaches is proved again, though a process knows
nothing in the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from filspec.actors.reasons import Reason
from filspec.actors.world import World
from filspec.kit.laws import LAWS, Law
from filspec.kit.records import Record
from filspec.laws.catalogue import catalogue
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.bounds import parameters_within_bounds, smallest_preset
from filspec.symbolic.cache import Results, key_of, key_of_laws
from filspec.symbolic.known import Known
from filspec.symbolic.lemma_proof import LemmaResult, prove_lemma
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.results import Result, result_of
from filspec.symbolic.setting import Loop, Shown
from filspec.symbolic.stories.gallery import gallery
from filspec.symbolic.subjects import PROMISES, subjects, transition_named

ALL_IS_SHOWN = Known()


class StepProof(Record):
    """What was shown of the step of a loop by itself.

    Attributes:
        loop: the kind of loop: what it goes through, and what it gives the step.
        open: the claims that were not shown.
        reasons: why the step is refused.
        visits: the laws of visits that hold behind such a loop.
        unwitnessed: the step, or steps in it, if no run of the model goes through it.
        failed: the laws of the step, or of steps in it, that were not shown.
        result: what came of the proof.
    """

    loop: str
    open: tuple[str, ...]
    reasons: tuple[str, ...]
    visits: tuple[str, ...]
    unwitnessed: tuple[str, ...]
    failed: tuple[str, ...]
    result: Result


class Relations(Record):
    """The laws of steps that may be composed, by name."""

    names: tuple[str, ...]


class Cost(NamedTuple):
    """What proofs took: wall time, units of the solver, questions to it."""

    seconds: float = 0.0
    resources: int = 0
    questions: int = 0


class Stored(Known):
    """What earlier proofs of the actors have shown, and a place for what this one shows.

    Args:
        results: where it is stored.
        seed: of the solver's luck.
    """

    def __init__(self, results: Results, seed: int) -> None:
        self._results, self._seed = results, seed
        self._steps = Cost()

    def begin(self) -> None:
        """The proof of a message begins."""
        self._steps = Cost()

    def own(self, result: Result) -> Result:
        """A result without what the steps took that were shown on its way: these have results of their own."""
        return result.but(
            seconds=round(result.seconds - self._steps.seconds, 3),
            resources=result.resources - self._steps.resources,
            questions=result.questions - self._steps.questions,
        )

    def composable(self, find: Callable[[], tuple[Law, ...]]) -> tuple[Law, ...]:
        """Those laws of steps that may be composed; ``find`` shows which."""
        key = key_of_laws(self._seed)
        known = self._results.value(key, Relations)
        if known is not None:
            return tuple(LAWS[name] for name in known.names)
        found = find()
        self._results.put(key, Relations(names=tuple(law.name for law in found)))
        return found

    def shown(self, loop: Loop, show: Callable[[], tuple[Shown, Report]]) -> Shown:
        """What was shown of the step of a loop by itself; ``show`` shows it."""
        key, kind = key_of(loop.step, self._seed), _kind_of(loop)
        known = self._results.value(key, StepProof)
        if known is not None and known.loop == kind:
            reasons, visits = (Reason[name] for name in known.reasons), (LAWS[name] for name in known.visits)
            return Shown(frozenset(known.open), tuple(reasons), tuple(visits), known.unwitnessed, known.failed)
        outer, self._steps = self._steps, Cost()
        shown, report = show()
        result = result_of(report, self._seed).but(is_step=True)
        if not shown.unwitnessed:  # a new story may witness it tomorrow
            self._results.put(key, _proof_of(kind, shown, self.own(result)))
        self._steps = Cost(
            outer.seconds + result.seconds, outer.resources + result.resources, outer.questions + result.questions
        )
        return shown


def _proof_of(kind: str, shown: Shown, result: Result) -> StepProof:
    return StepProof(
        loop=kind,
        open=tuple(sorted(shown.open)),
        reasons=tuple(reason.name for reason in shown.reasons),
        visits=tuple(law.name for law in shown.visits),
        unwitnessed=shown.unwitnessed,
        failed=shown.failed,
        result=result,
    )


def _kind_of(loop: Loop) -> str:
    given = [loop.item.leaves, () if loop.group is None else loop.group.leaves]
    return f"{loop.name} of {loop.path or 'a list'}: {[[name for name, _ in leaves] for leaves in given]}"


def _prover(seed: int, known: Known = ALL_IS_SHOWN) -> Prover:
    bounds, samples = parameters_within_bounds, gallery()
    return Prover(World, catalogue(), bounds, smallest_preset, PROMISES, seed, samples=samples, known=known)


@cache
def _standing(seed: int, folder: Path) -> tuple[Prover, Stored]:
    """The prover of this process, with what is known to it."""
    known = Stored(Results(folder), seed)
    return _prover(seed, known), known


def prove_message(name: str, seed: int, folder: Path) -> Result:
    """Prove one message of the actors, by name.

    Args:
        name: the message.
        seed: of the solver's luck.
        folder: where it is stored what was shown of steps and laws.

    Raises:
        KeyError: there is no such message.
    """
    prover, known = _standing(seed, folder)
    known.begin()
    return known.own(result_of(prover.prove(subjects()[name]), seed))


def prove_lemma_named(name: str, seed: int = 0) -> LemmaResult:
    """Prove one lemma, by name.

    Raises:
        StopIteration: there is no such lemma.
    """
    return prove_lemma(next(lemma for lemma in lemmas() if lemma.name == name), seed)


def steps_of(result: Result, stored: Results) -> Iterator[Result]:
    """What was stored of the steps of a message's loops, and of the loops in these, each once."""
    waiting, seen = list(result.steps), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            known = stored.value(key_of(transition_named(name), result.seed), StepProof)
            if known is not None:
                waiting += known.result.steps
                yield known.result
