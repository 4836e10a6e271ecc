"""The Mermaid face: lanes as in the drawing, labels that Mermaid cannot misread."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.trace import Recorder
from filspec.traces.catalogue import catalogue
from filspec.traces.mermaid import escaped, mermaid


def read(label: str) -> str:
    """What Mermaid shows for an escaped label."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_escaped_label_shows_as_it_was_on_one_line(label: str) -> None:
    assert read(escaped(label)) == (" ".join(label.split()) or " ")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_escaped_label_has_no_character_that_mermaid_reads_as_syntax(label: str) -> None:
    assert not re.search(r"[;#%:\n]", re.sub(r"#\d+;", "", escaped(label)))


def test_the_texts_of_the_drawing_stay_readable() -> None:
    for arrow in catalogue().arrows:
        assert escaped(arrow.text) == " ".join(arrow.text.split())


def test_words_that_mermaid_takes_for_a_command_are_defused() -> None:
    assert escaped("wrap: this") == "#119;rap#58; this"
    assert escaped("NoWrap") == "#78;oWrap"


@given(st.from_type(Recorder))
def test_every_event_is_one_message_between_declared_participants(recorder: Recorder) -> None:
    # Given a diagram of any trace
    lines = mermaid(recorder).splitlines()
    # Then each end of each message is declared
    declared = {line.split(" ")[1] for line in lines if line.startswith("participant ")}
    messages = [re.fullmatch(r"(\w+)(->>|-->>|-\)|--x)(\w+): .+", line) for line in lines]
    ends = [(match[1], match[3]) for match in messages if match]
    assert len(ends) == len(recorder.events)
    assert {end for both in ends for end in both} == declared


def test_participants_stand_in_the_drawing_s_order_and_only_those_that_take_part(played: Recorder) -> None:
    lines = mermaid(played).splitlines()
    assert [line for line in lines if line.startswith("participant ")] == [
        "participant RetrievalClient",
        "participant StorageMarketParticipant1",
        "participant StorageMarketActor",
        "participant StoragePowerConsensusSubsystem",
        "participant StoragePowerActor",
        "participant StorageMiningSubsystem",
        "participant StorageMinerActor",
        "participant FilecoinProofsSubsystem",
        "participant ClockSubsystem",
        "participant CronActor",
        "participant p10 as Outside",
    ]
    assert lines[:2] == ["sequenceDiagram", "autonumber"]


def test_a_play_of_real_actors_as_a_diagram(played: Recorder) -> None:
    lines = mermaid(played).splitlines()
    assert "Note over RetrievalClient,p10: epoch 4" in lines
    assert "FilecoinProofsSubsystem-->>StorageMinerActor: chain#58; {1,0}" in lines
    assert "StorageMinerActor--xStorageMiningSubsystem: chain#58; CommitSectorError" in lines
    (refused,) = [line for line in lines if "refused" in line]
    assert refused.endswith("chain#58; WithdrawBalance(TokenAmount) refused INSUFFICIENT_AVAILABLE_BALANCE")


@given(st.text())
def test_no_label_becomes_html(label: str) -> None:
    assert html.escape(re.sub(r"#\d+;", "", escaped(label)).replace("&", "").replace("'", "")) == re.sub(
        r"#\d+;", "", escaped(label)
    ).replace("&", "").replace("'", "")
