"""A block of the drawing as rows of a diagram: everything in it, in order, with its frames balanced."""

import pytest

from filspec.kit.trace import Crossing, Event
from filspec.traces.catalogue import Block, catalogue
from filspec.traces.sequence import Close, Message, Open, Remark, block_rows, lanes_of, sighting

TOP = [block for block in catalogue().blocks if not block.parent]


@pytest.mark.parametrize("block", TOP, ids=lambda block: block.label)
def test_a_block_has_its_arrows_and_notes_in_the_drawing_s_order(block: Block) -> None:
    rows = block_rows(block)
    arrows = [row.number for row in rows if isinstance(row, Message)]
    assert arrows == [arrow.id for arrow in catalogue().arrows if catalogue().path(arrow.block)[0] == block]
    notes = [row.text for row in rows if isinstance(row, Remark)]
    assert notes == [note.text for note in catalogue().notes if note.block and catalogue().path(note.block)[0] == block]


@pytest.mark.parametrize("block", TOP, ids=lambda block: block.label)
def test_a_block_opens_each_of_its_frames_once_and_closes_them_all(block: Block) -> None:
    rows = block_rows(block)
    opened = [(row.kind, row.text) for row in rows if isinstance(row, Open)]
    inside = [other for other in catalogue().blocks if other != block and block in catalogue().path(other.id)]
    assert opened == [(other.kind, other.label) for other in inside]
    depth = 0
    for row in rows:
        depth += isinstance(row, Open) and row.kind != "else"
        depth -= isinstance(row, Close)
        assert depth >= 0
    assert depth == 0


def test_all_blocks_together_are_the_drawing() -> None:
    messages = [row for block in TOP for row in block_rows(block) if isinstance(row, Message)]
    assert len(messages) == 111
    assert sum(row.headless for row in messages) == 7, "seven lines of the drawing have no arrow head"
    assert sum(row.dashed for row in messages) == 43, "36 dotted arrows and 7 dotted lines"


def test_lanes_are_the_participants_that_take_part() -> None:
    assert lanes_of(block_rows(TOP[0])) == ["RetrievalClient", "RetrievalProvider"]


def test_a_sighting_is_between_those_who_really_acted() -> None:
    # Given a report of a consensus fault by a client, though drawn from a miner actor
    event = Event(7, "client", 3, "client", "StoragePowerActor", "DeclareConsensusFault", Crossing.CALL, (), "", -1)
    row = sighting(catalogue().arrow("A107"), event, 2)
    assert (row.sender, row.receiver, row.number, row.text) == (
        "client",
        "StoragePowerActor",
        "A107",
        "DeclareConsensusFault × 2",
    )
    assert row.hint.startswith("first in epoch 3 on client, 2 times in all; Drawn from a miner actor")
