"""What a search came to: the story as a table, or as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from filspec.cli.console import console, print_object, table

if TYPE_CHECKING:
    from rich.table import Table

    from filspec.kit.runner import Receipt
    from filspec.symbolic.reach.search import NotReached, Reached
    from filspec.symbolic.reach.telling import Told, ToldStep

Row = tuple[str, str, str, str, str]

SENDERS = ("caller", "sender")
"""The parameter that says who sends a message."""


def print_found(found: Reached | NotReached, words: str, json: bool) -> None:
    """Print what came of a search, with these words."""
    if json:
        print_object(found_object(found, words))
        return
    screen, shown = console(), story_table(found)
    if shown is not None:
        screen.print(shown)
    for line in filter(None, (_broken(found), words)):
        screen.print(line, soft_wrap=True)


def found_object(found: Reached | NotReached, words: str) -> dict[str, object]:
    """What came of a search, for programs."""
    told = _told(found)
    steps = [] if told is None else list(map(_step_object, told.steps))
    return {"reached": told is not None, "words": words, "steps": steps, "broken": _broken(found)}


def story_table(found: Reached | NotReached) -> Table | None:
    """The story that was found, message by message; None if none was."""
    told = _told(found)
    if told is None:
        return None
    shown = table("epoch", "caller", "message", "arguments", "receipt", right=("epoch",))
    for row in _rows(told):
        shown.add_row(*row)
    return shown


def _told(found: Reached | NotReached) -> Told | None:
    from filspec.symbolic.reach.search import Reached

    return found.told if isinstance(found, Reached) else None


def _rows(told: Told) -> Iterator[Row]:
    """A row for each message; the ends of epochs in a row are one."""
    for _, group in groupby(enumerate(told.steps), key=lambda placed: _kind(*placed)):
        steps = [step for _, step in group]
        yield _row(steps[0], f" × {len(steps)}" if len(steps) > 1 else "")


def _kind(place: int, step: ToldStep) -> tuple[object, ...]:
    """What adjacent steps must have in common to be one row."""
    from filspec.actors.cron.end_of_epoch import end_of_epoch

    waits = step.message == end_of_epoch.__name__ and step.receipt.accepted
    return (step.message,) if waits else (step.message, place)


def _row(step: ToldStep, times: str) -> Row:
    from filspec.traces.values import shown

    arguments = ", ".join(f"{name} {shown(value, 4)}" for name, value in step.arguments if name not in SENDERS)
    return str(step.epoch), _caller(step), f"{step.message}{times}", arguments, _receipt(step.receipt)


def _caller(step: ToldStep) -> str:
    from filspec.symbolic.reach.first_world import NAMES

    who = next((value for name, value in step.arguments if name in SENDERS), None)
    return "" if who is None else f"{NAMES.get(who, 'actor')} {who}"  # type: ignore[call-overload]


def _receipt(receipt: Receipt) -> str:
    from filspec.traces.values import shown

    if receipt.accepted:
        return "accepted" if receipt.answer is None else f"accepted: {shown(receipt.answer)}"
    return "crashed" if receipt.reason is None else f"refused: {receipt.reason.name}"


def _broken(found: Reached | NotReached) -> str:
    """The law that was broken, or the crash."""
    told = _told(found)
    if told is None:
        return ""
    return told.crash if told.broken is None else str(told.broken)


def _step_object(step: ToldStep) -> dict[str, object]:
    from msgspec import to_builtins

    arguments = {name: to_builtins(value) for name, value in step.arguments}
    return {"epoch": step.epoch, "message": step.message, "arguments": arguments, "receipt": _receipt(step.receipt)}
