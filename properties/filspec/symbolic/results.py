"""Results: what a proof came to, as values that can be stored, sent between processes and printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from filspec.kit.records import Record
from filspec.symbolic.outcomes import NEVER_REFUSED, NO_CRASH
from filspec.symbolic.reports import Finding, Report
from filspec.symbolic.replay import Replay
from filspec.symbolic.solver import Verdict
from filspec.symbolic.worlds import at, layout_of

Word = Literal["proved", "failed", "unknown"]

WORDS: dict[Verdict, Word] = {
    Verdict.IMPOSSIBLE: "proved",
    Verdict.POSSIBLE: "failed",
    Verdict.UNKNOWN: "unknown",
}


class Failure(Record):
    """A law that was not proved for a message.

    Attributes:
        law: the law, or what else was claimed.
        place: where in the message.
        word: failed, or unknown where the budget ran out.
        confirmed: whether the concrete model, run from the world found, breaks the law too.
        story: the world before, the message, and what changed; empty where no such world was found.
    """

    law: str
    place: str
    word: Word
    confirmed: bool
    story: tuple[str, ...]


class Result(Record):
    """What came of one message.

    Attributes:
        message: its name.
        paths: how many paths end how.
        verdicts: the word for each law.
        failures: the laws that were not proved.
        unwitnessed: ends that no replayed run reached: what is proved of them may be proved of nothing.
        seconds: wall time it took.
        resources: units of the solver it took.
        questions: how many questions the solver was asked.
    """

    message: str
    paths: dict[str, int]
    verdicts: dict[str, Word]
    failures: tuple[Failure, ...]
    unwitnessed: tuple[str, ...]
    seconds: float
    resources: int
    questions: int


def result_of(report: Report) -> Result:
    """The report of a proof as a value."""
    return Result(
        message=report.transition,
        paths={ending.name.lower(): count for ending, count in report.paths.items() if count},
        verdicts={name: WORDS[verdict] for name, verdict in report.verdicts.items()},
        failures=_failures(report.findings),
        unwitnessed=report.unwitnessed,
        seconds=round(report.seconds, 3),
        resources=report.spent,
        questions=report.asked,
    )


def _failures(findings: Sequence[Finding]) -> tuple[Failure, ...]:
    """One failure for each law and place: the confirmed one if there is any."""
    found: dict[tuple[str, str], Failure] = {}
    for finding in findings:
        confirmed = is_confirmed(finding)
        known = found.get((finding.goal, finding.place))
        if known is None or (confirmed and not known.confirmed):
            story = () if finding.replay is None else _story(finding.replay)
            found[finding.goal, finding.place] = Failure(
                law=finding.goal,
                place=finding.place,
                word=WORDS[finding.verdict],
                confirmed=confirmed,
                story=story,
            )
    return tuple(found.values())


def is_confirmed(finding: Finding) -> bool:
    """Whether the concrete model, from a lawful world, does what the proof says it can."""
    replay = finding.replay
    if replay is None or replay.unlawful:
        return False
    if finding.goal == NO_CRASH:
        return replay.ending.startswith("crashed")
    if finding.goal == NEVER_REFUSED:
        return replay.ending.startswith("refused")
    return finding.goal in replay.broken


def _story(replay: Replay) -> tuple[str, ...]:
    """The message and what it did, row by row."""
    before, after = replay.instance.world, replay.after
    layout = layout_of(type(before))
    lines = [f"arguments {replay.instance.arguments}", replay.ending]
    for scalar in layout.scalars:
        old, new = at(before, scalar.path), at(after, scalar.path)
        if old != new or isinstance(old, int):
            lines.append(f"{scalar.path} = {old}" + (f", then {new}" if old != new else ""))
    for table in layout.tables:
        old, new = dict(at(before, table.path).items_in_order()), dict(at(after, table.path).items_in_order())
        for key in sorted({*old, *new}):
            change = "" if old.get(key) == new.get(key) else f", then {new.get(key, 'gone')}"
            lines.append(f"{table.path}[{key}] = {old.get(key, 'nothing')}{change}")
    return tuple(lines)
