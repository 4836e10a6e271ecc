"""Everything that can change the world is proved."""

import pytest

import filspec.symbolic.subjects as subjects_module
from filspec.actors import genesis_steps
from filspec.actors.methods import METHODS
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import release
from filspec.kit.transitions import REGISTRY, Kind, transition_of
from filspec.symbolic.subjects import PROMISES, subjects, transition_named, transitions_of_a_genesis


def test_every_sendable_method_is_a_subject() -> None:
    assert set(METHODS) <= set(subjects())


def test_whatever_may_be_sent_is_a_subject_also_if_it_is_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a table of methods that lets accounts send a step of other messages, which breaks laws by itself
    monkeypatch.setattr(subjects_module, "METHODS", {**METHODS, "give_back": release})
    # When the subjects are told, then it is one of them, under its own name
    assert subjects()["release"] is release


def test_what_the_interpreter_does_is_a_subject() -> None:
    assert {"include_message", "award_block_reward", "end_of_epoch"} <= set(subjects())


def test_whatever_a_genesis_may_be_made_by_is_proved() -> None:
    # Given the transitions of the module that enters what a genesis has
    names = {name for name, one in REGISTRY.items() if one.function.__module__ == genesis_steps.__name__}
    # Then each of them is proved
    assert set(transitions_of_a_genesis()) == names
    assert {"add_genesis_account", "add_genesis_miner", "add_presealed_sector"} <= names


def test_subjects_are_transitions_under_their_name() -> None:
    for name, transition in subjects().items():
        declared = transition_of(transition)
        assert declared.name == name
        assert declared.kind in (Kind.MESSAGE, Kind.INTERNAL)


def test_what_may_not_be_refused_is_promised() -> None:
    assert [(promise.transition, promise.reasons) for promise in PROMISES] == [
        ("end_of_epoch", frozenset({Reason.CALLER_IS_NOT_THE_SYSTEM})),
        ("credit_proved_sector", frozenset()),
    ]


def test_steps_of_loops_are_found_by_name_too() -> None:
    assert transition_of(transition_named("merge_lane")).name == "merge_lane"
