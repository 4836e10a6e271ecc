"""Laws of the interpreter, each broken once."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.interpreter import include_message
from filspec.actors.ledger.transfers import send
from filspec.actors.units import SYSTEM
from filspec.laws import interpreter
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER


def change(w, who, **fields):
    w.ledger.accounts[who] = w.ledger.accounts[who].but(**fields)


def keep_what_was_refused(w, life):
    w.market.next_deal += 1
    return send, (CLIENT, -1, OWNER), "refused"


def count_two_messages(w, life):
    change(w, CLIENT, nonce=1)
    change(w, OWNER, nonce=1)
    return include_message, (CLIENT, 0, 0, life.miner), None


def skip_an_epoch(w, life):
    w.epoch += 2
    return end_of_epoch, (SYSTEM,), None


def begin_before_genesis(w, life):
    w.epoch = -1


def go_back(w, life):
    w.epoch -= 1


TAMPERINGS = {
    "refused_message_changes_nothing": keep_what_was_refused,
    "nonces_count_inclusions": count_two_messages,
    "every_epoch_ends_once": skip_an_epoch,
    "time_begins_at_genesis": begin_before_genesis,
    "time_never_runs_back": go_back,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(interpreter) == set(TAMPERINGS)


def test_no_other_message_moves_a_nonce(breaks):
    def count_a_transfer(w, life):
        change(w, STRANGER, nonce=1)
        return send, (STRANGER, 1, OWNER), None

    breaks("nonces_count_inclusions", count_a_transfer)
