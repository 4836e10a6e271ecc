"""How fast the bare runner is: cheap real messages on a genesis world. The goal is 100,000 messages/s."""

import pytest

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.ledger.transfers import send
from filspec.actors.parameters import preset
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import add_balance, register_participant
from filspec.actors.units import FIRST_USER, ActorID, PublicKey, TokenAmount
from filspec.kit.runner import Runner
from filspec.kit.trace import Recorder, recording

PAYER, PAYEE = FIRST_USER, ActorID(FIRST_USER + 1)
RICHES = TokenAmount(10**30)


@pytest.fixture
def runner():
    """A runner of a world with a hundred rich accounts, the first of which takes part in the market."""
    world = genesis(preset("tiny"), (GenesisAccount(key=PublicKey(0), balance=RICHES),) * 100)
    running = Runner(world)
    assert running.apply(register_participant, PAYER, TokenAmount(0)).accepted
    return running


def test_messages_per_second_of_send(benchmark, runner):
    assert benchmark(runner.apply, send, PAYER, TokenAmount(1), PAYEE).accepted


def test_messages_per_second_of_add_balance(benchmark, runner):
    assert benchmark(runner.apply, add_balance, PAYER, TokenAmount(1)).accepted


def test_messages_per_second_of_a_refusal(benchmark, runner):
    """Refused behind its first writes or before, a message is undone."""
    receipt = benchmark(runner.apply, send, PAYER, TokenAmount(RICHES * 2), PAYEE)
    assert receipt.reason is Reason.INSUFFICIENT_FUNDS


def test_messages_per_second_of_send_when_observed(benchmark, runner):
    """An observer gets the leaves of the world before and after each message."""
    runner.observers = (lambda step: None,)
    assert benchmark(runner.apply, send, PAYER, TokenAmount(1), PAYEE).accepted


def test_messages_per_second_of_send_when_recorded(benchmark, runner):
    def recorded():
        with recording(Recorder()):
            return runner.apply(send, PAYER, TokenAmount(1), PAYEE)

    assert benchmark(recorded).accepted
