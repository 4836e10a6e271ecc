"""A trace as text: one line for each event, further in the deeper its cause lies."""

from __future__ import annotations

from filspec.kit.trace import Crossing, Event, Recorder
from filspec.traces.arrows import arrow_of
from filspec.traces.values import shown

DEEPEST_INDENT = 24
"""Levels of cause beyond this one are not indented further, so that a line stays readable."""

SIGNS = {Crossing.CALL: "->", Crossing.REPLY: "<-", Crossing.EVENT: "~>", Crossing.ERROR: "x>"}


def text(recorder: Recorder) -> str:
    """The whole trace, with a newline at its end.

    A line has the event's number, epoch and node, its arrow in the drawing (or blanks), who sends to whom, the label,
    the arguments, and the reason where it was refused. A reply is written behind the one it goes to: ``A <- B``.
    """
    lines = []
    depths: list[int] = []
    width = max((len(event.node) for event in recorder.events), default=0)
    for event in recorder.events:
        depths.append(depths[event.cause] + 1 if event.cause >= 0 else 0)
        lines.append(_line(recorder, event, depths[-1], width))
    return "".join(f"{line}\n" for line in lines)


def _line(recorder: Recorder, event: Event, depth: int, width: int) -> str:
    arrow = arrow_of(recorder, event)
    indent = "  " * min(depth, DEEPEST_INDENT)
    head = f"{event.number:>6} {event.epoch:>5} {event.node:<{width}} {arrow.id if arrow else '':<4} {indent}"
    ends = (event.sender, event.receiver)
    left, right = reversed(ends) if event.crossing is Crossing.REPLY else ends
    arguments = ", ".join(f"{name}={shown(value, depth=1)}" for name, value in event.arguments)
    refused = "" if event.outcome == "accepted" else f"  refused: {event.outcome}"
    line = f"{head}{left} {SIGNS[event.crossing]} {right}: {event.label}" + (f"  [{arguments}]" if arguments else "")
    return " ".join((line + refused).splitlines())
