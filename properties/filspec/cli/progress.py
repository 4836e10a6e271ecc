"""How a long run shows where it is: a bar for each phase on a terminal, a line for each elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int], None]
"""Told of a phase: its name, how much of it is done, out of how much."""


@contextmanager
def phases(quiet: bool) -> Iterator[Listener]:
    """A listener to the phases of a run, on standard error; off a terminal, a quiet one is silent."""
    if sys.stderr.isatty():
        with _bars() as listener:
            yield listener
    else:
        yield _silence if quiet else _lines()


@contextmanager
def _bars() -> Iterator[Listener]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=total)
            bars.update(tasks[phase], completed=done)

        yield show


def _lines() -> Listener:
    finished: set[str] = set()

    def show(phase: str, done: int, total: int) -> None:
        if done == total and phase not in finished:
            finished.add(phase)
            print(f"{phase}: {done} of {total}", file=sys.stderr, flush=True)

    return show


def _silence(_phase: str, _done: int, _total: int) -> None:
    """Say nothing."""
