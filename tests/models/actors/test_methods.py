"""The methods an account may send."""

import inspect

from filspec.actors.methods import METHODS
from filspec.actors.units import ActorID
from filspec.kit.transitions import Kind, transition_of


def test_methods_are_messages_known_by_their_own_names():
    assert len(METHODS) == 20
    for name, method in METHODS.items():
        assert transition_of(method).name == name
        assert transition_of(method).kind is Kind.MESSAGE


def test_the_caller_comes_first_and_the_value_if_any_second():
    """The interpreter relies on it."""
    for name, method in METHODS.items():
        first, *others = transition_of(method).parameters
        assert first == "caller", name
        assert "value" not in others[1:], name
        assert inspect.get_annotations(inspect.unwrap(method), eval_str=True)["caller"] is ActorID
