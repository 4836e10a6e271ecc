"""The story as a sequence diagram: played while the page is built, phase by phase, each arrow once with its count."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docutils import nodes

from filspec.kit.trace import Event, Recorder
from filspec.scenarios import story
from filspec.scenarios.story import StoryReport, run_story
from filspec.traces.arrows import arrows_of
from filspec.traces.catalogue import Arrow, catalogue
from filspec.traces.sequence import Row, sighting
from filspec.traces.svg import svg
from filspec_docs.building import Page, diagram

ROUTINE = ("BlockReception", "BlockProduction")
"""The blocks of the drawing that every round goes through."""


class Phase(NamedTuple):
    """A part of the story.

    Attributes:
        title: what it is.
        rows: the arrows seen in it, in the order in which they first appear.
        events: all that happened in it, drawn or not.
    """

    title: str
    rows: list[Row]
    events: int


class StoryDirective(Page):
    """``filspec-story``: what became of the file, a section for every round, and one for each phase."""

    def run(self) -> list[nodes.Node]:
        """The sections."""
        report, phases = play()
        if report.sha256_in != report.sha256_out:
            raise self.error("the story of the documentation did not get its file back")
        prose = (
            f"This run stored {report.pieces} pieces in {report.sectors} sectors and took {report.epochs} epochs and "
            f"{report.blocks} blocks. The file that went in and the one that came back have the same SHA-256 hash: "
            f"``{report.sha256_in}``."
        )
        return [self.paragraph(prose), *(self._phase(number, phase) for number, phase in enumerate(phases))]

    def _phase(self, number: int, phase: Phase) -> nodes.Node:
        said = f"{phase.events:,} events, {len(phase.rows)} different arrows of the drawing."
        picture = svg(phase.rows, f"{phase.title}; {said}", f"phase-{number}")
        return self.section(f"phase-{number}", phase.title, self.paragraph(said), diagram(picture))


@cache
def play() -> tuple[StoryReport, list[Phase]]:
    """Play the story over the sample on the ideal rung, and cut its trace where a phase begins."""
    recorder = Recorder()
    begins: dict[str, int] = {}

    def progress(phase: str, _done: int, _total: int) -> None:
        begins.setdefault(phase, len(recorder.events) if begins else 0)

    sample = files(story.__package__ or "").joinpath("sample.txt").read_bytes()
    report = run_story(sample, proofs="ideal", recorder=recorder, progress=progress)
    return report, _parts(recorder.events, arrows_of(recorder), begins)


def _parts(events: list[Event], arrows: list[Arrow | None], begins: dict[str, int]) -> list[Phase]:
    """Every round, then each phase without what every round has."""
    routine = [arrow if arrow and _is_routine(arrow) else None for arrow in arrows]
    special = [None if arrow and _is_routine(arrow) else arrow for arrow in arrows]
    parts = [Phase("Every round", _first_sightings(events, routine), sum(arrow is not None for arrow in routine))]
    ends = [*list(begins.values())[1:], len(events)]
    for (name, start), end in zip(begins.items(), ends, strict=True):
        rows = _first_sightings(events[start:end], special[start:end])
        if rows:
            title = f"Phase {name}, epochs {events[start].epoch} to {events[end - 1].epoch}"
            parts.append(Phase(title, rows, end - start))
    return parts


def _is_routine(arrow: Arrow) -> bool:
    return catalogue().path(arrow.block)[0].label in ROUTINE


def _first_sightings(events: list[Event], arrows: list[Arrow | None]) -> list[Row]:
    """Each arrow where it is seen first, with how often it is seen."""
    counts = Counter(arrow.id for arrow in arrows if arrow is not None)
    first: dict[str, Row] = {}
    for event, arrow in zip(events, arrows, strict=True):
        if arrow is not None and arrow.id not in first:
            first[arrow.id] = sighting(arrow, event, counts[arrow.id])
    return list(first.values())
