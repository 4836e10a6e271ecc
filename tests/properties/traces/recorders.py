"""Hypothesis strategies for traces that no model would write."""

from filspec.actors.oracles import Purpose
from filspec.actors.parameters import Fraction
from filspec.kit.trace import Crossing, Event, Recorder
from hypothesis import strategies as st

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
participants = st.sampled_from(["StorageMinerActor", "ClockSubsystem", "Outside", "end", "loop"]) | texts
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts | st.binary(max_size=100) | st.sampled_from(Purpose),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.frozensets(st.integers() | texts, max_size=3)
        | st.dictionaries(texts, inner, max_size=3)
        | st.builds(Fraction, numerator=st.integers(), denominator=st.integers())
    ),
    max_leaves=5,
)


@st.composite
def recorders(draw: st.DrawFn) -> Recorder:
    """A recorder with up to eight events, each caused by an earlier one or by none."""
    recorder = Recorder()
    for number in range(draw(st.integers(0, 8))):
        recorder.events.append(
            Event(
                number=number,
                node=draw(texts),
                epoch=draw(st.integers(0, 3)),
                sender=draw(participants),
                receiver=draw(participants),
                label=draw(texts),
                crossing=draw(st.sampled_from(Crossing)),
                arguments=tuple(draw(st.lists(st.tuples(texts, values), max_size=3))),
                outcome=draw(st.sampled_from(["accepted", "INVALID_POST"])),
                cause=draw(st.integers(-1, number - 1)),
            )
        )
    return recorder
