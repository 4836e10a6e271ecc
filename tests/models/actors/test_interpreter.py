"""The interpreter of messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.interpreter import Envelope, Interpreter
from filspec.actors.reasons import Reason
from filspec.actors.reward.awards import block_reward
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.units import MARKET, SYSTEM
from filspec.kit.runner import Receipt, Runner
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT, FORTUNE, OWNER, STRANGER, WORKER, SmallChain


def envelope(sender=CLIENT, nonce=0, value=0, fee=0, method="send", arguments=(STRANGER,)):
    return Envelope(sender=sender, nonce=nonce, value=value, fee=fee, method=method, arguments=arguments)


class Mined:
    """An interpreter, watched by the laws, with a miner that carries its messages."""

    def __init__(self) -> None:
        chain = SmallChain()
        self.world = chain.world
        self.miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
        self.interpreter = Interpreter(chain.world, ANSWERS, (chain.checker,))

    def deliver(self, **terms) -> Receipt:
        return self.interpreter.deliver(envelope(**terms), self.miner)

    def account(self, who=CLIENT):
        return self.world.ledger.accounts[who]


@pytest.fixture
def mined():
    return Mined()


@given(value=st.integers(-10, 2 * FORTUNE), fee=st.integers(-10, 2 * FORTUNE), nonce=st.integers(-1, 2))
def test_an_included_message_costs_nonce_and_fee_whatever_becomes_of_it(value, fee, nonce):
    mined = Mined()
    receipt = mined.deliver(value=value, fee=fee, nonce=nonce)
    included = nonce == 0 and 0 <= fee <= FORTUNE
    sent = included and 0 <= value <= FORTUNE - fee
    assert receipt.accepted == sent
    assert mined.account().nonce == included
    assert mined.account().balance == FORTUNE - included * fee - sent * value
    assert mined.account(OWNER).balance == FORTUNE - 100 + included * fee
    assert mined.account(STRANGER).balance == FORTUNE + sent * value


def test_no_message_runs_twice(mined):
    assert mined.deliver(value=5).accepted
    assert mined.deliver(value=5).reason is Reason.UNEXPECTED_NONCE
    assert mined.deliver(value=5, nonce=1).accepted
    assert mined.account(STRANGER).balance == FORTUNE + 10


@pytest.mark.parametrize("sender", [MARKET, 999])
def test_only_accounts_send_messages(mined, sender):
    assert mined.deliver(sender=sender).reason is Reason.CALLER_IS_NOT_AN_ACCOUNT


def test_a_message_is_carried_by_a_miner(mined):
    receipt = mined.interpreter.deliver(envelope(), CLIENT)
    assert (receipt.accepted, receipt.reason) == (False, Reason.NO_SUCH_MINER)
    assert mined.account().nonce == 0


def test_an_unknown_method_costs_nonce_and_fee(mined):
    refused = Receipt(accepted=False, reason=Reason.UNKNOWN_METHOD, answer=None)
    assert mined.deliver(method="mint", fee=3) == refused
    assert (mined.account().nonce, mined.account().balance) == (1, FORTUNE - 3)


@pytest.mark.parametrize("method", ["slash_storage_collateral", "award_block_reward", "transfer", "end_of_epoch"])
def test_what_only_actors_call_is_no_method(mined, method):
    assert mined.deliver(method=method).reason is Reason.UNKNOWN_METHOD


def test_value_goes_to_methods_that_take_it_only(mined):
    receipt = mined.deliver(method="withdraw_balance", value=1, arguments=(1,))
    assert receipt == Receipt(accepted=False, reason=Reason.VALUE_NOT_ACCEPTED, answer=None)
    assert mined.deliver(method="add_balance", nonce=1, value=8, arguments=()).accepted
    assert mined.deliver(method="withdraw_balance", nonce=2, arguments=(8,)).accepted
    assert mined.account().balance == FORTUNE


@pytest.mark.parametrize("value", [-1, 1])
def test_any_value_sent_to_a_method_that_takes_none_is_refused(mined, value):
    """Given a method without a value, when some is sent, also less than nothing, then it is refused for that."""
    receipt = mined.deliver(method="withdraw_balance", value=value, arguments=(1,))
    assert receipt == Receipt(accepted=False, reason=Reason.VALUE_NOT_ACCEPTED, answer=None)
    assert mined.account().balance == FORTUNE


def test_the_system_awards_blocks(mined):
    reward = block_reward(mined.world)
    assert mined.interpreter.award(mined.miner).answer == reward
    assert mined.interpreter.award(CLIENT).reason is Reason.NO_SUCH_MINER


def test_the_system_ends_epochs(mined):
    assert mined.interpreter.end_epoch().accepted
    assert mined.world.epoch == 1


def test_a_refused_end_of_an_epoch_is_an_error_that_says_so(mined, monkeypatch):
    """No world of the chain does this, so the runner is made to."""
    refusal = Receipt(accepted=False, reason=Reason.NO_SUCH_MINER, answer=None)
    monkeypatch.setattr(Runner, "apply", lambda runner, transition, *arguments: refusal)
    with pytest.raises(RuntimeError, match=r"the end of epoch 0 was refused: Reason\.NO_SUCH_MINER"):
        mined.interpreter.end_epoch()


def test_the_system_itself_signs_no_message(mined):
    assert mined.deliver(sender=SYSTEM).reason is Reason.CALLER_IS_NOT_AN_ACCOUNT
