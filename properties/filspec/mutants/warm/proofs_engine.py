"""The prover as a judge of mutations: the messages and lemmas that reach the changed function are proved."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256

import msgspec

from filspec.kit.transitions import REGISTRY, Kind
from filspec.lemmas.catalogue import lemmas
from filspec.lemmas.lemma import LEMMAS
from filspec.mutants.operators.judgement import Judgement
from filspec.mutants.operators.mutation import Mutation
from filspec.mutants.warm.calls import place_of, reaches
from filspec.mutants.warm.forking import NOT_ENDED
from filspec.mutants.warm.planted import SEED
from filspec.mutants.warm.process import Pool
from filspec.mutants.warm.proof_session import Found, Question
from filspec.symbolic.cache import key_of, key_of_lemma
from filspec.symbolic.definitions import Place
from filspec.symbolic.imports import TRUSTED, closure_of, hash_of
from filspec.symbolic.subjects import subjects

_OWN = tuple(
    f"filspec.mutants.warm.{name}" for name in ("calls", "eager", "planted", "proof_session", "subject_proofs")
)


class ProofsEngine:
    """Judges mutations by proofs."""

    name = "prover"

    def __init__(self) -> None:
        assert lemmas(), "importing the catalogue declares every lemma"
        self._pool = Pool("filspec.mutants.warm.proof_session")

    def prepare(self, chosen: Sequence[Mutation], jobs: int) -> None:
        """Prove what reaches the mutations, as the source has it; what is stored is not proved again."""
        names = list(dict.fromkeys(name for mutation in chosen for name in self.reaching(mutation)))
        with ThreadPoolExecutor(jobs) as pool:
            for name, problem in zip(names, pool.map(self._proved, names), strict=True):
                if problem:
                    raise RuntimeError(f"{name} of the source as it is cannot be proved: {problem}")

    def reaching(self, mutation: Mutation) -> tuple[str, ...]:
        """The messages and lemmas that reach the changed function; none where it is no part of a transition."""
        declared = REGISTRY.get(mutation.function)
        if declared is None or declared.kind is Kind.ORACLE or declared.function.__module__ != mutation.module:
            return ()
        changed = Place(mutation.module, mutation.function)
        return tuple(name for name, start in _starts().items() if reaches(start, changed))

    def key(self, mutation: Mutation) -> str:
        """The mutant, and what the proofs depend on that reach it."""
        parts = ("prover", mutation.name, mutation.text, _own(), *map(_key_of_source, self.reaching(mutation)))
        return sha256("\n".join(parts).encode()).hexdigest()

    def judgement(self, mutation: Mutation) -> Judgement:
        """The first claim that is false of a mutant."""
        started = time.perf_counter()
        found = Judgement(mutant=mutation.name, engine=self.name, word="not asked", by="no proof reaches it")
        if not self.reaching(mutation):
            return found
        with self._pool.process() as process:
            answered = process.ask(Question(mutation=mutation))
        if answered.problem:
            word, by, how = "unknown" if answered.problem == NOT_ENDED else "problem", answered.problem, ""
        else:
            said = msgspec.json.decode(answered.said, type=Found)
            word = {"": "survives", "unknown": "unknown"}.get(said.word, "killed")
            by, how = said.by, f"{said.word} in {said.where}" if said.word else f"{said.proofs} proofs hold"
        return found.but(word=word, by=by, how=how, seconds=round(time.perf_counter() - started, 2))

    def stop(self) -> None:
        """End the processes that prove."""
        self._pool.end()

    def _proved(self, name: str) -> str:
        with self._pool.process() as process:
            return process.ask(Question(subject=name)).problem


@cache
def _starts() -> dict[str, Place]:
    """Where messages and lemmas are defined, by name."""
    starts = {name: place_of(one) for name, one in subjects().items()}
    return starts | {name: place_of(lemma.holds) for name, lemma in LEMMAS.items()}


@cache
def _key_of_source(name: str) -> str:
    """What the proof of a message or lemma depends on."""
    messages = subjects()
    return key_of(messages[name], SEED) if name in messages else key_of_lemma(LEMMAS[name], SEED)


@cache
def _own() -> str:
    """A hash of what makes these proofs end where they end."""
    return hash_of(closure_of(_OWN, TRUSTED))
