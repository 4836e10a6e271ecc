"""What every verb prints with: tables for people, one JSON object for programs."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WIDTH_OF_A_FILE = 1000
"""Columns of output that no terminal shows, so that nothing is cut off."""


def console() -> Console:
    """Standard output: as wide as the terminal, or wide enough for everything."""
    from rich.console import Console

    shown = Console(highlight=False, markup=False, emoji=False)
    return shown if shown.is_terminal else Console(highlight=False, markup=False, emoji=False, width=WIDTH_OF_A_FILE)


def table(*columns: str, right: tuple[str, ...] = (), title: str | None = None) -> Table:
    """An empty table with these columns, some of them aligned to the right."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, title=title, title_justify="left", title_style="bold")
    for column in columns:
        made.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return made


def print_object(value: dict[str, object]) -> None:
    """Print one JSON object; the same input gives the same bytes."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


class _Unread(io.TextIOWrapper):
    """A stream that goes on, to nowhere, when its reader has left."""

    def write(self, text: str, /) -> int:
        """Write it, or drop it."""
        try:
            return super().write(text)
        except BrokenPipeError:
            self._go_nowhere()
            return len(text)

    def flush(self) -> None:
        """Write what waits to be written, or drop it."""
        try:
            super().flush()
        except BrokenPipeError:
            self._go_nowhere()
            super().flush()

    def _go_nowhere(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def go_on_without_a_reader() -> None:
    """Let a verb whose output nobody reads any more end as it would have ended, with the exit code of what it found."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and stream is getattr(sys, f"__{name}__"):
            setattr(sys, name, _unread(stream))


def _unread(stream: TextIO) -> TextIO:
    """The same stream, for as long as somebody reads it; it cannot be closed."""
    stream.flush()
    kept = io.BufferedWriter(io.FileIO(stream.fileno(), "w", closefd=False))
    return _Unread(kept, stream.encoding, stream.errors, line_buffering=getattr(stream, "line_buffering", False))


def use_any_encoding() -> None:
    """Let a terminal that lacks a character show a question mark for it, in place of a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
