"""All laws of one message, asked as one function: it says whether they all hold."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.world import World
from filspec.kit.judging import speaks_of
from filspec.kit.laws import OF_ONE_NAME, Law, Quantifier
from filspec.kit.runner import Receipt, Runner, Step
from filspec.kit.transitions import Kind, Transition
from filspec.kit.worlds import fork
from filspec.laws.catalogue import catalogue
from filspec.laws.judging import Judge
from filspec.laws.laws_of_message import LawsOfMessage
from filspec.laws.moments import SHAPE, Moment
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT, OWNER

MARGIN = 1

OF_SEND = [law for law in catalogue() if law.path == "send" and law.quantifier in OF_ONE_NAME]


@pytest.fixture
def asked(life):
    """Sends an amount at the end of a life; the moment, and all laws of what happened as one function."""

    def send_amount(amount, laws=tuple(OF_SEND)):
        steps = []
        Runner(fork(life.world), ANSWERS, (steps.append,)).apply(send, CLIENT, amount, OWNER)
        moment, judges = Moment(), [Judge(law) for law in laws if speaks_of(law, steps[0])]
        moment.enter(steps[0].before, steps[0].after, steps[0])
        return moment, judges, LawsOfMessage(judges, steps[0])

    return send_amount


@pytest.mark.parametrize(("amount", "accepted"), [(1, True), (10**40, False)])
def test_they_hold_of_what_the_model_does(asked, amount, accepted):
    # Given a message that is accepted, and one that is refused
    moment, judges, laws = asked(amount)
    assert moment.step.receipt.accepted is accepted
    # When all its laws are asked at once
    # Then they hold, and each counts as asked
    assert laws.hold(moment)
    assert judges and {judge.count for judge in judges} == {1}


def test_one_that_does_not_hold_is_noticed_and_none_counts_as_asked(asked):
    # Given a transfer after which the receiver has too little
    moment, judges, laws = asked(1)
    receiver = moment.after.ledger.accounts[OWNER]
    moment.after.ledger.accounts[OWNER] = receiver.but(balance=receiver.balance - 1)
    # Then not all laws hold
    assert not laws.hold(moment)
    assert judges and {judge.count for judge in judges} == {0}


def says_smaller(before: World, after: World, world_after: int, receipt_answer: int) -> bool:
    """The epoch stays, and the one number is smaller than the other."""
    return before.epoch == after.epoch and world_after < receipt_answer + MARGIN


@pytest.mark.parametrize(("numbers", "holds"), [((3, 3), True), ((4, 3), False)])
def test_a_message_and_its_parameters_may_be_called_like_what_else_is_given(life, numbers, holds):
    # Given a message with the name, and parameters with parts of the names, that are made where laws are written out
    leaves = SHAPE.leaves(life.world)
    names = ("w", "world_after", "receipt_answer")
    declared = Transition(
        name="bound_0", kind=Kind.MESSAGE, owner="", label="", reply="", function=says_smaller, parameters=names[1:],
        names=names,
    )  # fmt: skip
    receipt = Receipt(accepted=True, reason=None, answer=None)
    step = Step(transition=declared, arguments=numbers, receipt=receipt, before=leaves, after=leaves)
    law = Law(
        name="says_smaller", ids=("X1",), quantifier=Quantifier.POSTCONDITION, path="bound_0", sentence="Smaller.",
        holds=says_smaller, takes=names[1:],
    )  # fmt: skip
    # When its law is written out
    moment = Moment()
    moment.enter(leaves, leaves, step)
    laws = LawsOfMessage([Judge(law)], step)
    # Then it says what the law says
    assert laws.hold(moment) is holds


def test_no_laws_hold_of_any_message(asked):
    moment, _, laws = asked(1, ())
    assert laws.hold(moment)


def test_without_a_message_each_law_is_to_be_asked_itself(asked):
    moment, *_ = asked(1, ())
    assert not LawsOfMessage([Judge(law) for law in OF_SEND], None).hold(moment)
