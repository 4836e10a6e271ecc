"""Cases: a program is proved, and what is claimed of it is tried in runs."""

from __future__ import annotations

from typing import NamedTuple

from filspec.fuzz.loading import loaded
from filspec.fuzz.program import Program, program
from filspec.fuzz.proving import Proof, Word, proof_of
from filspec.fuzz.runs import Broken, runs_of


class Case(NamedTuple):
    """What came of one program.

    Attributes:
        seed: its seed.
        word: what became of its proof.
        claims: how many claims were proved.
        accepted: how many runs were accepted.
        broken: the first claim that a run broke.
        why: why it was refused or stopped.
    """

    seed: str
    word: Word
    claims: int
    accepted: int
    broken: Broken | None
    why: str


def case_of(seed: str) -> Case:
    """The case of a seed."""
    return tried(program(seed), seed)


def tried(subject: Program, seed: str, wanted: str = "") -> Case:
    """Prove a program, and try what is claimed.

    Args:
        subject: the program.
        seed: of its worlds and arguments.
        wanted: the only claim that is of interest; all are if it is empty.
    """
    try:
        with loaded(subject) as modules:
            proof = proof_of(subject, modules)
            if proof.word is not Word.PROVED or wanted not in ("", *proof.claims):
                return _without_runs(seed, proof)
            runs = runs_of(subject, modules, proof, seed, wanted)
            return Case(seed, proof.word, len(proof.claims), runs.accepted, runs.broken, "")
    except Exception as error:  # a program that does not load, as shrunk ones often do not
        return _without_runs(seed, Proof(Word.STOPPED, why=f"{type(error).__name__}: {error}"))


def _without_runs(seed: str, proof: Proof) -> Case:
    return Case(seed, proof.word, len(proof.claims), 0, None, proof.why)
