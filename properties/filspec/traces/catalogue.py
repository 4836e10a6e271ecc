"""The catalogue of the drawing: its participants, blocks, arrows and notes, and the event that realises each arrow.

The data stands in ``arrows.json`` of ``filspec.spec``; lines are those of ``full-deals-on-chain.mmd`` beside it. A
model cannot play every arrow as drawn (an actor cannot call a node, for one), so each arrow names the event that it is
seen as.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct, field, json

from filspec.kit.trace import Crossing

Branch = Literal["default", "fault", "null-round"]
"""Where an arrow stands: on the way every story takes, or where something failed or nobody won."""

ANYBODY = "*"
"""As the sender of an event: whoever sends it."""


class Participant(Struct, frozen=True, forbid_unknown_fields=True):
    """A participant of the drawing.

    Attributes:
        name: as drawn.
        line: where it appears first.
        declared: whether the drawing declares it, or merely uses it.
    """

    name: str
    line: int
    declared: bool


class Block(Struct, frozen=True, forbid_unknown_fields=True):
    """A block of the drawing, or one branch of an ``alt``.

    Attributes:
        id: K01 to K34, in the drawing's order.
        line: where it opens.
        kind: opt, loop, alt or else.
        label: its title.
        parent: the block around it; empty at the top.
    """

    id: str
    line: int
    kind: Literal["opt", "loop", "alt", "else"]
    label: str
    parent: str


class DrawnEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """The event that realises an arrow.

    Attributes:
        sender: participant it comes from; ``*`` for anybody.
        receiver: participant it goes to.
        label: text that the code declares.
        crossing: call, reply, event or error.
        within: what must be among its causes, one of these: an arrow by its id, or a participant that acts there.
            Empty where sender, receiver and label say enough.
    """

    sender: str
    receiver: str
    label: str
    crossing: Crossing
    within: tuple[str, ...] = ()


class Arrow(Struct, frozen=True, forbid_unknown_fields=True):
    """An arrow of the drawing.

    Attributes:
        id: A001 to A111, in the drawing's order.
        line: where it stands.
        block: the innermost block around it.
        drawn_from: sender as drawn.
        arrow: the arrow as drawn.
        drawn_to: receiver as drawn.
        text: its text as drawn.
        role: what it is: request, query, reply, self, event, error, command or payment.
        owner: the participant whose rule it is, where the drawing puts it elsewhere.
        branch: where it stands.
        event: how it is realised.
        remark: what is odd about it.
        answers: the arrow it replies to; empty for what is no reply.
    """

    id: str
    line: int
    block: str
    drawn_from: str = field(name="from")
    arrow: str
    drawn_to: str = field(name="to")
    text: str
    role: Literal["request", "query", "reply", "self", "event", "error", "command", "payment"]
    owner: str
    branch: Branch
    event: DrawnEvent
    remark: str
    answers: str = ""


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """A note of the drawing.

    Attributes:
        id: N01 to N14, in the drawing's order.
        line: where it stands.
        block: the innermost block around it; empty at the top.
        position: over, or right of.
        participants: where it is put.
        text: what it says.
    """

    id: str
    line: int
    block: str
    position: Literal["over", "right of"]
    participants: tuple[str, ...]
    text: str


class Drawing(Struct, frozen=True, forbid_unknown_fields=True):
    """Name, file and origin of the drawing."""

    name: str
    file: str
    source: str


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """All there is in the drawing, each in the drawing's order."""

    drawing: Drawing
    participants: tuple[Participant, ...]
    blocks: tuple[Block, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[Note, ...]

    def arrow(self, arrow_id: str) -> Arrow:
        """The arrow of this id.

        Raises:
            KeyError: there is none.
        """
        for arrow in self.arrows:
            if arrow.id == arrow_id:
                return arrow
        raise KeyError(f"the drawing has no arrow {arrow_id!r}; its arrows are A001 to A{len(self.arrows):03}")

    def path(self, block_id: str) -> tuple[Block, ...]:
        """The blocks around this one and itself, outermost first; none for the empty id."""
        by_id = {block.id: block for block in self.blocks}
        path: list[Block] = []
        while block_id:
            path.append(by_id[block_id])
            block_id = by_id[block_id].parent
        return tuple(reversed(path))

    def drawing_order(self, names: set[str]) -> list[str]:
        """These participants in the drawing's order, then those that it does not have, by name."""
        drawn = [participant.name for participant in self.participants if participant.name in names]
        return drawn + sorted(names - set(drawn))


@cache
def catalogue() -> Catalogue:
    """The catalogue, read once."""
    return json.decode(files("filspec.spec").joinpath("arrows.json").read_bytes(), type=Catalogue)
