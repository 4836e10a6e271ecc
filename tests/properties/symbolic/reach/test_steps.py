"""Steps: what a person may write, and what is wrong with the rest."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.ledger.transfers import send
from filspec.actors.methods import METHODS
from filspec.actors.units import SYSTEM
from filspec.symbolic.reach.first_world import CLIENT
from filspec.symbolic.reach.steps import BadStory, Call, Ticks, call, known, messages, tick


def test_message_is_called_by_name_or_as_a_function() -> None:
    assert call("send", caller=CLIENT) == call(send, caller=CLIENT) == Call(send, {"caller": CLIENT})


def test_what_the_chain_does_by_itself_comes_from_the_system() -> None:
    assert call(end_of_epoch).given == {"caller": SYSTEM}
    assert call("award_block_reward", miner=104).given == {"caller": SYSTEM, "miner": 104}
    assert call("include_message").given == {}


def test_every_method_can_be_called() -> None:
    assert METHODS.items() <= messages().items()


def test_time_passes_by_so_many_epochs_or_some_number_of_them() -> None:
    assert (tick(), tick(3), tick(1, most=4)) == (Ticks(1, 1), Ticks(3, 3), Ticks(1, 4))


@pytest.mark.parametrize(("least", "most"), [(-1, 3), (4, 3), (-2, None)])
def test_time_does_not_run_back(least: int, most: int | None) -> None:
    with pytest.raises(BadStory, match="give 0 <= epochs <= most"):
        tick(least, most)


def test_unknown_names_are_refused_with_near_ones() -> None:
    with pytest.raises(BadStory, match="there is no message 'add_balanc'; near to it: add_balance"):
        call("add_balanc")
    with pytest.raises(BadStory, match="there is no argument of send 'valu'; near to it: value"):
        call("send", valu=3)
    with pytest.raises(BadStory, match="there is no colour 'qqq'; near to it: blue, red"):
        known("colour", "qqq", ["red", "blue"])
