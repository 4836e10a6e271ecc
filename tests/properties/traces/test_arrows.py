"""An event is found in the drawing by who sends what to whom, and where that is not enough, by why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.trace import Crossing, Event, Recorder
from filspec.traces.arrows import arrow_of, arrows_of, seen
from filspec.traces.catalogue import ANYBODY, Arrow, catalogue

SOMEBODY = "RetrievalClient"


def event(recorder: Recorder, arrow: Arrow, cause: int) -> Event:
    """Record the event that realises this arrow, caused by that one."""
    drawn = arrow.event
    sender = SOMEBODY if drawn.sender == ANYBODY else drawn.sender
    number = len(recorder.events)
    recorder.events.append(
        Event(number, "node0", 1, sender, drawn.receiver, drawn.label, drawn.crossing, (), "accepted", cause)
    )
    return recorder.events[-1]


def caused(recorder: Recorder, arrow: Arrow, asked: str = "") -> Event:
    """Record this arrow's event with causes as it asks for (the first of each list)."""
    if not arrow.event.within:
        return event(recorder, arrow, -1)
    asked = asked or arrow.event.within[0]
    if asked in {drawn.name for drawn in catalogue().participants}:
        number = len(recorder.events)
        recorder.events.append(Event(number, "node0", 1, asked, "x", "acts", Crossing.CALL, (), "accepted", -1))
        return event(recorder, arrow, number)
    return event(recorder, arrow, caused(recorder, catalogue().arrow(asked)).number)


@pytest.mark.parametrize("arrow", catalogue().arrows, ids=lambda arrow: arrow.id)
def test_every_arrow_is_recognised_in_the_event_that_realises_it(arrow: Arrow) -> None:
    # Given each of the causes an arrow may have
    for asked in arrow.event.within or ("",):
        recorder = Recorder()
        # When its event happens for that cause
        happened = caused(recorder, arrow, asked)
        # Then it is that arrow and no other
        assert arrow_of(recorder, happened) == arrow


@pytest.mark.parametrize("arrow", [arrow for arrow in catalogue().arrows if arrow.event.within], ids=lambda a: a.id)
def test_without_a_cause_that_it_asks_for_an_event_is_no_arrow(arrow: Arrow) -> None:
    recorder = Recorder()
    alone = event(recorder, arrow, -1)
    assert arrow_of(recorder, alone) is None


def test_the_nearest_cause_decides() -> None:
    # Given a proof of spacetime that the clock asks for, while a new tipset is being told
    recorder = Recorder()
    tipset = event(recorder, catalogue().arrow("A054"), -1)
    asked = event(recorder, catalogue().arrow("A087"), tipset.number)
    submitted = event(recorder, catalogue().arrow("A091"), asked.number)
    paid = event(recorder, catalogue().arrow("A095"), submitted.number)
    # Then it stands in the clock's block of the drawing
    found = [arrow.id if arrow else "" for arrow in arrows_of(recorder)]
    assert found == ["A054", "A087", "A091", "A095"]
    assert paid.number == 3


def test_an_unknown_event_is_no_arrow() -> None:
    recorder = Recorder()
    recorder.note("StorageMinerActor", "StorageMiningSubsystem", "CommitSectorError", Crossing.CALL)
    assert arrow_of(recorder, recorder.events[0]) is None, "an error is no call"


def test_anybody_may_report_a_consensus_fault() -> None:
    recorder = Recorder()
    for sender in ("RetrievalClient", "StorageMinerActor", "somebody"):
        recorder.note(sender, "StoragePowerActor", "DeclareConsensusFault(ConsensusFaultProof)", Crossing.CALL)
    assert [arrow.id for arrow in arrows_of(recorder) if arrow] == ["A107"] * 3


@given(st.from_type(Recorder))
def test_every_event_is_counted_once_or_not_at_all(recorder: Recorder) -> None:
    counts = seen(recorder)
    assert list(counts) == [arrow.id for arrow in catalogue().arrows]
    assert sum(counts.values()) == sum(arrow is not None for arrow in arrows_of(recorder))


def test_real_actors_are_recognised(played: Recorder) -> None:
    # Given the trace of a short play of real actors
    counts = {arrow: count for arrow, count in seen(played).items() if count}
    # Then it has the arrows of balances, of the clock's proof, of a period's end and of a consensus fault
    assert counts == {
        "A009": 1,
        "A010": 1,
        "A011": 1,
        "A041": 1,
        "A091": 1,
        "A092": 1,
        "A093": 1,
        "A094": 1,
        "A095": 1,
        "A096": 1,
        "A107": 1,
        "A108": 1,
        "A109": 1,
        "A110": 1,
        "A111": 1,
    }
