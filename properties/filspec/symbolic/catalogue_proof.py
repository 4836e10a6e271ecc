"""Proving the catalogue: one message of the actors against all laws, in a context of its own.

Each subject is proved in a fresh context of the solver: a message, the step of a loop by itself, the laws by
themselves, a lemma. So what a proof costs and needs depends on the subject and the seed, and not on what was proved
before. The loops of a message are found first, on all its paths; their steps are proved, and then the message.

What was shown of steps and of the laws is stored under what it depends on, and is not shown again for every message.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from filspec.actors.reasons import Reason
from filspec.actors.world import World
from filspec.kit.laws import LAWS, Law
from filspec.kit.records import Record
from filspec.laws.catalogue import catalogue
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.bounds import parameters_within_bounds, smallest_preset
from filspec.symbolic.cache import Results, key_of_laws, key_of_step
from filspec.symbolic.contexts import fresh_context
from filspec.symbolic.judge import INVENTED
from filspec.symbolic.known import Known
from filspec.symbolic.ledger import Grounds
from filspec.symbolic.lemma_proof import LemmaResult, prove_lemma
from filspec.symbolic.loops_in_text import steps_reached_by
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import EngineError, Report
from filspec.symbolic.results import Result, result_of
from filspec.symbolic.setting import Loop, Shown
from filspec.symbolic.spoken import spoken_of
from filspec.symbolic.stories.gallery import gallery
from filspec.symbolic.subjects import PROMISES, subjects
from filspec.symbolic.sums import Summand
from filspec.symbolic.tracing import loops_of
from filspec.symbolic.values import OutsideTheSubset

NOTHING_IS_SHOWN = Known()

T = TypeVar("T")


class StepProof(Record):
    """What was shown of the step of a loop by itself.

    Attributes:
        open: the claims that were not shown.
        reasons: why the step is refused.
        visits: the laws of visits that hold behind such a loop.
        unwitnessed: the step, or steps in it, if no run of the model goes through it.
        result: what came of the proof.
    """

    open: tuple[str, ...]
    reasons: tuple[str, ...]
    visits: tuple[str, ...]
    unwitnessed: tuple[str, ...]
    result: Result

    @property
    def is_final(self) -> bool:
        """Whether nothing but what it depends on can change it; no story, and no other actor."""
        return not self.unwitnessed and not self.result.failures


class Relations(Record):
    """What is known of the laws by themselves.

    Attributes:
        names: the laws of steps that may be composed.
        nonnegative: by table and summand, whether no row contributes less than nothing.
    """

    names: tuple[str, ...]
    nonnegative: Mapping[str, bool]


class StepWanted(BaseException):
    """A proof has come to a loop whose step is not yet proved."""

    def __init__(self, loop: Loop) -> None:
        super().__init__(loop.kind)
        self.loop = loop


class Stored(Known):
    """What earlier proofs of the actors have shown, and a place for what is shown next.

    Args:
        results: where it is stored.
        seed: of the solver's choices.
    """

    def __init__(self, results: Results, seed: int) -> None:
        self.results, self.seed = results, seed
        found = results.value(key_of_laws(seed), Relations)
        if found is None:
            found = _relations(seed)
            results.put(key_of_laws(seed), found)
        self._relations = found

    def composable(self, _find: Callable[[], tuple[Law, ...]]) -> tuple[Law, ...]:
        """Those laws of steps that may be composed."""
        return tuple(LAWS[name] for name in self._relations.names)

    def is_nonnegative(self, path: str, summand: Summand, show: Callable[[], bool]) -> bool:
        """Whether no row contributes less than nothing; ``show`` shows it of a sum that no law speaks of."""
        known = self._relations.nonnegative.get(_name_of_sum(path, summand)) if _is_global(summand) else None
        return show() if known is None else known

    def shown(self, loop: Loop, _show: Callable[[], tuple[Shown, Report]]) -> Shown:
        """What was shown of the step of a loop by itself.

        Raises:
            StepWanted: nothing was.
            OutsideTheSubset: the step refuses for what is no reason of the actors.
        """
        known = self.step(loop.kind)
        if known is None:
            raise StepWanted(loop)
        strange = [name for name in known.reasons if name not in Reason.__members__]
        if strange:
            raise OutsideTheSubset(f"{loop.name} refuses for {strange[0]}: take a reason of filspec.actors.reasons")
        reasons, visits = (Reason[name] for name in known.reasons), (LAWS[name] for name in known.visits)
        return Shown(frozenset(known.open), tuple(reasons), tuple(visits), known.unwitnessed)

    def step(self, kind: str) -> StepProof | None:
        """The proof of the step of a kind of loop, if there is one."""
        key = key_of_step(kind, self.seed)
        return self.results.of_either(key, StepProof, lambda found: is_still_witnessed(found.result))

    def keep(self, kind: str, proof: StepProof) -> None:
        """Store the proof of a step."""
        self.results.put_as(key_of_step(kind, self.seed), proof, proof.is_final)


def is_still_witnessed(result: Result) -> bool:
    """Whether a run of the actors as they are now is accepted, or the witness is none of a story."""
    runs = gallery().of(result.message)
    return any(way.witness == INVENTED for way in result.ways) or any(run.receipt.accepted for run in runs)


def _relations(seed: int) -> Relations:
    """Show what is to be known of the laws by themselves."""
    with fresh_context():
        prover = _prover(seed, NOTHING_IS_SHOWN)
        sums = {_name_of_sum(path, summand): found for (path, summand), found in prover.sums().items()}
        return Relations(names=tuple(law.name for law in prover.relations), nonnegative=sums)


def _name_of_sum(path: str, summand: Summand) -> str:
    return f"{summand.__module__}.{summand.__qualname__} over {path}"


def _is_global(summand: Summand) -> bool:
    """Whether a summand is what its module has under its name; another of this name is another sum."""
    return getattr(sys.modules[summand.__module__], summand.__qualname__, None) is summand


def _prover(seed: int, known: Known) -> Prover:
    bounds, samples = parameters_within_bounds, gallery()
    return Prover(World, catalogue(), bounds, smallest_preset, PROMISES, seed, samples=samples, known=known)


def _alone(known: Stored, prove: Callable[[Prover], T]) -> T:
    """Prove something in a context of its own.

    Raises:
        EngineError: it comes to a loop whose step was to be proved before, and was not.
    """
    try:
        with fresh_context():
            return prove(_prover(known.seed, known))
    except StepWanted as found:
        what = f"a proof came to the loop {found.loop.kind}, which was not found on any path before"
        raise EngineError(f"{what}: the prover is wrong, and proves nothing") from found


def _step_proof(loop: Loop, prover: Prover) -> StepProof:
    shown, report = prover.prove_step(loop)
    return StepProof(
        open=tuple(sorted(shown.open)),
        reasons=tuple(reason.name for reason in shown.reasons),
        visits=tuple(law.name for law in shown.visits),
        unwitnessed=shown.unwitnessed,
        result=result_of(report, prover.seed).but(loop=loop.kind),
    )


def prove_message(name: str, seed: int, stored: Results) -> Result:
    """Prove one message of the actors, by name.

    Args:
        name: the message.
        seed: of the solver's choices.
        stored: what was shown of steps and laws, and a place for more.

    Raises:
        KeyError: there is no such message.
    """
    spoken_of(catalogue(), World)  # before any subject has its context, whose terms this must not number
    known, subject = Stored(stored, seed), subjects()[name]
    for loop in loops_of(subject, World):
        if known.step(loop.kind) is None:
            known.keep(loop.kind, _alone(known, partial(_step_proof, loop)))
    return _alone(known, lambda prover: result_of(prover.prove(subject), seed))


def prove_lemma_named(name: str, seed: int = 0) -> LemmaResult:
    """Prove one lemma, by name.

    Raises:
        StopIteration: there is no such lemma.
    """
    with fresh_context():
        return prove_lemma(next(lemma for lemma in lemmas() if lemma.name == name), seed)


def grounds_of(messages: Sequence[str], stored: Results, seed: int = 0) -> Grounds:
    """What the ledger's expectations rest on."""
    return Grounds(
        laws=catalogue(),
        composable=frozenset(law.name for law in Stored(stored, seed).composable(tuple)),
        promises={found.transition: frozenset(reason.name for reason in found.reasons) for found in PROMISES},
        steps={name: steps_reached_by(subjects()[name]) for name in messages},
    )


def lacks_steps(result: Result, stored: Results) -> bool:
    """Whether the step of one of a message's loops, or of a loop in these, is not stored."""
    found = {step.loop for step in steps_of(result, stored)}
    return not found.issuperset(kind for step in (result, *steps_of(result, stored)) for kind in step.loops)


def steps_of(result: Result, stored: Results) -> Iterator[Result]:
    """What was stored of the steps of a message's loops, and of the loops in these, each kind of loop once."""
    waiting, seen, known = list(result.loops), set[str](), Stored(stored, result.seed)
    while waiting:
        kind = waiting.pop(0)
        found = None if kind in seen else known.step(kind)
        seen.add(kind)
        if found is not None:
            waiting += found.result.loops
            yield found.result
