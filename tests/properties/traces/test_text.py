"""A line for each event, indented by cause."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.trace import Recorder
from filspec.traces.text import text


@given(st.from_type(Recorder))
def test_every_event_has_one_line(recorder: Recorder) -> None:
    lines = text(recorder).splitlines()
    assert [int(line.split()[0]) for line in lines] == [event.number for event in recorder.events]


@given(st.from_type(Recorder))
def test_a_caused_event_stands_further_in_than_its_cause(recorder: Recorder) -> None:
    # Given a trace whose nodes have short names
    for event in recorder.events:
        event.node = "node"
    lines = text(recorder).split("\n")
    head = len(f"{0:>6} {0:>5} node {'A001':<4} ")
    # Then its sender stands two columns further in than its cause's
    for event in recorder.events:
        if event.cause >= 0 and event.sender.strip() and not event.sender[0].isspace():
            own, cause = lines[event.number][head:], lines[event.cause][head:]
            assert len(own) - len(own.lstrip()) >= 2
            assert own.startswith("  "), cause


def test_a_play_of_real_actors_as_text(played: Recorder) -> None:
    lines = text(played).splitlines()
    # Then a call shows who, whom, what and with which arguments
    assert lines[1] == (
        "     1     0 chain A010 StorageMarketParticipant1 -> StorageMarketActor: AddBalance(TokenAmount)"
        "  [caller=100, value=500]"
    )
    # And a refused one its reason
    assert lines[2].endswith("refused: INSUFFICIENT_AVAILABLE_BALANCE")
    # And a reply stands within its call, written the other way round
    (reply,) = [line for line in lines if "A093" in line]
    assert reply.endswith("    StorageMinerActor <- FilecoinProofsSubsystem: {1,0}  [answer=True]")
    # And a proof of a hundred thousand bits takes little room
    assert max(map(len, lines)) < 220
