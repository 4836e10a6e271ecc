"""The story as a sequence diagram: played while the page is built, phase by phase, each arrow once with its count."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docutils import nodes

from filspec.kit.trace import Event, Recorder
from filspec.scenarios import story
from filspec.scenarios.story import StoryReport, run_story
from filspec.traces.arrows import arrows_of
from filspec.traces.catalogue import Arrow
from filspec.traces.sequence import Row, sighting
from filspec.traces.svg import svg
from filspec_docs.building import Page, diagram


class Phase(NamedTuple):
    """A phase of the story.

    Attributes:
        name: as the story calls it.
        rows: the arrows seen in it, in the order in which they first appear.
        epochs: its first and last epoch.
        events: all that happened in it, drawn or not.
    """

    name: str
    rows: list[Row]
    epochs: tuple[int, int]
    events: int


class StoryDirective(Page):
    """``filspec-story``: a section for each phase of the story."""

    def run(self) -> list[nodes.Node]:
        """What became of the file, and the sections."""
        report, phases = play()
        prose = (
            f"This run stored {report.pieces} pieces in {report.sectors} sectors and took {report.epochs} epochs and "
            f"{report.blocks} blocks. The file that went in and the one that came back have the same SHA-256 hash: "
            f"``{report.sha256_in}``."
        )
        if report.sha256_in != report.sha256_out:
            raise self.error("the story of the documentation did not get its file back")
        return [self.paragraph(prose), *(self._phase(phase) for phase in phases if phase.rows)]

    def _phase(self, phase: Phase) -> nodes.Node:
        first, last = phase.epochs
        title = f"Phase {phase.name}: epochs {first} to {last}"
        said = f"{phase.events:,} events, {len(phase.rows)} different arrows of the drawing."
        picture = svg(phase.rows, f"{title}, {said}", f"phase-{phase.name}")
        return self.section(f"phase-{phase.name}", title, self.paragraph(said), diagram(picture))


@cache
def play() -> tuple[StoryReport, list[Phase]]:
    """Play the story over the sample on the ideal rung, and cut its trace where a phase begins."""
    recorder = Recorder()
    begins: dict[str, int] = {}

    def progress(phase: str, _done: int, _total: int) -> None:
        begins.setdefault(phase, len(recorder.events))

    sample = files(story.__package__ or "").joinpath("sample.txt").read_bytes()
    report = run_story(sample, proofs="ideal", recorder=recorder, progress=progress)
    arrows = arrows_of(recorder)
    starts = list(begins.items())
    ends = [*(start for _, start in starts[1:]), len(recorder.events)]
    starts[0] = (starts[0][0], 0)
    return report, [
        _phase(name, recorder.events[start:end], arrows[start:end])
        for (name, start), end in zip(starts, ends, strict=True)
        if start < end
    ]


def _phase(name: str, events: list[Event], arrows: list[Arrow | None]) -> Phase:
    drawn = [arrow for arrow in arrows if arrow is not None]
    first: dict[str, Row] = {}
    for event, arrow in zip(events, arrows, strict=True):
        if arrow is not None and arrow.id not in first:
            first[arrow.id] = sighting(arrow, event, sum(other.id == arrow.id for other in drawn))
    return Phase(name, list(first.values()), (events[0].epoch, events[-1].epoch), len(events))
