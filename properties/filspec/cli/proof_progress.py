"""How proofs go on: a table that fills on a terminal, a line for each proof elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filspec.cli.proof_run import Task, Watcher

if TYPE_CHECKING:
    from rich.live import Live

    from filspec.kit.laws import Law
    from filspec.symbolic.lemma_proof import LemmaResult
    from filspec.symbolic.results import Result


@contextmanager
def watching(tasks: Sequence[Task], laws: Sequence[Law], quiet: bool) -> Iterator[Watcher]:
    """Who is told how the proofs go on, on standard error; off a terminal, a quiet one is silent."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.live import Live

        with Live(console=Console(stderr=True, highlight=False), transient=True, auto_refresh=False) as live:
            yield _Table(tasks, laws, live)
    else:
        yield _Silence() if quiet else _Lines(len(tasks))


class _Silence:
    def begins(self, task: Task) -> None:
        """Say nothing."""

    def ends(self, task: Task, result: Result | LemmaResult, stored: bool) -> None:
        """Say nothing."""


class _Lines:
    """A line for each proof that is made."""

    def __init__(self, total: int) -> None:
        self._done, self._total = 0, total

    def begins(self, task: Task) -> None:
        """Say nothing yet."""

    def ends(self, task: Task, result: Result | LemmaResult, stored: bool) -> None:
        """Say which proof is there."""
        self._done += 1
        if not stored:
            kind = "lemma " if task.is_lemma else ""
            print(
                f"{self._done} of {self._total}: {kind}{task.name}, {result.seconds:.1f} s", file=sys.stderr, flush=True
            )


class _Table:
    """The table of messages against laws, as far as it is known."""

    def __init__(self, tasks: Sequence[Task], laws: Sequence[Law], live: Live) -> None:
        self._names = list(dict.fromkeys(task.name for task in tasks if not task.is_lemma))
        self._laws, self._live, self._total, self._done = laws, live, len(tasks), 0
        self._found: dict[str, list[Result]] = {}

    def begins(self, task: Task) -> None:
        """Show which proof begins."""
        self._show(task)

    def ends(self, task: Task, result: Result | LemmaResult, stored: bool) -> None:
        """Show what came of it."""
        from filspec.symbolic.results import Result

        self._done += 1
        if isinstance(result, Result):
            self._found.setdefault(task.name, []).append(result)
        if not stored:
            self._show(None)

    def _show(self, now: Task | None) -> None:
        from rich.console import Group

        from filspec.cli.proof_tables import matrix
        from filspec.cli.proof_words import words_so_far

        name = "" if now is None else now.name
        words = f"{self._done} of {self._total} proofs" + (f"; proving {name}" if name else "")
        shown = matrix(self._names, self._found, self._laws, self._live.console.width, words_so_far(self._found), name)
        self._live.update(Group(shown, words), refresh=True)
