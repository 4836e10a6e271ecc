"""Runs: the message of a program on ordinary values, from random lawful worlds, judged by what is claimed."""

from __future__ import annotations

from typing import NamedTuple, get_type_hints

from filspec.fuzz.answers import Answers
from filspec.fuzz.dice import Dice
from filspec.fuzz.judging import SOME_KEYS, Judge
from filspec.fuzz.loading import Loaded
from filspec.fuzz.program import Program
from filspec.fuzz.proving import BOUNDS, Proof
from filspec.fuzz.watching import watched
from filspec.fuzz.worlds import Declared, Values, lawful_world, repairs_of
from filspec.kit.runner import Runner, Step
from filspec.kit.worlds import fork, shape_of
from filspec.symbolic.outcomes import NO_CRASH
from filspec.symbolic.worlds import World, at

ENOUGH = 24
"""So many accepted runs are made of a program, and at least twenty have to be for it to count."""

COUNTS = 20
KEYS = dict.fromkeys(("t", "u", "left.t", "left.u"), SOME_KEYS)
HOPELESS = 40
"""After so many refused runs without an accepted one, nothing more is tried."""

TRIES = 260
"""How many runs are tried of one program at most, and how many worlds are made."""


class Broken(NamedTuple):
    """A claim that a run breaks.

    Attributes:
        claim: the law, or what else was claimed.
        world: the world before.
        arguments: what was sent.
        end: how it ended.
    """

    claim: str
    world: str
    arguments: str
    end: str


class Runs(NamedTuple):
    """What came of the runs of a program.

    Attributes:
        accepted: how many were accepted.
        broken: the first claim that one broke.
    """

    accepted: int
    broken: Broken | None


def runs_of(program: Program, loaded: Loaded, proof: Proof, seed: str, wanted: str = "") -> Runs:
    """Run a program until a claim is broken, or often enough.

    Args:
        program: the program.
        loaded: its modules.
        proof: what is claimed of it, and of what worlds.
        seed: of the worlds and arguments.
        wanted: the only claim that is of interest; all are if it is empty.
    """
    dice, accepted = Dice(f"{seed} runs"), 0
    claimed = [law for name, law in loaded.laws.items() if name in proof.claims]
    assumed = [law for name, law in loaded.laws.items() if name in proof.assumed]
    values, repairs, names = Values(dice), repairs_of(program, proof.assumed), vars(loaded.law_module)
    kinds = [hint for name, hint in get_type_hints(loaded.module.trap).items() if name not in ("w", "return")]
    refused = 0
    for number in range(TRIES):
        answers = Answers(f"{seed} {number}")
        judge = Judge(claimed, answers, KEYS)
        world = lawful_world(values, loaded.module.World, repairs, names, Judge(assumed, answers, KEYS).unlawful)
        if world is None:
            refused += 1
        for _ in range(0 if world is None else 3):
            arguments = tuple(_argument(dice, values, kind, world) for kind in kinds)
            end, broken = _run(program, loaded, judge, answers, world, arguments, proof.claims)
            accepted, refused = accepted + (end == "accepted"), refused + (end != "accepted")
            found = [claim for claim in broken if wanted in ("", claim)]
            if found:
                return Runs(accepted, Broken(found[0], told(world), repr(arguments), end))
        if accepted >= ENOUGH or (not accepted and refused > HOPELESS):
            break
    return Runs(accepted, None)


def _argument(dice: Dice, values: Values, kind: Declared, world: World) -> object:
    """An argument; a number is as a rule a key that is there."""
    if kind is int and dice.chance(0.5):
        keys = [key for path in ("t", "u") if hasattr(world, path) for key, _ in at(world, path).items()]
        if keys:
            return dice.of(sorted(keys))
    return values.of(kind)


def _run(
    program: Program, loaded: Loaded, judge: Judge, answers: Answers, world: World, arguments: tuple[object, ...],
    claims: frozenset[str],
) -> tuple[str, list[str]]:  # fmt: skip
    """One run: how it ended, and what it broke."""
    before, after, steps = fork(world), fork(world), list[Step]()
    with watched(judge, after) as watch:
        try:
            Runner(after, answers.by_name, (steps.append,)).apply(loaded.module.trap, *arguments)
        except Exception as crash:  # whatever it raises is a crash
            return f"{type(crash).__name__}: {crash}", [NO_CRASH] if NO_CRASH in claims else []
    [step] = steps
    if not step.receipt.accepted:
        return "refused", judge.broken_by(before, after, step)
    broken = [*judge.broken_by(before, after, step), *watch.broken]
    if BOUNDS in claims and at(after, program.bounded) < 0:
        broken.append(BOUNDS)
    return "accepted", broken


def told(world: World) -> str:
    """A world in words, its rows in an order that no hash decides."""
    shape = shape_of(type(world))
    leaves = [
        sorted(at(world, path).items(), key=repr) if path in shape.tables else at(world, path) for path in shape.paths
    ]
    return ", ".join(f"{path}={leaf!r}" for path, leaf in zip(shape.paths, leaves, strict=True))
