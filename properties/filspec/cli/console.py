"""What every verb prints with: tables for people, one JSON object for programs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

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


def use_any_encoding() -> None:
    """Let a terminal that lacks a character show a question mark for it, in place of a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
