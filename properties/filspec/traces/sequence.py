"""What a sequence diagram shows, apart from how it is drawn: messages, notes and frames, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filspec.kit.trace import Crossing, Event
from filspec.traces.catalogue import Arrow, Block, Note, catalogue


@dataclass(frozen=True)
class Message:
    """An arrow from one lane to another, or to itself.

    Attributes:
        sender: lane it starts from.
        receiver: lane it ends at.
        text: its label.
        number: what stands before the label, such as an arrow's id.
        dashed: whether its line is broken.
        headless: whether its line has no arrow head.
        link: where its label leads; empty for nowhere.
        hint: what is shown when the pointer rests on it.
    """

    sender: str
    receiver: str
    text: str
    number: str = ""
    dashed: bool = False
    headless: bool = False
    link: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Remark:
    """A note across these lanes."""

    lanes: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Open:
    """A frame begins, or its next branch (``else``)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Close:
    """The innermost frame ends."""


Row = Message | Remark | Open | Close


def lanes_of(rows: Sequence[Row]) -> list[str]:
    """The lanes that the rows use, in the drawing's order."""
    used: set[str] = set()
    for row in rows:
        if isinstance(row, Message):
            used |= {row.sender, row.receiver}
        elif isinstance(row, Remark):
            used |= set(row.lanes)
    return catalogue().drawing_order(used)


def block_rows(top: Block) -> list[Row]:
    """A block of the drawing as drawn, with all inside it."""
    drawing = catalogue()
    everything: list[Arrow | Note] = [*drawing.arrows, *drawing.notes]
    items = [item for item in everything if top in drawing.path(item.block)]
    rows: list[Row] = []
    around: tuple[Block, ...] = (top,)
    for item in sorted(items, key=lambda item: item.line):
        path = drawing.path(item.block)
        rows += _frames_between(around, path)
        rows.append(_drawn(item))
        around = path
    return rows + [Close()] * (len(around) - 1)


def _frames_between(left: tuple[Block, ...], entered: tuple[Block, ...]) -> Iterator[Row]:
    """Close and open what lies between two places; an ``else`` continues the frame of its ``alt``."""
    shared = sum(1 for before, after in zip(left, entered, strict=False) if before == after)
    closing, opening = left[shared:], entered[shared:]
    continued = bool(closing and opening and opening[0].kind == "else")
    yield from [Close()] * (len(closing) - continued)
    yield from (Open(block.kind, block.label) for block in opening)


def _drawn(item: Arrow | Note) -> Row:
    if isinstance(item, Note):
        return Remark(item.participants, item.text)
    return Message(
        sender=item.drawn_from,
        receiver=item.drawn_to,
        text=item.text.strip(),
        number=item.id,
        dashed=item.arrow.startswith("--"),
        headless=">>" not in item.arrow,
        link=f"#{item.id.lower()}",
        hint=item.remark,
    )


def sighting(arrow: Arrow, event: Event, count: int) -> Message:
    """An arrow as it was seen in a run: between those who really acted, with how often."""
    return Message(
        sender=event.sender,
        receiver=event.receiver,
        text=event.label + (f" × {count}" if count > 1 else ""),
        number=arrow.id,
        dashed=event.crossing in (Crossing.REPLY, Crossing.ERROR),
        hint=f"first in epoch {event.epoch} on {event.node}, {count} times in all; {arrow.remark}".rstrip("; "),
    )
