"""`filspec golden`: recompute published golden vectors and say which ones differ."""

import sys
from itertools import groupby
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filspec.conformance.golden import Report
    from filspec.conformance.vector_file import VectorFile

GOOD, FINDING, BAD_INPUT = 0, 1, 2
"""Exit codes of every verb."""

MANY_VECTORS = 100
"""From here on a terminal shows progress."""

WIDTH_OF_A_FILE = 1000
"""Columns of output that no terminal shows, so that nothing is cut off."""


def golden(*paths: Path, json: bool = False, slow: bool = False) -> int:
    """Recompute golden vectors, and report each expected field that comes out differently.

    Args:
        paths: vector files, or directories of *.json files.
        json: print one JSON object instead of a table.
        slow: also compute what takes minutes or hours, such as the parent caches of the largest sectors.

    Returns:
        0 if no vector failed, 1 if one did, 2 if a path holds no golden vectors.
    """
    from filspec.conformance.vector_file import VectorFileError, find_vector_files, read_vector_file

    try:
        files = [read_vector_file(path) for path in find_vector_files(paths)]
    except VectorFileError as problem:
        _refuse(str(problem), json)
        return BAD_INPUT
    reports = _check(files, slow)
    _print_json(reports) if json else _print_table(reports)
    return FINDING if any(_counts(report)["failed"] for report in reports) else GOOD


def _refuse(sentence: str, json: bool) -> None:
    """Say what is wrong with the input."""
    if json:
        print(dumps({"error": sentence}))
    else:
        print(sentence, file=sys.stderr)


def _check(files: "list[VectorFile]", slow: bool) -> "list[Report]":
    """Check all files, with a progress bar if a person waits for many vectors."""
    from rich.console import Console
    from rich.progress import Progress

    from filspec.conformance.golden import Report, check_vectors

    vectors = sum(len(file.entries) for file in files)
    console = Console(stderr=True)
    hidden = not console.is_terminal or vectors < MANY_VECTORS
    reports = []
    with Progress(console=console, disable=hidden, transient=True) as progress:
        task = progress.add_task("checking", total=vectors)
        for file in files:
            outcomes = []
            for outcome in check_vectors(file, slow):
                outcomes.append(outcome)
                progress.update(task, advance=1, description=file.topic)
            reports.append(Report(file.path, file.topic, tuple(outcomes)))
    return reports


def _counts(report: "Report") -> dict[str, int]:
    """Return how many vectors of a file got each verdict."""
    from filspec.conformance.golden import Verdict

    return {verdict.value: report.count(verdict) for verdict in Verdict}


def _print_json(reports: "list[Report]") -> None:
    """Print one object with the counts, the files and every vector."""
    files = [{"file": str(report.path), "topic": report.topic} | _counts(report) for report in reports]
    vectors = [
        {"id": outcome.vector_id, "file": str(report.path), "verdict": outcome.verdict.value}
        | ({"detail": outcome.detail} if outcome.detail else {})
        for report in reports
        for outcome in report.outcomes
    ]
    print(dumps(_totals(reports) | {"files": files, "vectors": vectors}))


def _totals(reports: "list[Report]") -> dict[str, int]:
    """Return how many vectors got each verdict."""
    from filspec.conformance.golden import Verdict

    return {verdict.value: sum(report.count(verdict) for report in reports) for verdict in Verdict}


def _print_table(reports: "list[Report]") -> None:
    """Print a row for each file, then what is unsupported, by reason, and each vector that failed."""
    from rich.console import Console
    from rich.table import Table

    from filspec.conformance.golden import Verdict

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=WIDTH_OF_A_FILE)
    table = Table("topic", *(verdict.value for verdict in Verdict), "file", box=None, pad_edge=False)
    for report in reports:
        table.add_row(report.topic, *map(str, _counts(report).values()), str(report.path))
    table.add_row("all", *map(str, _totals(reports).values()), "", style="bold")
    console.print(table)
    for report in reports:
        for line in _unsupported(report):
            console.print(line, style="yellow", soft_wrap=True)
    for report in reports:
        for outcome in report.outcomes:
            if outcome.verdict is Verdict.FAILED:
                console.print(f"failed {outcome.vector_id}: {outcome.detail}", style="bold red", soft_wrap=True)


def _unsupported(report: "Report") -> list[str]:
    """Return a line for each reason why vectors of a file are unsupported."""
    from filspec.conformance.golden import Verdict

    unsupported = [outcome for outcome in report.outcomes if outcome.verdict is Verdict.UNSUPPORTED]
    lines = []
    for reason, outcomes in groupby(sorted(unsupported, key=lambda o: o.detail), key=lambda o: o.detail):
        first, *others = [outcome.vector_id for outcome in outcomes]
        lines.append(f"unsupported {first}" + (f" and {len(others)} more" if others else "") + f": {reason}")
    return lines
