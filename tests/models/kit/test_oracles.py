"""Oracles are answered by whoever is installed, and by nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.oracles import answering, install, oracle, unanswered
from filspec.kit.trace import Crossing, Recorder, recording
from filspec.kit.transitions import REGISTRY, Kind, transition_of


def test_an_oracle_that_nobody_answers_says_what_to_do(toy):
    with pytest.raises(LookupError, match="nobody answers the oracle toy_luck: give the runner a rung of the proof"):
        toy.toy_luck(1)


@given(day=st.integers(), hour=st.integers())
def test_the_installed_rung_answers_whichever_way_the_arguments_are_given(toy, day, hour):
    with answering({"toy_is_sunny": lambda day, hour: (day, hour)}):
        assert toy.toy_is_sunny(day, hour) == (day, hour)
        assert toy.toy_is_sunny(day, hour=hour) == (day, hour)
        assert toy.toy_is_sunny(hour=hour, day=day) == (day, hour)


def test_rungs_nest_and_the_inner_one_answers_alone(toy):
    with answering({"toy_luck": lambda day: "outer", "toy_is_sunny": lambda day, hour: True}):
        with answering({"toy_luck": lambda day: "inner"}):
            assert toy.toy_luck(1) == "inner"
            with pytest.raises(LookupError, match="nobody answers the oracle toy_is_sunny"):
                toy.toy_is_sunny(1, 2)
        assert toy.toy_luck(1) == "outer"
    with pytest.raises(LookupError):
        toy.toy_luck(1)


def test_a_rung_is_gone_behind_a_crash(toy):
    with pytest.raises(ZeroDivisionError), answering({"toy_luck": lambda day: 1 // day}):
        toy.toy_luck(0)
    with pytest.raises(LookupError):
        toy.toy_luck(0)


def test_install_hands_back_who_answered_before(toy):
    rung = {"toy_luck": lambda day: day}
    before = install(rung)
    assert toy.toy_luck(3) == 3
    assert install(before) is rung


def test_a_question_is_recorded_with_its_arguments_and_answer(toy):
    with recording(Recorder()) as recorder, answering({"toy_is_sunny": lambda day, hour: day > hour}):
        toy.toy_is_sunny(5, hour=4)
    call, reply = recorder.events
    assert (call.receiver, call.label, call.arguments) == ("Sky", "IsSunny(day)", (("day", 5), ("hour", 4)))
    assert (reply.label, reply.crossing, reply.arguments) == ("Bool", Crossing.REPLY, (("answer", True),))
    assert reply.cause == call.number


def test_an_oracle_of_the_whole_world_is_recorded_without_it(toy, founded):
    with recording(Recorder()) as recorder, answering({"toy_weather": lambda w: w.day}):
        assert toy.toy_weather(founded()) == 0
    (call,) = recorder.events
    assert (call.label, call.arguments) == ("Weather()", ())


def test_an_oracle_that_nobody_owns_is_not_recorded(toy):
    with recording(Recorder()) as recorder, answering({"toy_luck": lambda day: day}):
        assert toy.toy_luck(3) == 3
    assert recorder.events == []


def test_an_oracle_is_declared(registries):
    @oracle("Sky", "Moon(day)", "Phase")
    def toy_moon(day):
        return unanswered()

    declared = transition_of(toy_moon)
    assert declared is REGISTRY["toy_moon"]
    assert (declared.kind, declared.owner, declared.label, declared.reply) == (Kind.ORACLE, "Sky", "Moon(day)", "Phase")


def test_the_body_of_an_oracle_answers_nothing(toy):
    with pytest.raises(LookupError, match="an oracle was called without its decorator"):
        transition_of(toy.toy_luck).function(1)
