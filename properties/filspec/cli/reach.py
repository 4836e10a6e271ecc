"""`filspec reach`: find a sequence of messages from genesis that succeeds, or that breaks a law."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from cyclopts import Parameter

from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.found import print_found
from filspec.cli.progress import Listener, phases

if TYPE_CHECKING:
    from filspec.symbolic.reach.goals import Goal
    from filspec.symbolic.reach.scenario_file import Scenario
    from filspec.symbolic.reach.search import NotReached, Progress, Reached
    from filspec.symbolic.reach.steps import Step
    from filspec.symbolic.reach.telling import Told

MOST_ITEMS, MOST_MESSAGES = 8, 200


class _Wanted(NamedTuple):
    """What is looked for: a scenario, or any story that ends with a message."""

    scenario: Scenario | None
    message: str
    goal: Goal


def reach(
    scenario: str,
    /,
    *,
    law: Annotated[str | None, Parameter(name="--break")] = None,
    trace: Path | None = None,
    most_items: int = 2,
    most_messages: int = 30,
    json: bool = False,
) -> int:
    """Find arguments with which a sequence of messages, from genesis, comes to its goal.

    Args:
        scenario: a file with a SEQUENCE, the name of a built-in sequence, or with --break the name of a message.
        law: the law that the last message is to break, in place of the goal of the scenario.
        trace: save the trace of what was found: .mmd for Mermaid, .json for ITF, .txt for text.
        most_items: the greatest length of a message's list.
        most_messages: how long a story may be that leads to a message.
        json: print one JSON object in place of a table.

    Returns:
        0 if the goal was reached, and the ordinary model has run the story that shows it; 1 if not.

    Raises:
        BadInput: there is no such scenario, message or law, or something in it does not fit.
    """
    from filspec.kit.linter import LintError
    from filspec.symbolic.reach.search import Reached
    from filspec.symbolic.reach.steps import BadStory
    from filspec.symbolic.values import OutsideTheSubset

    _check_range("--most-items", most_items, 0, MOST_ITEMS)
    _check_range("--most-messages", most_messages, 1, MOST_MESSAGES)
    if trace is not None:
        _check_trace(trace)
    try:
        wanted = _wanted(scenario, law)
        found = _sought(wanted, most_items, most_messages, quiet=json)
    except (BadStory, LintError) as problem:
        raise BadInput(str(problem)) from problem
    except OutsideTheSubset as problem:
        raise BadInput(f"{scenario} asks what only an ordinary run can answer: {problem}") from problem
    words = _words(found, wanted, most_items, most_messages)
    print_found(found, words, json)
    if not isinstance(found, Reached):
        return FINDING
    if trace is not None:
        _save(found.told, trace)
    return GOOD


def _check_range(option: str, given: int, least: int, most: int) -> None:
    if not least <= given <= most:
        raise BadInput(f"{option} {given} is out of range: give a number from {least} to {most}")


def _check_trace(trace: Path) -> None:
    from filspec.traces.save import TraceNotSavedError, check_destination

    try:
        check_destination(trace)
    except TraceNotSavedError as problem:
        raise BadInput(str(problem)) from problem


def _save(told: Told, trace: Path) -> None:
    from filspec.traces.save import TraceNotSavedError, save

    try:
        save(told.recorder, trace)
    except TraceNotSavedError as problem:
        raise BadInput(str(problem)) from problem


def _wanted(name: str, law: str | None) -> _Wanted:
    """What a name on the command line stands for."""
    from filspec.symbolic.reach.first_world import first_world
    from filspec.symbolic.reach.goals import breaks
    from filspec.symbolic.reach.scenario_file import Scenario, read_scenario
    from filspec.symbolic.reach.sequences import SEQUENCES
    from filspec.symbolic.reach.steps import known, messages

    goal = None if law is None else breaks(law)
    if name.endswith(".py") or (name not in SEQUENCES and Path(name).is_file()):
        scenario = read_scenario(Path(name))
        return _Wanted(scenario, "", goal or scenario.goal)
    if goal is not None and name not in SEQUENCES:
        return _Wanted(None, known("sequence or message", name, (*SEQUENCES, *messages())), goal)
    if name in messages():
        raise BadInput(f"{name} is a message: say with --break which law it is to break, or name a sequence")
    found = SEQUENCES[known("sequence or file", name, SEQUENCES)]
    return _Wanted(Scenario(found.steps, found.goal, first_world()), "", goal or found.goal)


def _sought(wanted: _Wanted, most_items: int, most_messages: int, quiet: bool) -> Reached | NotReached:
    from filspec.symbolic.reach.extension import reachable
    from filspec.symbolic.reach.search import reach as reached
    from filspec.symbolic.reach.steps import call

    with phases(quiet) as listener:
        if wanted.scenario is None:
            progress, last = _shower(listener, most_messages), call(wanted.message)
            return reachable(last, wanted.goal, most_messages, most_items, progress=progress)
        steps, _, world = wanted.scenario
        progress = _shower(listener, _length(steps))
        return reached(steps, wanted.goal, world, most_items, progress=progress)


def _shower(listener: Listener, most: int) -> Progress:
    return lambda messages: listener("messages", messages, most)


def _length(steps: tuple[Step, ...]) -> int:
    """How many messages there are at most."""
    from filspec.symbolic.reach.steps import Ticks

    return sum(step.most if isinstance(step, Ticks) else 1 for step in steps)


def _words(found: Reached | NotReached, wanted: _Wanted, most_items: int, most_messages: int) -> str:
    """What came of it, in one sentence."""
    from filspec.symbolic.reach.search import Reached

    goal = wanted.goal.sentence
    if isinstance(found, Reached):
        return f"reached in {_count(len(found.told.steps))}: {goal}"
    far = f"{_count(found.furthest)} went well"
    if not found.exhausted:
        return f"not reached before the resources were spent: {goal}; {far}"
    if wanted.scenario is None:
        return f"not reached in {_count(most_messages)} along the built-in lives, or near them: {goal}"
    return f"not reached, whatever the arguments, with lists of at most {most_items}: {goal}; {far}"


def _count(messages: int) -> str:
    return "1 message" if messages == 1 else f"{messages} messages"
