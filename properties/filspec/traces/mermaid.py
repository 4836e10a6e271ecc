"""A trace as a Mermaid sequence diagram, with the lanes of the drawing.

Mermaid reads a few characters of a label as syntax (``#`` and ``;`` above all). Whatever is not plainly harmless is
written as Mermaid's entity of its code point, so that any label parses and shows as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filspec.kit.trace import Crossing, Event, Recorder
from filspec.traces.catalogue import catalogue

ARROWS = {Crossing.CALL: "->>", Crossing.REPLY: "-->>", Crossing.EVENT: "-)", Crossing.ERROR: "--x"}

HARMLESS = re.compile(r"[A-Za-z0-9 .,()\[\]{}&←_/'*?!=-]")
COMPOUND_NAME = re.compile(r"(?:[A-Z][a-z0-9]+){2,}")
"""Names of two or more words can be no keyword of Mermaid."""


def mermaid(recorder: Recorder) -> str:
    """The trace as the text of a sequence diagram, with a newline at its end.

    The participants stand in the drawing's order, those that take part only. Each message says on which node it
    happens; a note over the diagram opens each epoch; a refused call ends in its reason.
    """
    used = {event.sender for event in recorder.events} | {event.receiver for event in recorder.events}
    names = {name: f"p{place}" for place, name in enumerate(catalogue().drawing_order(used))}
    names = {name: name if _is_plain(name) else alias for name, alias in names.items()}
    return "".join(f"{line}\n" for line in _lines(recorder, names))


def escaped(label: str) -> str:
    """A label that Mermaid shows as it is, on one line; newlines become blanks."""
    one_line = " ".join(label.split()) or " "
    encoded = "".join(_harmless(character) for character in one_line)
    return encoded if not encoded.lower().startswith(("wrap", "nowrap")) else f"#{ord(encoded[0])};{encoded[1:]}"


def _harmless(character: str) -> str:
    return character if HARMLESS.match(character) else f"#{ord(character)};"


def _is_plain(name: str) -> bool:
    drawn = {participant.name for participant in catalogue().participants}
    return name in drawn or COMPOUND_NAME.fullmatch(name) is not None


def _lines(recorder: Recorder, names: dict[str, str]) -> Iterator[str]:
    yield "sequenceDiagram"
    yield "autonumber"
    for name, shown in names.items():
        yield f"participant {shown}" if shown == name else f"participant {shown} as {escaped(name)}"
    ends = ",".join(dict.fromkeys((*list(names.values())[:1], *list(names.values())[-1:])))
    epoch: int | None = None
    for event in recorder.events:
        if event.epoch != epoch:
            epoch = event.epoch
            yield f"Note over {ends}: epoch {epoch}"
        yield f"{names[event.sender]}{ARROWS[event.crossing]}{names[event.receiver]}: {_message(event)}"


def _message(event: Event) -> str:
    refused = "" if event.outcome == "accepted" else f" refused {event.outcome}"
    return escaped(f"{event.node}: {event.label}{refused}")
