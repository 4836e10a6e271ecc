"""Proving: what the prover says of a program, about as many of its laws as it can prove together.

Where there are loops, laws of worlds and steps that are not proved are left out, and the rest is proved again: what is
proved of a world after a loop rests on them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from filspec.fuzz.loading import Loaded
from filspec.fuzz.program import Program
from filspec.kit.laws import OF_STATES, OF_STEPS, Law, Quantifier
from filspec.kit.linter import LintError
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.law_linter import LawError
from filspec.symbolic.outcomes import NO_CRASH, Ending
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.shapes import terms_of
from filspec.symbolic.solver import Verdict
from filspec.symbolic.terms import ZERO, at_most
from filspec.symbolic.values import OutsideTheSubset
from filspec.symbolic.worlds import World, at

MOST = 100_000
"""Resource units for one question: what takes longer is left unknown."""

ROUNDS = 4
"""How often a program is proved again with fewer laws."""

BOUNDS = "bounds"
"""What is claimed of the parameter of a program: that it stays within its bounds."""


class Word(Enum):
    """What became of the proof of a program."""

    PROVED = "some claim is proved"
    OPEN = "nothing is proved"
    REFUSED = "a linter or the prover refuses it"
    STOPPED = "the proof ended with an error of Python"


class Proof(NamedTuple):
    """What the prover says of a program.

    Attributes:
        word: what became of it.
        claims: names of the laws that are proved, and what else is claimed.
        assumed: names of the laws that are assumed of the world before.
        why: why it was refused or stopped.
    """

    word: Word
    claims: frozenset[str] = frozenset()
    assumed: frozenset[str] = frozenset()
    why: str = ""


def proof_of(program: Program, loaded: Loaded) -> Proof:
    """Prove a program."""
    try:
        return _proof(program, loaded)
    except (LintError, LawError, OutsideTheSubset) as refusal:
        return Proof(Word.REFUSED, why=str(refusal))
    except Exception as error:  # whatever the prover does not expect of a program
        return Proof(Word.STOPPED, why=f"{type(error).__name__}: {error}")


def _proof(program: Program, loaded: Loaded) -> Proof:
    laws = list(loaded.laws.values())
    for _ in range(ROUNDS):
        prover = Prover(loaded.module.World, laws, bounds=_bounds(program), witnesses=False, replays=False, most=MOST)
        report = prover.prove(loaded.module.trap)
        if not report.paths[Ending.ACCEPTED]:
            break
        unproved = {name for name, verdict in report.verdicts.items() if verdict is not Verdict.IMPOSSIBLE}
        relied_on = [law for law in laws if law.quantifier in (*OF_STATES, *OF_STEPS) and law.name in unproved]
        assumed = frozenset(law.name for law in laws if law.quantifier in OF_STATES)
        laws = [law for law in laws if law.name not in unproved]
        if not relied_on or not report.steps:
            claims = _proved(program, laws, unproved, [*prover.reports.values()])
            return Proof(Word.PROVED if claims else Word.OPEN, claims, assumed)
    return Proof(Word.OPEN)


def _proved(program: Program, laws: Sequence[Law], unproved: set[str], steps: Sequence[Report]) -> frozenset[str]:
    """The claims after a round in which no law failed that others may rest on."""
    names = {law.name for law in laws if law.quantifier is not Quantifier.VISIT}
    for law in laws:
        if law.quantifier is Quantifier.VISIT:
            verdicts = {step.verdicts.get(law.name) for step in steps if step.transition == law.path}
            names |= {law.name} if verdicts == {Verdict.IMPOSSIBLE} else set()
    others = unproved - {law.name for law in laws}
    names |= {NO_CRASH} if NO_CRASH not in others else set()
    if program.bounded and not any(BOUNDS in name for name in others):
        names.add(BOUNDS)
    return frozenset(names)


def _bounds(program: Program) -> Callable[[World], Sequence[Fact]]:
    def bounds(world: World) -> Sequence[Fact]:
        if not program.bounded:
            return ()
        [value] = terms_of([at(world, program.bounded)])
        return (Fact(at_most(ZERO, value), f"the bounds of {program.bounded}"),)

    return bounds
