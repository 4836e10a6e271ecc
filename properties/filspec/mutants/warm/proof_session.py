"""The process that proves mutants: each child plants one and proves the messages that reach it, cheapest first.

First the runs of the stories are made once more with the mutant: a law that one of them breaks needs no solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from filspec.laws.catalogue import catalogue
from filspec.lemmas.catalogue import lemmas
from filspec.lemmas.lemma import LEMMAS
from filspec.mutants.operators.mutation import Mutation
from filspec.mutants.warm.calls import place_of, reaches
from filspec.mutants.warm.eager import ShownFalse
from filspec.mutants.warm.forking import Limits, own_channel, serve
from filspec.mutants.warm.planted import SEED
from filspec.mutants.warm.planting import Planted, lint_all_as_written, plant
from filspec.mutants.warm.runs import changed_runs, false_claims
from filspec.mutants.warm.subject_proofs import SubjectProofs, open_in
from filspec.symbolic.cache import Results, key_of, key_of_lemma
from filspec.symbolic.catalogue_proof import lacks_steps, prove_lemma_named, prove_message
from filspec.symbolic.definitions import Place
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.reports import Report
from filspec.symbolic.results import ACCEPTED, Result
from filspec.symbolic.samples import Sample, Samples
from filspec.symbolic.solver import Verdict
from filspec.symbolic.stories.gallery import gallery
from filspec.symbolic.stories.stage import STORIES
from filspec.symbolic.subjects import subjects
from filspec.symbolic.values import OutsideTheSubset

LIMITS = Limits(seconds=90, memory=4 << 30)

Word = Literal["", "confirmed", "failed", "never accepted", "refused by the prover", "unknown"]


class Question(msgspec.Struct):
    """What is to be proved.

    Attributes:
        mutation: what is planted; None for the source as it is.
        subject: of the source, a message or lemma; what comes of it is stored.
    """

    mutation: Mutation | None = None
    subject: str = ""


class Found(msgspec.Struct):
    """What the prover has against a mutant.

    Attributes:
        word: how much it is worth; empty if there is nothing.
        by: the law, lemma or other claim.
        where: in which transition, and where in it.
        proofs: how many messages and lemmas were proved, as far as was needed.
    """

    word: Word = ""
    by: str = ""
    where: str = ""
    proofs: int = 0


class MutantProof:
    """The proof of one mutant in the process that it is planted in.

    Args:
        planted: the mutant.
        changed: the function that it changes.
    """

    def __init__(self, planted: Planted, changed: Place) -> None:
        self._changed, self._stored = changed, Results()
        self._doubts: list[Found] = []
        self._proofs, self._proofs_of_subjects = 0, SubjectProofs(planted, changed)

    def found(self) -> Found:
        """The first claim that is false; else what could not be decided; else nothing."""
        reaching = [name for name in self._by_cost(subjects()) if reaches(place_of(subjects()[name]), self._changed)]
        lemmas = [name for name, lemma in LEMMAS.items() if reaches(place_of(lemma.holds), self._changed)]
        searches = (self._run_again(), self._prove_lemmas(lemmas), self._run_and_prove(reaching))
        for search in searches:
            for found in search:
                return msgspec.structs.replace(found, proofs=self._proofs)
        found = next(iter(self._doubts), Found())
        return msgspec.structs.replace(found, proofs=self._proofs)

    def _by_cost(self, named: dict[str, Callable[..., object]]) -> list[str]:
        """The messages, those first whose proof took least for the source."""
        known = {name: self._before(name) for name in named}
        return sorted(named, key=lambda name: (0 if known[name] is None else known[name].resources, name))  # type: ignore[union-attr]

    def _before(self, name: str) -> Result | None:
        """What came of a message of the source."""
        return _of_source(name, self._stored)

    def _run_again(self) -> Iterator[Found]:
        """Messages and steps of loops that reach the change, as the stories ran them."""
        for name in gallery().subjects:
            transition = gallery().of(name)[0].transition
            if reaches(place_of(transition), self._changed):
                yield from self._run(transition, changed_runs(name, gallery()))

    def _run(self, transition: Callable[..., object], runs: Iterable[Sample]) -> Iterator[Found]:
        for claim, sample in false_claims(transition, runs, catalogue()):
            yield Found("confirmed", claim, f"{sample.subject}, {sample.origin}")

    def _run_and_prove(self, names: Sequence[str]) -> Iterator[Found]:
        """Run the stories once more, now that the mutant is planted: what a run of the source left is not of it."""
        samples = Samples(sample for story in STORIES for sample in story.on_stage().sampler.samples)
        for name in names:
            yield from self._run(subjects()[name], samples.of(name))
        yield from self._prove(names, samples)

    def _prove_lemmas(self, names: Sequence[str]) -> Iterator[Found]:
        for name in names:
            before = self._stored.value(key_of_lemma(LEMMAS[name], SEED), LemmaResult)
            if before is not None and before.word in ("proved", "explored"):
                self._proofs += 1
                found = prove_lemma_named(name, SEED)
                if found.word == "failed":
                    yield Found("confirmed", name, "the lemma")
                if found.word == "unknown":
                    self._doubts.append(Found("unknown", name, "the lemma"))

    def _prove(self, names: Sequence[str], samples: Samples) -> Iterator[Found]:
        for name in names:
            self._proofs += 1
            before = self._before(name)
            try:
                report = self._proofs_of_subjects.message(name, before, samples)
            except ShownFalse as failed:
                yield Found("confirmed" if failed.confirmed else "failed", failed.claim, failed.where)
            except OutsideTheSubset as refusal:
                yield Found("refused by the prover", str(refusal), name)
            else:
                yield from () if report is None else self._look_at(name, report, before)
        self._doubts += [Found("unknown", claim, kind) for kind, claim in self._proofs_of_subjects.undecided]

    def _look_at(self, name: str, report: Report, before: Result | None) -> Iterator[Found]:
        """What is wrong with a proof that came to its end."""
        known = () if before is None else before.unwitnessed
        accepted = {ending.name.lower() for ending, count in report.paths.items() if count}
        if (before is None or ACCEPTED in before.paths) and ACCEPTED not in accepted:
            yield Found("never accepted", "sometimes accepted", name)
        for place in report.unwitnessed:
            if place not in known:
                yield Found("never accepted", "sometimes accepted", place)
        undecided = (claim for claim, verdict in report.verdicts.items() if verdict is Verdict.UNKNOWN)
        self._doubts += [Found("unknown", claim, name) for claim in undecided if claim not in open_in(before)]


def answer(line: str) -> str:
    """Prove a mutant, or something of the source as it is."""
    question = msgspec.json.decode(line, type=Question)
    if question.mutation is None:
        _prove_source(question.subject)
        return ""
    planted = plant(question.mutation)
    changed = Place(question.mutation.module, question.mutation.function.split(".")[0])
    return msgspec.json.encode(MutantProof(planted, changed).found()).decode()


def _prove_source(name: str) -> None:
    """Prove a message or a lemma of the source, and store what came of it."""
    stored = Results()
    if name in LEMMAS:
        key = key_of_lemma(LEMMAS[name], SEED)
        if stored.value(key, LemmaResult) is None:
            stored.put(key, prove_lemma_named(name, SEED))
        return
    known = _of_source(name, stored)
    if known is None or lacks_steps(known, stored):
        found = prove_message(name, SEED, stored)
        stored.put_as(key_of(subjects()[name], SEED), found, found.is_good)


def _of_source(name: str, stored: Results) -> Result | None:
    """What was stored of a message of the source, whether or not a run of today witnesses it."""
    return stored.of_either(key_of(subjects()[name], SEED), Result, lambda _: True)


def main(_arguments: Sequence[str]) -> None:
    """Import everything and run the stories once, and answer questions."""
    channel = own_channel()
    assert catalogue() and subjects() and lemmas(), "importing declares laws, messages and lemmas"
    gallery()
    lint_all_as_written()
    serve(answer, LIMITS, channel)
