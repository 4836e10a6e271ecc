"""Checks of laws that are not of rows: what makes each due, and what it knows to hold."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.ledger.transfers import send
from filspec.actors.units import SYSTEM
from filspec.kit.laws import LAWS
from filspec.kit.runner import Runner
from filspec.kit.worlds import fork
from filspec.laws.checker import LawChecker
from filspec.laws.checks import ALWAYS, Check, MessageCheck, NamedCheck, StepCheck, WorldCheck
from filspec.laws.checks import leaf as of_leaf
from filspec.laws.checks import message as of_message
from filspec.laws.places import Watchlist
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT, OWNER


def counted(life, name, *calls):
    """How often a law is asked in each of these messages."""
    checker = LawChecker([LAWS[name]])
    runner, counts = Runner(fork(life.world), ANSWERS, (checker,)), []
    for call in calls:
        before = checker.counts[name]
        runner.apply(*call)
        counts.append(checker.counts[name] - before)
    return counts


SEND, REFUSED, END = (send, CLIENT, 1, OWNER), (send, CLIENT, -1, OWNER), (end_of_epoch, SYSTEM)


def test_each_kind_of_law_is_due_for_its_own_reasons():
    assert WorldCheck(LAWS["supply_is_conserved"], Watchlist()).triggers == {
        of_leaf("ledger.accounts"), of_leaf("ledger.total_supply"),
    }  # fmt: skip
    assert StepCheck(LAWS["time_never_runs_back"], Watchlist()).triggers == {of_leaf("epoch")}
    assert NamedCheck(LAWS["award_block_reward/frame"], Watchlist()).triggers == {of_message("award_block_reward")}
    assert MessageCheck(LAWS["every_epoch_ends_once"], Watchlist()).triggers == {ALWAYS}


def test_a_law_of_a_message_costs_other_messages_nothing(life):
    assert counted(life, "end_of_epoch/frame", SEND, REFUSED, END) == [0, 0, 1]


def test_a_law_of_worlds_is_asked_until_it_is_known_to_rest_on_nothing_that_changed(life):
    """Tokens sent from one account to another change no sum of them."""
    assert counted(life, "supply_is_conserved", *[SEND] * 40)[-3:] == [0, 0, 0]
    assert counted(life, "time_begins_at_genesis", *[END] * 12)[-3:] == [1, 1, 1]


def test_a_law_of_messages_is_asked_once_of_what_is_alike_and_always_of_what_is_not(life):
    """The epoch stays in a transfer, and moves at its end."""
    counts = counted(life, "every_epoch_ends_once", SEND, SEND, REFUSED, REFUSED, END, END, SEND)
    assert counts == [1, 0, 1, 0, 1, 1, 1]


def test_a_law_of_messages_that_looks_at_the_arguments_is_always_asked(life):
    assert counted(life, "refused_message_changes_nothing", REFUSED, REFUSED) == [1, 1]


def test_a_kind_of_law_has_to_say_how_it_is_looked_at():
    with pytest.raises(TypeError, match="abstract methods look, look_everywhere"):
        Check(LAWS["supply_is_conserved"], Watchlist())
