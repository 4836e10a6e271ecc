"""Everything that can change the world is proved."""

from filspec.actors.methods import METHODS
from filspec.actors.reasons import Reason
from filspec.kit.transitions import Kind, transition_of
from filspec.symbolic.subjects import PROMISES, subjects


def test_every_sendable_method_is_a_subject() -> None:
    assert set(METHODS) <= set(subjects())


def test_what_the_interpreter_does_is_a_subject() -> None:
    assert {"include_message", "award_block_reward", "end_of_epoch"} <= set(subjects())


def test_subjects_are_transitions_under_their_name() -> None:
    for name, transition in subjects().items():
        declared = transition_of(transition)
        assert declared.name == name
        assert declared.kind in (Kind.MESSAGE, Kind.INTERNAL)


def test_the_end_of_an_epoch_is_refused_to_strangers_only() -> None:
    assert [(promise.transition, promise.reasons) for promise in PROMISES] == [
        ("end_of_epoch", frozenset({Reason.CALLER_IS_NOT_THE_SYSTEM}))
    ]
