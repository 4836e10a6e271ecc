"""`filspec arrows`: the arrows of the drawing, how often a run of the story shows each, and where it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filspec.cli.console import console, print_object, table
from filspec.cli.errors import GOOD
from filspec.cli.inputs import Seed, check_seed

if TYPE_CHECKING:
    from filspec.traces.catalogue import Arrow

    Row = tuple[Arrow, int, str]


def arrows(*, seed: Seed = 0, json: bool = False) -> int:
    """List the 111 arrows of the drawing: how often the story shows each, and where it lives in the code.

    The story is played over the sample, on the ideal rung of the proof ladder, where it shows the same arrows.

    Args:
        seed: where all luck of the story comes from.
        json: print one JSON object in place of a table.

    Returns:
        0: an arrow that this story does not show stands on another branch, which is no finding.
    """
    check_seed(seed)
    rows = _rows(seed)
    _print_json(rows, seed) if json else _print_table(rows)
    return GOOD


def _rows(seed: int) -> list[Row]:
    from filspec.cli.inputs import sample
    from filspec.kit.trace import Recorder
    from filspec.scenarios.story import run_story
    from filspec.traces.arrows import seen
    from filspec.traces.catalogue import catalogue
    from filspec.traces.declarations import where

    recorder = Recorder()
    run_story(sample(), seed=seed, proofs="ideal", recorder=recorder)
    counts = seen(recorder)
    return [(arrow, counts[arrow.id], where(arrow)) for arrow in catalogue().arrows]


def _print_json(rows: list[Row], seed: int) -> None:
    listed = [
        {
            "id": arrow.id,
            "line": arrow.line,
            "from": arrow.drawn_from,
            "to": arrow.drawn_to,
            "text": arrow.text,
            "branch": arrow.branch,
            "seen": count,
            "where": place,
        }
        for arrow, count, place in rows
    ]
    print_object({"seed": seed, "arrows": len(rows), "seen": sum(count > 0 for _, count, _ in rows), "list": listed})


def _print_table(rows: list[Row]) -> None:
    from filspec.traces.catalogue import catalogue

    shown = table("arrow", "from", "to", "message", "seen", "where", right=("seen",))
    block = ""
    for arrow, count, place in rows:
        top = catalogue().path(arrow.block)[0]
        if top.id != block:
            shown.add_row("", f"{top.kind} {top.label}", style="bold")
            block = top.id
        often = str(count) if count or arrow.branch == "default" else f"0 ({arrow.branch})"
        shown.add_row(arrow.id, arrow.drawn_from, arrow.drawn_to, arrow.text, often, place)
    console().print(shown)
    total = sum(count > 0 for _, count, _ in rows)
    console().print(f"{total} of {len(rows)} arrows seen in this story")
