"""The trace: who called whom, why, and what came of it; nobody states who calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit import trace
from filspec.kit.trace import OUTSIDE, Crossing, Recorder, enter_epoch, note, on_behalf_of, recording, remember, resumed

trees = st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=3), max_leaves=12)
"""A call is the list of the calls it makes."""


@pytest.fixture
def recorder():
    with recording(Recorder()) as installed:
        yield installed


def called(recorder, receiver, body=lambda: None, **changes):
    given = {"label": f"To {receiver}", "reply": "", "arguments": (), "node": ""} | changes
    return recorder.call(receiver, body=body, **given)


def seen(recorder):
    return [(event.sender, event.receiver, event.cause) for event in recorder.events]


@given(tree=trees, replies=st.booleans())
def test_the_sender_of_a_call_is_whoever_is_open_and_its_call_the_cause(tree, replies):
    recorder, expected = Recorder(), []

    def play(children, sender, cause):
        number = len(expected)
        receiver = f"P{number}"
        expected.append((sender, receiver, cause))

        def body():
            for child in children:
                play(child, receiver, number)

        called(recorder, receiver, body, reply="Done" if replies else "")
        if replies:
            expected.append((receiver, sender, number))

    play(tree, OUTSIDE, -1)
    assert seen(recorder) == expected
    assert [event.number for event in recorder.events] == list(range(len(expected)))


@given(tree=trees)
def test_ancestors_are_the_causes_up_to_the_outside(tree):
    recorder, paths = Recorder(), {}

    def play(children, above):
        number = len(recorder.events)
        paths[number] = above
        called(recorder, "P", lambda: [play(child, (number, *above)) for child in children])

    play(tree, ())
    for event in recorder.events:
        assert tuple(cause.number for cause in recorder.ancestors(event)) == paths[event.number]


def test_an_event_holds_what_was_said(recorder):
    enter_epoch(9)
    answer = called(recorder, "Bank", lambda: 7, label="Pay(in)", reply="Coins", arguments=(("a", 1),), node="north")
    call, reply = recorder.events
    assert answer == 7
    assert (call.node, call.epoch, call.label, call.crossing, call.arguments, call.outcome) == (
        "north", 9, "Pay(in)", Crossing.CALL, (("a", 1),), "accepted",
    )  # fmt: skip
    assert (reply.node, reply.label, reply.crossing, reply.arguments) == (
        "chain", "Coins", Crossing.REPLY, (("answer", 7),),
    )  # fmt: skip


def test_calls_within_a_call_stay_on_its_node_and_later_ones_do_not(recorder):
    called(recorder, "A", lambda: called(recorder, "B"), node="north")
    called(recorder, "C")
    assert [event.node for event in recorder.events] == ["north", "north", "chain"]


def test_a_refusal_is_the_outcome_of_every_call_it_ends_and_has_no_reply(toy, founded, recorder):
    with pytest.raises(Exception, match="NOT_POSITIVE"):
        called(recorder, "Client", lambda: toy.toy_pay_in(founded(), 1, 0), reply="Thanks")
    assert [(event.receiver, event.outcome) for event in recorder.events] == [
        ("Client", "NOT_POSITIVE"),
        ("Bank", "NOT_POSITIVE"),
    ]


def test_a_crash_is_an_outcome_too_and_the_chain_of_causes_goes_on_behind_it(toy, founded, recorder):
    with pytest.raises(KeyError):
        called(recorder, "Client", lambda: toy.toy_stumble(founded(), 1), node="north")
    called(recorder, "Bank")
    assert [event.outcome for event in recorder.events] == ["KeyError", "KeyError", "accepted"]
    assert seen(recorder)[-1] == (OUTSIDE, "Bank", -1)
    assert recorder.events[-1].node == "chain"


def test_a_message_runs_in_the_name_of_whoever_sent_it(recorder):
    called(recorder, "Client", lambda: remember("message"))
    called(recorder, "Syncer", lambda: remember("message"))

    def run():
        with resumed("message"):
            called(recorder, "Bank")
        called(recorder, "Indexer")

    called(recorder, "Chain", run)
    assert seen(recorder)[2:] == [(OUTSIDE, "Chain", -1), ("Client", "Bank", 0), ("Chain", "Indexer", 2)]


def test_a_message_that_nobody_remembered_runs_in_the_name_of_who_runs_it(recorder):
    def run():
        with resumed("unknown"):
            called(recorder, "Bank")

    called(recorder, "Chain", run)
    assert seen(recorder)[1:] == [("Chain", "Bank", 0)]


def test_what_is_done_on_behalf_of_a_participant_keeps_its_reason(recorder):
    def observed():
        with on_behalf_of("Miner"):
            called(recorder, "Bank")
        called(recorder, "Indexer")

    called(recorder, "Clock", observed)
    assert seen(recorder)[1:] == [("Miner", "Bank", 0), ("Clock", "Indexer", 0)]


@pytest.mark.parametrize(
    "block", [lambda: resumed("message"), lambda: on_behalf_of("Miner")], ids=["resumed", "behalf"]
)
def test_a_name_that_was_lent_is_given_back_by_a_crash(recorder, block):
    remember("message")
    with pytest.raises(ZeroDivisionError), block():
        raise ZeroDivisionError
    called(recorder, "Bank")
    assert seen(recorder) == [(OUTSIDE, "Bank", -1)]


def test_a_note_is_a_crossing_without_a_call(recorder):
    called(recorder, "Clock", lambda: note("Chain", "Miner", "New tipset", Crossing.EVENT))
    event = recorder.events[1]
    assert (event.sender, event.receiver, event.label, event.crossing, event.cause, event.outcome) == (
        "Chain", "Miner", "New tipset", Crossing.EVENT, 0, "accepted",
    )  # fmt: skip


def test_recorders_nest_and_one_can_be_silenced(toy, founded):
    village = founded()
    with recording(Recorder()) as outer:
        toy.toy_balance(village, 1)
        with recording(Recorder()) as inner:
            toy.toy_balance(village, 2)
        with recording(None) as silent:
            toy.toy_balance(village, 3)
        toy.toy_balance(village, 4)
    assert silent is None
    calls = [[event.arguments for event in each.events if event.crossing is Crossing.CALL] for each in (outer, inner)]
    assert calls == [[(("who", 1),), (("who", 4),)], [(("who", 2),)]]


def test_a_recorder_is_gone_behind_a_crash():
    with pytest.raises(ZeroDivisionError), recording(Recorder()):
        raise ZeroDivisionError
    assert trace.active is None


def test_without_a_recorder_nothing_is_kept_and_nothing_goes_wrong(toy, founded):
    remember("message")
    enter_epoch(5)
    note("Chain", "Miner", "New tipset", Crossing.EVENT)
    with resumed("message"), on_behalf_of("Miner"):
        assert toy.toy_pay_in(founded(), 1, 2) == 2
    assert trace.active is None
    with recording(Recorder()) as recorder, resumed("message"):
        called(recorder, "Bank")
    assert (seen(recorder), recorder.epoch) == ([(OUTSIDE, "Bank", -1)], 0)
