"""The story's phases hold every arrow it shows, each once."""

from filspec_docs.story import ROUTINE, play

from filspec.traces.catalogue import catalogue
from filspec.traces.sequence import Message


def test_every_round_comes_first_and_the_phases_have_the_rest() -> None:
    report, (routine, *phases) = play()
    assert report.sha256_in == report.sha256_out
    assert routine.title == "Every round"
    tops = {arrow.id: catalogue().path(arrow.block)[0].label for arrow in catalogue().arrows}
    assert {tops[row.number] for row in routine.rows if isinstance(row, Message)} == set(ROUTINE)
    for phase in phases:
        numbers = [row.number for row in phase.rows if isinstance(row, Message)]
        assert len(numbers) == len(set(numbers))
        assert not {tops[number] for number in numbers} & set(ROUTINE)


def test_all_default_arrows_are_shown() -> None:
    _, phases = play()
    shown = {row.number for phase in phases for row in phase.rows if isinstance(row, Message)}
    assert {arrow.id for arrow in catalogue().arrows if arrow.branch == "default"} <= shown
