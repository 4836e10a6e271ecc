"""Reports: what a proof came to, in the terms of the prover."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from filspec.symbolic.outcomes import Ending
from filspec.symbolic.replay import Replay
from filspec.symbolic.solver import Verdict


class EngineError(Exception):
    """The prover is wrong, and proves nothing.

    A run of the model ends in another world than its proof foresaw, or a proof comes to a loop that was not found.
    """


class Promise(NamedTuple):
    """A transition is refused for no other reasons than these."""

    transition: str
    reasons: frozenset[Enum]


class Finding(NamedTuple):
    """A goal that was not proved.

    Attributes:
        transition: of which transition.
        goal: the law, or what else is claimed.
        place: where in it.
        verdict: what the solver says of its opposite.
        replay: a run that may show it; None if there is none.
        why_not: why there is none.
    """

    transition: str
    goal: str
    place: str
    verdict: Verdict
    replay: Replay | None
    why_not: str = ""


class Obligation(NamedTuple):
    """What was asked of the solver at one place.

    Attributes:
        place: where in the transition.
        goals: what had to be shown there, and is not plain.
        spent: the solver's resource units it took.
        needed: the laws, guards and other facts that the proof needed.
    """

    place: str
    goals: tuple[str, ...]
    spent: int
    needed: frozenset[str]


class Way(NamedTuple):
    """An accepted path.

    Attributes:
        decisions: what is decided on it, in words; nothing of a path with a witness.
        witness: the run of the model that goes it: of a story, or of a world that was invented; empty if none is known.
    """

    decisions: tuple[str, ...]
    witness: str


class Report(NamedTuple):
    """What came of one transition, or of one step of a loop.

    Attributes:
        transition: its name.
        paths: how many paths end how.
        verdicts: what was found of each goal.
        findings: the goals that were not proved.
        witnessed: how many accepted paths a run of the model goes.
        unwitnessed: transitions, it and the steps of its loops, of which no run goes an accepted path.
        reasons: why it is refused.
        guards: the guards that were passed, each with the transition it stands in.
        obligations: what was asked of the solver.
        steps: the steps of its loops.
        loops: the kinds of its loops.
        turns: what was found of each claim that the step of a loop leaves open, by kind of loop and claim.
        ways: its accepted paths.
        seconds: wall time it took.
        spent: the solver's resource units it took.
        asked: how many questions the solver was asked.
    """

    transition: str
    paths: Mapping[Ending, int]
    verdicts: Mapping[str, Verdict]
    findings: tuple[Finding, ...]
    witnessed: int
    unwitnessed: tuple[str, ...]
    reasons: tuple[Enum, ...]
    guards: tuple[str, ...]
    obligations: tuple[Obligation, ...]
    steps: tuple[str, ...]
    seconds: float
    spent: int
    asked: int
    loops: tuple[str, ...] = ()
    turns: Mapping[tuple[str, str], Verdict] = MappingProxyType({})
    ways: tuple[Way, ...] = ()
