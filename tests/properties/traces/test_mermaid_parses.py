"""The real Mermaid reads our diagrams as they are meant.

Needs node and the npm packages ``mermaid`` and ``jsdom``, in ``./node_modules`` or the folder that
``FILSPEC_NODE_MODULES`` names; skipped without them.
"""

import json
import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.trace import Recorder
from filspec.traces.catalogue import catalogue
from filspec.traces.mermaid import mermaid

MODULES = Path(os.environ.get("FILSPEC_NODE_MODULES", "node_modules"))


def parsed(folder: Path, *diagrams: str) -> list[dict[str, Any]]:
    """What Mermaid reads of these diagrams: participants, and messages with notes."""
    node = shutil.which("node")
    if node is None or not all((MODULES / package).is_dir() for package in ("mermaid", "jsdom")):
        pytest.skip(f"no node, or no npm packages mermaid and jsdom in {MODULES}; set FILSPEC_NODE_MODULES")
    written = []
    for number, diagram in enumerate(diagrams):
        written.append(folder / f"{number}.mmd")
        written[-1].write_text(diagram, encoding="utf-8")
    script = Path(__file__).with_name("parse_mermaid.mjs")
    command = [node, str(script), str(MODULES), *map(str, written)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_the_drawing_itself_parses(tmp_path: Path) -> None:
    drawing = files("filspec.spec").joinpath("full-deals-on-chain.mmd").read_text(encoding="utf-8")
    (read,) = parsed(tmp_path, drawing)
    assert read["actors"] == [participant.name for participant in catalogue().participants]
    texts = {arrow.text.strip() for arrow in catalogue().arrows}
    assert texts <= {message.strip() for message in read["messages"]}


def test_a_play_of_real_actors_parses(played: Recorder, tmp_path: Path) -> None:
    (read,) = parsed(tmp_path, mermaid(played))
    assert len(read["messages"]) == len(played.events) + len({event.epoch for event in played.events})
    assert "chain: {1,0}" in read["messages"]
    assert read["actors"][-1] == "Outside"


def test_any_trace_parses_and_shows_its_labels(tmp_path: Path) -> None:
    # Given as many traces with arbitrary labels as Hypothesis draws for a test, parsed by one process
    traces: list[Recorder] = []

    @given(st.from_type(Recorder))
    def drawn(recorder: Recorder) -> None:
        traces.append(recorder)

    drawn()
    assert sum(len(recorder.events) for recorder in traces) > 20
    # Then Mermaid finds each message with its label
    for recorder, read in zip(traces, parsed(tmp_path, *map(mermaid, traces)), strict=True):
        messages = [" ".join(message.split()) for message in read["messages"]]
        for event in recorder.events:
            expected = " ".join(f"{event.node}: {event.label}".split())
            assert any(message.startswith(expected) for message in messages), expected


def test_a_long_trace_parses(tmp_path: Path) -> None:
    recorder = Recorder()
    for _ in range(5_000):
        recorder.call("StorageMinerActor", "SubmitPoSt(PoStProof, DoneSet)", "", (), lambda: None)
    (read,) = parsed(tmp_path, mermaid(recorder))
    assert len(read["messages"]) == 5_001
