"""Saving a trace: the face by the file's suffix, all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from filspec.kit.trace import Recorder
from filspec.traces.itf import itf
from filspec.traces.mermaid import mermaid
from filspec.traces.text import text

FACES: dict[str, Callable[[Recorder], str]] = {".mmd": mermaid, ".json": itf, ".txt": text}
"""The faces by suffix: a Mermaid diagram, ITF, text."""


class TraceNotSavedError(Exception):
    """A trace cannot be written there; the message is one sentence that says why and what to do."""


def check_destination(path: Path) -> None:
    """Make sure, before a long run, that a trace can be written there; leaves nothing behind.

    Raises:
        TraceNotSavedError: unknown suffix, no folder, a folder of that name, or no permission to write.
    """
    if path.suffix not in FACES:
        raise TraceNotSavedError(
            f"cannot tell what kind of trace {path} is to be: end its name in .mmd (Mermaid), .json (ITF) or .txt"
        )
    if path.is_dir():
        raise TraceNotSavedError(f"cannot write a trace to {path}: it is a directory; give a file's name")
    if path.exists() and not os.access(path, os.W_OK):
        raise TraceNotSavedError(f"cannot write a trace to {path}: the file is write-protected; give another name")
    _atomically(path, None)


def save(recorder: Recorder, path: Path) -> None:
    """Write a trace; readers see the old file or all of the new one.

    Raises:
        TraceNotSavedError: see ``check_destination``.
    """
    check_destination(path)
    _atomically(path, FACES[path.suffix](recorder))


def _atomically(path: Path, content: str | None) -> None:
    """Write a temporary file beside the path and put it in its place; without content, only try."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            part.write_text(content or "", encoding="utf-8")
            if content is not None:
                part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise TraceNotSavedError(
            f"cannot write a trace to {path}: {reason}; give a file in a folder you can write to"
        ) from problem
