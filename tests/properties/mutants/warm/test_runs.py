"""Runs of the stories with a change planted: those that end otherwise, and the claims that they show to be false."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.reasons import Reason
from filspec.kit.requirement import require
from filspec.laws.catalogue import catalogue
from filspec.mutants.warm.runs import changed_runs, false_claims
from filspec.symbolic.outcomes import NO_CRASH, NO_OTHER_REFUSAL
from filspec.symbolic.stories.gallery import gallery


def named_send(function):
    """The function under the name of the message that it stands for."""
    function.__name__ = "send"
    return function


@named_send
def pays_one_more(w, caller, value, receiver):
    send(w, caller, value + 1 if value > 0 else value, receiver)


@named_send
def refuses_all(w, caller, value, receiver):
    require(False, Reason.NO_SUCH_DEAL)


@named_send
def crashes(w, caller, value, receiver):
    raise KeyError(caller)


def test_no_run_of_the_source_ends_otherwise():
    assert list(changed_runs(send, gallery())) == []


def test_a_run_that_pays_otherwise_ends_otherwise_and_one_that_is_refused_does_not():
    """Nor does a payment to oneself."""
    runs = list(changed_runs(pays_one_more, gallery()))
    accepted = [
        run
        for run in gallery().of("send")
        if run.receipt.accepted and run.arguments[1] > 0 and run.arguments[0] != run.arguments[2]
    ]
    assert [run.arguments for run in runs] == [run.arguments for run in accepted]
    assert runs


@pytest.mark.parametrize(
    ("changed", "claim"),
    [
        (pays_one_more, "transfer_pays_the_receiver"),
        (refuses_all, NO_OTHER_REFUSAL),
        (crashes, NO_CRASH),
    ],
)
def test_a_changed_run_shows_which_claim_is_false(changed, claim):
    assert claim in {found for found, _ in false_claims(changed, changed_runs(changed, gallery()), catalogue())}


def test_runs_of_the_source_show_no_claim_to_be_false():
    assert list(false_claims(send, gallery().of("send"), catalogue())) == []
