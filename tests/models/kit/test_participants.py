"""Participants: the drawing's names for classes and methods, recorded when somebody looks."""

from types import SimpleNamespace

import pytest

from filspec.kit.participants import METHODS, Participant, receives
from filspec.kit.trace import OUTSIDE, Crossing, Recorder, recording


@pytest.fixture
def trade(registries):
    """A miller, and a baker who calls the miller."""

    class Miller(Participant):
        @receives("Grind(sacks)", reply="Flour")
        def grind(self, sacks, finely=False):
            """Grind."""
            return sacks * 2

    class Baker(Participant):
        def __init__(self, node, miller):
            super().__init__(node)
            self.miller = miller

        @property
        def drawn_name(self):
            return "Baker1"

        @receives()
        def bake(self, loaves):
            return self.miller.grind(loaves, finely=True)

    entries = {key: method for key, method in METHODS.items() if method.__name__ in ("grind", "bake")}
    return SimpleNamespace(miller=Miller("mill"), baker=Baker("bakery", Miller("mill")), entries=entries)


def shown(event):
    return (event.node, event.sender, event.receiver, event.label, event.arguments, event.cause)


def test_a_method_is_known_by_its_class_and_its_label_or_else_its_name(trade):
    names = {key: method.__name__ for key, method in trade.entries.items()}
    assert names == {("Miller", "Grind(sacks)"): "grind", ("Baker", "bake"): "bake"}


def test_the_drawn_name_is_that_of_the_class_unless_it_says_otherwise(trade):
    assert (trade.miller.drawn_name, trade.baker.drawn_name) == ("Miller", "Baker1")


@pytest.mark.parametrize("sacks", [-1, 0, 7])
def test_a_declared_method_does_the_same_whether_somebody_looks_or_not(trade, sacks):
    unseen = trade.miller.grind(sacks)
    with recording(Recorder()):
        assert trade.miller.grind(sacks) == unseen == sacks * 2


def test_a_call_names_node_receiver_label_arguments_and_cause(trade):
    with recording(Recorder()) as recorder:
        assert trade.baker.bake(3) == 6
    bake, grind, flour = recorder.events
    assert shown(bake) == ("bakery", OUTSIDE, "Baker1", "bake", (("loaves", 3),), -1)
    assert shown(grind) == ("mill", "Baker1", "Miller", "Grind(sacks)", (("sacks", 3), ("finely", True)), 0)
    assert shown(flour) == ("bakery", "Miller", "Baker1", "Flour", (("answer", 6),), 1)
    assert [event.crossing for event in recorder.events] == [Crossing.CALL, Crossing.CALL, Crossing.REPLY]


def test_a_method_keeps_its_name_and_its_sentence(trade):
    assert (type(trade.miller).grind.__name__, type(trade.miller).grind.__doc__) == ("grind", "Grind.")
