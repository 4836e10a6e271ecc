"""Scenario files: a story in plain Python, with the names ``SEQUENCE``, and perhaps ``GOAL`` and ``WORLD``."""

from __future__ import annotations

import runpy
import traceback
from pathlib import Path
from typing import NamedTuple

from filspec.actors.world import World
from filspec.symbolic.reach.first_world import first_world
from filspec.symbolic.reach.goals import ACCEPTED, Accepted, Breaks, Crashes, Goal, Holds, Refused
from filspec.symbolic.reach.steps import BadStory, Call, Step, Ticks

GOALS = (Accepted, Refused, Crashes, Holds, Breaks)


class Scenario(NamedTuple):
    """What a scenario file says.

    Attributes:
        steps: its messages.
        goal: what they are to come to; accepted unless it says otherwise.
        world: where they begin; the first world unless it says otherwise.
    """

    steps: tuple[Step, ...]
    goal: Goal
    world: World


def read_scenario(path: Path) -> Scenario:
    """Run a scenario file and take what it says.

    Raises:
        BadStory: it cannot be read, it raises, or it says nothing of use.
    """
    try:
        names = runpy.run_path(str(path))
    except OSError as problem:
        raise BadStory(f"cannot read {path}: {(problem.strerror or str(problem)).lower()}; check its name") from problem
    except (Exception, SystemExit) as failure:
        raise BadStory(f"{path}:{_line(path, failure)}: {type(failure).__name__}: {_told(failure)}") from failure
    steps = names.get("SEQUENCE")
    if not isinstance(steps, list | tuple) or not steps:
        raise BadStory(f"{path} has no SEQUENCE: write SEQUENCE = [call(...), tick(), ...]")
    for place, step in enumerate(steps):
        if not isinstance(step, Call | Ticks):
            raise BadStory(f"{path}: SEQUENCE[{place}] is {step!r}; write call(...) or tick(...)")
    return Scenario(tuple(steps), _goal(path, names.get("GOAL", ACCEPTED)), _world(path, names.get("WORLD")))


def _goal(path: Path, goal: object) -> Goal:
    if not isinstance(goal, GOALS):
        raise BadStory(
            f"{path}: GOAL is {goal!r}; write accepted(), refused(...), crashes(), holds(...) or breaks(...)"
        )
    return goal


def _world(path: Path, world: object) -> World:
    if world is None:
        return first_world()
    if not isinstance(world, World):
        raise BadStory(f"{path}: WORLD is {world!r}; write WORLD = first_world(...), or another genesis")
    return world


def _line(path: Path, failure: BaseException) -> int:
    """The last line of the file that was reached."""
    if isinstance(failure, SyntaxError):
        return failure.lineno or 0
    lines = [frame.lineno for frame in traceback.extract_tb(failure.__traceback__) if frame.filename == str(path)]
    return (lines or [0])[-1] or 0


def _told(failure: BaseException) -> str:
    return failure.msg if isinstance(failure, SyntaxError) else str(failure)
