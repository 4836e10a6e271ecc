"""Which arrow of the drawing an event is.

Sender, receiver, label and kind of crossing are enough for most. Some arrows are drawn twice, alike in all of them and
different only in the block they stand in (A065 to A076 and A087 to A098). What tells them apart is why they happen, so
the nearest cause that one of them asks for decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from filspec.kit.trace import Crossing, Event, Recorder
from filspec.traces.catalogue import ANYBODY, Arrow, catalogue

Signature = tuple[str, str, str, Crossing]


def arrow_of(recorder: Recorder, event: Event) -> Arrow | None:
    """The arrow that an event of this trace is; None if the drawing does not have it."""
    candidates = _candidates(event)
    if not any(arrow.event.within for arrow in candidates):
        return candidates[0] if candidates else None
    for cause in recorder.ancestors(event):
        for arrow in candidates:
            if _is_asked_for(recorder, cause, arrow.event.within):
                return arrow
    return None


def arrows_of(recorder: Recorder) -> list[Arrow | None]:
    """The arrow of each event, in the order of the trace."""
    return [arrow_of(recorder, event) for event in recorder.events]


def seen(recorder: Recorder) -> dict[str, int]:
    """How often each arrow was seen in this trace: one entry for each arrow, in the drawing's order."""
    counts = {arrow.id: 0 for arrow in catalogue().arrows}
    for arrow in arrows_of(recorder):
        if arrow is not None:
            counts[arrow.id] += 1
    return counts


def _candidates(event: Event) -> tuple[Arrow, ...]:
    by_signature = _by_signature()
    named = by_signature.get((event.sender, event.receiver, event.label, event.crossing), ())
    return named or by_signature.get((ANYBODY, event.receiver, event.label, event.crossing), ())


def _is_asked_for(recorder: Recorder, cause: Event, within: tuple[str, ...]) -> bool:
    if cause.sender in within or cause.receiver in within:
        return True
    if not any(arrow.id in within for arrow in _candidates(cause)):
        return False
    arrow = arrow_of(recorder, cause)
    return arrow is not None and arrow.id in within


@cache
def _by_signature() -> Mapping[Signature, tuple[Arrow, ...]]:
    found: dict[Signature, tuple[Arrow, ...]] = {}
    for arrow in catalogue().arrows:
        event = arrow.event
        signature = (event.sender, event.receiver, event.label, event.crossing)
        found[signature] = (*found.get(signature, ()), arrow)
    return MappingProxyType(found)
