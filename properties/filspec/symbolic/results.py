"""Results: what a proof came to, as values that can be stored, sent between processes and printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

import msgspec

from filspec.kit.records import Record
from filspec.symbolic import reports
from filspec.symbolic.failure_story import story_of
from filspec.symbolic.outcomes import NEVER_REFUSED, NO_CRASH, NO_OTHER_REFUSAL, Ending
from filspec.symbolic.replay import Replay
from filspec.symbolic.reports import Finding, Report
from filspec.symbolic.shrinking import smaller
from filspec.symbolic.solver import Verdict

Word = Literal["proved", "failed", "unknown"]
"""What the solver says of a claim."""

WORDS: dict[Verdict, Word] = {
    Verdict.IMPOSSIBLE: "proved",
    Verdict.POSSIBLE: "failed",
    Verdict.UNKNOWN: "unknown",
}

ACCEPTED = Ending.ACCEPTED.name.lower()
"""How a path ends that is not refused."""


class Failure(Record):
    """A law that was not proved for a message.

    Attributes:
        law: the law, or what else was claimed.
        place: where in the message.
        word: failed, or unknown where the budget ran out.
        confirmed: whether the concrete model, run from the world found, breaks the law too.
        story: the world before, the message, what changed, and the law; empty where no such world was found.
        why_not: why there is no story; empty if there is one.
    """

    law: str
    place: str
    word: Word
    confirmed: bool
    story: tuple[str, ...]
    why_not: str = ""


class Obligation(Record):
    """What had to be shown at one place.

    Attributes:
        place: where in the transition.
        laws: the laws, and what else was claimed, as far as it is not plain.
        resources: units of the solver it took.
        needed: the laws, guards and other facts that the proof needed.
    """

    place: str
    laws: tuple[str, ...]
    resources: int
    needed: tuple[str, ...]


class Way(Record):
    """An accepted path.

    Attributes:
        decisions: what is decided on it; nothing of a path with a witness.
        witness: the run of the model that goes it; empty if none is known.
    """

    decisions: tuple[str, ...]
    witness: str


class Result(Record):
    """What came of one message, or of one step of a loop by itself.

    Attributes:
        message: its name.
        paths: how many paths end how.
        verdicts: the word for each law.
        failures: the laws that were not proved.
        unwitnessed: what no run of the model reached: what is proved of it may be proved of nothing.
        seconds: wall time it took.
        resources: units of the solver it took.
        questions: how many questions the solver was asked.
        seed: of the solver.
        witnessed: how many of the accepted paths a run of the model goes.
        reasons: why it is refused.
        guards: the guards that it passes, each with the transition it stands in.
        steps: the steps of its loops.
        obligations: what had to be shown, and what that needed.
        loop: of the step of a loop by itself, the kind of loop; empty for a message.
        loops: the kinds of its loops.
        turns: the word for each claim that the step of a loop leaves open, by kind of loop: what came of a turn of it.
        ways: its accepted paths.
    """

    message: str
    paths: dict[str, int]
    verdicts: dict[str, Word]
    failures: tuple[Failure, ...]
    unwitnessed: tuple[str, ...]
    seconds: float
    resources: int
    questions: int
    seed: int = 0
    witnessed: int = 0
    reasons: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    loop: str = ""
    loops: tuple[str, ...] = ()
    turns: Mapping[str, Mapping[str, Word]] = msgspec.field(default_factory=dict)
    ways: tuple[Way, ...] = ()

    @property
    def subject(self) -> str:
        """What was proved: the message, or the kind of loop whose step it is."""
        return self.loop or self.message

    @property
    def is_vacuous(self) -> bool:
        """Whether no run of the model comes to what is proved of it."""
        return ACCEPTED not in self.paths or self.message in self.unwitnessed

    @property
    def is_good(self) -> bool:
        """Whether everything is proved, and of something; what a step leaves open is no matter of the step alone."""
        return not self.failures and not self.unwitnessed and not self.is_vacuous


def result_of(report: Report, seed: int = 0) -> Result:
    """The report of a proof as a value."""
    failures = _failures(report.findings)
    failed = {failure.law for failure in failures if failure.confirmed}
    turns: dict[str, dict[str, Word]] = {kind: {} for kind in report.loops}
    for (kind, claim), verdict in report.turns.items():
        turns[kind][claim] = WORDS[verdict]
    return Result(
        message=report.transition,
        paths={ending.name.lower(): count for ending, count in report.paths.items() if count},
        verdicts={name: "failed" if name in failed else WORDS[verdict] for name, verdict in report.verdicts.items()},
        failures=failures,
        unwitnessed=report.unwitnessed,
        seconds=round(report.seconds, 3),
        resources=report.spent,
        questions=report.asked,
        seed=seed,
        witnessed=report.witnessed,
        reasons=tuple(reason.name for reason in report.reasons),
        guards=report.guards,
        steps=report.steps,
        obligations=tuple(map(_obligation, report.obligations)),
        loops=report.loops,
        turns=turns,
        ways=tuple(Way(decisions=way.decisions, witness=way.witness) for way in report.ways),
    )


def _obligation(found: reports.Obligation) -> Obligation:
    return Obligation(place=found.place, laws=found.goals, resources=found.spent, needed=tuple(sorted(found.needed)))


def _failures(findings: Sequence[Finding]) -> tuple[Failure, ...]:
    """One failure for each law and place: the confirmed one if there is any."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        known = found.setdefault((finding.goal, finding.place), finding)
        if is_confirmed(finding) and not is_confirmed(known):
            found[finding.goal, finding.place] = finding
    return tuple(map(_failure, found.values()))


def _failure(finding: Finding) -> Failure:
    confirmed = is_confirmed(finding)
    story: tuple[str, ...] = ()
    if finding.replay is not None and confirmed:
        # A smaller world may lead to another guard with the same reason, in a message that is called
        is_of_one_guard = finding.goal == NO_OTHER_REFUSAL
        shown = finding.replay if is_of_one_guard else smaller(finding.replay, partial(shows, finding.goal))
        story = story_of(shown, finding.goal)
    word = "failed" if confirmed else WORDS[finding.verdict]
    why_not = "" if story else _why_not(finding)
    return Failure(law=finding.goal, place=finding.place, word=word, confirmed=confirmed, story=story, why_not=why_not)


def _why_not(finding: Finding) -> str:
    """Why there is no counterexample."""
    replay = finding.replay
    if replay is None:
        return finding.why_not or "nothing was run"
    if replay.unlawful:
        return f"the world that was found is not lawful: it breaks {', '.join(replay.unlawful)}"
    return f"the run from the world that was found is {replay.ending}, and does not break the claim"


def is_confirmed(finding: Finding) -> bool:
    """Whether the concrete model, from a lawful world, does what the proof says it can."""
    replay = finding.replay
    return replay is not None and not replay.unlawful and shows(finding.goal, replay)


def shows(claim: str, replay: Replay) -> bool:
    """Whether a run shows that a claim is false."""
    if claim == NO_CRASH:
        return replay.ending.startswith("crashed")
    if claim == NEVER_REFUSED:
        return replay.ending.startswith("refused")
    if claim == NO_OTHER_REFUSAL:
        name = replay.transition.__name__
        stated = {
            f"refused for {law.reason.name}" for law in replay.laws if law.path == name and law.reason is not None
        }
        return replay.ending.startswith("refused") and replay.ending not in stated
    return claim in replay.broken
