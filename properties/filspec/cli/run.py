"""`filspec run`: store a file with the network, prove it, pay for it and get it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from filspec.cli.console import print_object
from filspec.cli.errors import FINDING, GOOD, BadInput, Finding
from filspec.cli.inputs import Seed, check_seed, content_of

if TYPE_CHECKING:
    from filspec.cli.outcome import Outcome
    from filspec.kit.trace import Recorder

Preset = Literal["tiny", "2k"]
RungName = Literal["ideal", "vanilla"]


def run(
    file: Path | None = None,
    /,
    *,
    seed: Seed = 0,
    preset: Preset = "2k",
    proofs: RungName = "vanilla",
    trace: Path | None = None,
    json: bool = False,
) -> int:
    """Store a file with the network, prove it period by period, pay for it, and get it back.

    Args:
        file: the file to store; a small sample where none is given.
        seed: where all luck of the run comes from: any integer of 64 bits, with sign.
        preset: parameters of the network.
        proofs: rung of the proof ladder: bookkeeping only, or the real proofs.
        trace: save the trace: .mmd for Mermaid, .json for ITF, .txt for text.
        json: print one JSON object in place of tables.

    Returns:
        0 if the file came back byte for byte and no law was broken, 1 if not.
    """
    check_seed(seed)
    content = content_of(file)
    if trace is not None:
        _check_trace(trace, file)
    outcome, recorder = _play(content, seed, preset, proofs, quiet=json)
    if trace is not None:
        _save(recorder, trace)
    print_object(outcome.as_object()) if json else outcome.print_tables()
    return GOOD if outcome.report.sha256_in == outcome.report.sha256_out else FINDING


def _check_trace(trace: Path, file: Path | None) -> None:
    from filspec.traces.save import TraceNotSavedError, check_destination

    if file is not None and trace.exists() and trace.samefile(file):
        raise BadInput(f"the trace would overwrite {file}, the file to store: give the trace another name")
    try:
        check_destination(trace)
    except TraceNotSavedError as problem:
        raise BadInput(str(problem)) from problem


def _play(content: bytes, seed: int, preset: Preset, proofs: RungName, quiet: bool) -> tuple[Outcome, Recorder]:
    from filspec.cli.outcome import Outcome
    from filspec.cli.progress import phases
    from filspec.kit.trace import Recorder
    from filspec.laws.broken import LawBroken
    from filspec.laws.checker import LawChecker
    from filspec.scenarios.story import StoryStalled, run_story
    from filspec.traces.arrows import seen

    recorder, checker = Recorder(), LawChecker()
    try:
        with phases(quiet) as progress:
            report = run_story(content, seed, preset, proofs, recorder, progress, (checker,))
    except (LawBroken, StoryStalled) as found:
        raise Finding(str(found)) from found
    except Exception as crash:
        raise Finding(_stopped(crash)) from crash
    setting = {"seed": seed, "preset": preset, "proofs": proofs}
    return Outcome(setting, len(content), report, checker.counts, seen(recorder)), recorder


def _stopped(crash: Exception) -> str:
    """What a run says that a node or the chain ended: what happened, and the last place in the model it passed."""
    from traceback import extract_tb

    from filspec.kit.shown import shown_error

    passed = [(Path(frame.filename).parts, frame.lineno) for frame in extract_tb(crash.__traceback__)]
    places = [("/".join(parts[parts.index("filspec") + 1 :]), line) for parts, line in passed if "filspec" in parts]
    place = f" in {places[-1][0]}:{places[-1][1]}" if places else ""
    return f"the run stopped{place}: {shown_error(crash)}; the same seed and file lead there again"


def _save(recorder: Recorder, trace: Path) -> None:
    from filspec.traces.save import TraceNotSavedError, save

    try:
        save(recorder, trace)
    except TraceNotSavedError as problem:
        raise BadInput(str(problem)) from problem
