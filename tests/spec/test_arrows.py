"""The catalogue says what the drawing says."""

import re
from importlib.resources import files

import pytest

from filspec.traces.catalogue import ANYBODY, Arrow, Block, catalogue

DRAWING = files("filspec.spec").joinpath("full-deals-on-chain.mmd").read_text(encoding="utf-8").splitlines()
ARROW = re.compile(r"\s*(\w+)\s*(-->>|->>|-->|->)([+-]?)\s*(\w+)\s*:\s*(.*)")
NOTE = re.compile(r"\s*Note (over|Right of) ([\w,]+): (.*)")
BLOCK = re.compile(r"\s*(opt|loop|alt|else) (.*)")


def drawn_lines(pattern: re.Pattern[str]) -> dict[int, re.Match[str]]:
    found = {number: pattern.fullmatch(line) for number, line in enumerate(DRAWING, start=1)}
    return {number: match for number, match in found.items() if match is not None}


def drawn_blocks() -> dict[int, list[int]]:
    """The lines of the blocks around each line, outermost first; an ``else`` stands in the place of its ``alt``."""
    around: list[int] = []
    found = {}
    for number, line in enumerate(DRAWING, start=1):
        if line.strip() == "end":
            around.pop()
        elif match := BLOCK.fullmatch(line):
            if match[1] == "else":
                around.pop()
            around.append(number)
        found[number] = list(around)
    assert not around
    return found


def test_every_arrow_of_the_drawing_is_in_the_catalogue_as_drawn() -> None:
    # Given the lines of the drawing that are arrows
    drawn = drawn_lines(ARROW)
    # Then they are the 111 of the catalogue, in order
    assert len(drawn) == 111
    listed = [(arrow.line, arrow.drawn_from, arrow.arrow, arrow.drawn_to, arrow.text) for arrow in catalogue().arrows]
    assert listed == [(line, match[1], match[2] + match[3], match[4], match[5]) for line, match in drawn.items()]
    assert [arrow.id for arrow in catalogue().arrows] == [f"A{number:03}" for number in range(1, 112)]


def test_every_note_of_the_drawing_is_in_the_catalogue_as_drawn() -> None:
    drawn = drawn_lines(NOTE)
    listed = [(note.line, note.position, ",".join(note.participants), note.text) for note in catalogue().notes]
    assert listed == [(line, match[1].lower(), match[2], match[3]) for line, match in drawn.items()]
    assert [note.id for note in catalogue().notes] == [f"N{number:02}" for number in range(1, 15)]


def test_every_block_of_the_drawing_is_in_the_catalogue_as_drawn() -> None:
    drawn, around = drawn_lines(BLOCK), drawn_blocks()
    assert [(block.line, block.kind, block.label) for block in catalogue().blocks] == [
        (line, match[1], match[2]) for line, match in drawn.items()
    ]
    for block in catalogue().blocks:
        assert [step.line for step in catalogue().path(block.id)] == around[block.line]


def test_every_arrow_and_note_stands_in_its_block() -> None:
    around = drawn_blocks()
    for item in (*catalogue().arrows, *catalogue().notes):
        assert [block.line for block in catalogue().path(item.block)] == around[item.line], item.id


def test_every_participant_of_the_drawing_is_in_the_catalogue_where_it_first_appears() -> None:
    # Given the first line of each name, in declarations, notes and arrows
    first: dict[str, int] = {}
    declared = set()
    for number, line in enumerate(DRAWING, start=1):
        arrow, note = ARROW.fullmatch(line), NOTE.fullmatch(line)
        if line.startswith("participant "):
            names = [line.split()[1]]
            declared |= set(names)
        else:
            names = [arrow[1], arrow[4]] if arrow else note[2].split(",") if note else []
        for name in names:
            first.setdefault(name, number)
    # Then the catalogue lists them so
    assert [(known.name, known.line) for known in catalogue().participants] == list(first.items())
    assert {known.name for known in catalogue().participants if known.declared} == declared


def test_a_reply_answers_a_call_between_the_same_two() -> None:
    for arrow in catalogue().arrows:
        assert (arrow.role == "reply") == bool(arrow.answers), arrow.id
        if arrow.answers:
            call = catalogue().arrow(arrow.answers)
            assert call.event.crossing.value == "call"
            assert arrow.event.crossing.value == "reply"
            assert (arrow.event.sender, arrow.event.receiver) == (call.event.receiver, call.event.sender), arrow.id


def test_arrows_realised_by_the_same_event_name_causes_that_tell_them_apart() -> None:
    # Given the arrows that share an event
    groups: dict[tuple[str, str, str, str], list[Arrow]] = {}
    for arrow in catalogue().arrows:
        event = arrow.event
        groups.setdefault((event.sender, event.receiver, event.label, event.crossing.value), []).append(arrow)
    shared = [group for group in groups.values() if len(group) > 1]
    # Then each asks for causes that no other of its group asks for
    assert shared, "the drawing repeats A065 to A076 as A087 to A098"
    for group in shared:
        asked = [cause for arrow in group for cause in arrow.event.within]
        assert all(arrow.event.within for arrow in group), [arrow.id for arrow in group]
        assert len(asked) == len(set(asked)), [arrow.id for arrow in group]


def test_causes_are_arrows_or_participants() -> None:
    known = {arrow.id for arrow in catalogue().arrows} | {drawn.name for drawn in catalogue().participants}
    for arrow in catalogue().arrows:
        assert set(arrow.event.within) <= known, arrow.id


def test_an_event_differs_from_the_drawing_only_where_a_decision_or_a_slip_says_so() -> None:
    # Given the arrows whose event has another sender, receiver or text than drawn
    def differs(arrow: Arrow) -> bool:
        event = arrow.event
        return (event.sender, event.receiver, event.label) != (arrow.drawn_from, arrow.drawn_to, arrow.text)

    changed = [arrow for arrow in catalogue().arrows if differs(arrow)]
    # Then no text is changed, and each change is remarked upon
    assert all(arrow.event.label == arrow.text for arrow in changed)
    assert all(arrow.remark for arrow in changed), [arrow.id for arrow in changed if not arrow.remark]
    assert [arrow.id for arrow in changed if arrow.event.sender == ANYBODY] == ["A107"]


@pytest.mark.parametrize(("branch", "expected"), [("default", 91), ("fault", 18), ("null-round", 2)])
def test_the_branches_divide_the_arrows(branch: str, expected: int) -> None:
    assert sum(arrow.branch == branch for arrow in catalogue().arrows) == expected


def test_an_arrow_in_a_failure_or_fault_block_is_on_the_fault_branch() -> None:
    def fails(path: tuple[Block, ...]) -> bool:
        return any("failure" in block.label or "Fault" in block.label for block in path)

    for arrow in catalogue().arrows:
        assert (arrow.branch == "fault") == fails(catalogue().path(arrow.block)), arrow.id


def test_an_arrow_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="the drawing has no arrow 'A112'; its arrows are A001 to A111"):
        catalogue().arrow("A112")
