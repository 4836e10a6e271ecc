"""One life of the small chain in which everything happens, and a way to break each law in it."""

import importlib.util
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from filspec.actors.interpreter import Interpreter
from filspec.actors.ledger.transfers import send
from filspec.actors.payment_channel.channels import (
    close_payment_channel,
    collect_payment_channel,
    create_payment_channel,
)
from filspec.actors.payment_channel.state import Redemption
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.storage_market.balances import register_participant
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults, update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.pledge import add_pledge, depledge
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.world import World
from filspec.kit.laws import LAWS, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.runner import Receipt, Step
from filspec.kit.transitions import transition_of
from filspec.kit.worlds import fork, shape_of
from filspec.laws.broken import LawBroken
from filspec.laws.checker import LawChecker
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER, WORKER, SmallChain

SHAPE = shape_of(World)
NOTHING_MORE = Redemption(secret=0, condition_proof=0)
A_TRANSFER = (send, (CLIENT, 0, STRANGER), None)


class Life(SmallChain):
    """A small chain that remembers all its steps."""

    def __init__(self):
        super().__init__()
        self.steps = []
        self.runner.observers = (self.checker, self.steps.append)

    def accepted(self, message, *arguments):
        receipt = self.apply(message, *arguments)
        assert receipt.accepted, f"{message.__name__} was refused: {receipt.reason}"
        return receipt.answer

    def publish(self, **changes):
        return self.accepted(publish_storage_deal, CLIENT, self.signed(self.proposal(**changes)))

    def commit(self, miner, number, *deals):
        info = self.sealed(miner, number)
        pieces = tuple(self.published_piece(deal, info, 512 * place) for place, deal in enumerate(deals))
        self.accepted(commit_sector, WORKER, info, self.world.epoch + 200, pieces, ())

    def prove_to(self, miner, epoch):
        while self.world.epoch < epoch:
            self.end_epochs()
            self.accepted(submit_post, WORKER, miner, *self.challenge(miner), ())

    def redeem(self, channel, **terms):
        self.accepted(update_channel_state, STRANGER, self.voucher(channel, **terms), NOTHING_MORE)


def lived():
    """The life: at its end there is a deal in each state, a sector in each state, and three kinds of channel."""
    life = Life()
    for party in (CLIENT, OWNER):
        life.accepted(register_participant, party, 10_000)
    miner, gone = (life.accepted(create_storage_miner, OWNER, 100, WORKER, 2048) for _ in range(2))
    expired, failed, timed_out = (life.publish(deal_expiry=18, storage_price=price) for price in (30, 31, 32))
    life.commit(miner, 0, expired)
    life.commit(gone, 0, failed)
    life.end_epochs()
    life.accepted(submit_post, WORKER, miner, *life.challenge(miner), ())
    life.accepted(declare_consensus_fault, STRANGER, life.fault_of(gone))
    collected, open_, closing = (life.accepted(create_payment_channel, CLIENT, 100, STRANGER) for _ in range(3))
    for channel in (collected, open_, closing):
        life.redeem(channel, amount=9)
        life.redeem(channel, nonce=2, amount=10)
        life.redeem(channel, lane=1, amount=5)
    life.accepted(close_payment_channel, CLIENT, collected)
    life.prove_to(miner, 19)
    life.accepted(close_expired_storage_deal, CLIENT, timed_out)
    life.accepted(collect_payment_channel, STRANGER, collected)
    active, failing = (life.publish(storage_price=price) for price in (1_000, 1_001))
    life.commit(miner, 1, active)
    life.commit(miner, 2, failing)
    life.commit(miner, 3)
    life.prove_to(miner, 21)
    life.accepted(add_faults, WORKER, miner, (2, 3))
    life.accepted(update_sector_status, WORKER, miner, (), (3,))
    committed, published = (life.publish(storage_price=price) for price in (40, 41))
    life.commit(miner, 4, committed)
    life.prove_to(miner, 22)
    life.accepted(close_payment_channel, CLIENT, closing)
    life.accepted(add_pledge, OWNER, 5, miner)
    life.accepted(depledge, WORKER, miner, 5)
    life.apply(send, CLIENT, -1, OWNER)
    Interpreter(life.world, ANSWERS, (life.steps.append,)).award(miner)
    life.deals = SimpleNamespace(
        expired=expired, failed=failed, timed_out=timed_out, active=active, failing=failing, committed=committed,
        published=published,
    )  # fmt: skip
    life.miner, life.gone = miner, gone
    life.channels = SimpleNamespace(collected=collected, open=open_, closing=closing)
    return life


@pytest.fixture(scope="session")
def life():
    """The life, which no test changes."""
    return lived()


@pytest.fixture
def breaks(life):
    """Assert that a law holds at the end of the life, and that it is broken once the world is tampered with.

    The tampering gets a copy of the world. A law of steps sees it as the result of a step; a law of messages, as the
    result of the message that the tampering returns with its arguments and its answer. What is given is done to the
    world before all that.
    """

    def check(name, tamper, given=None):
        law = LAWS[name]
        with answering(ANSWERS):
            judge = judge_of(life, law, tamper, given)
            with pytest.raises(LawBroken) as broken:
                judge()
        assert broken.value.law is law
        assert law.sentence in str(broken.value)
        assert all(identity in str(broken.value) for identity in law.ids)

    return check


@pytest.fixture
def holds(life):
    """Assert that a law of steps or of messages holds all the same once the world is tampered with; see ``breaks``."""

    def check(name, tamper, given=None):
        law = LAWS[name]
        assert not is_of_states(law)
        with answering(ANSWERS):
            judge_of(life, law, tamper, given)()

    return check


def judge_of(life, law, tamper, given):
    """What checks the law after the tampering; before it, the law holds at the end of the life."""
    before = fork(life.world)
    if given is not None:
        given(before, life)
    world = fork(before)
    asked = tamper(world, life)
    before, after = SHAPE.leaves(before), SHAPE.leaves(world)
    checker = LawChecker([law])
    checker.check_world(before)
    if is_of_states(law):
        return partial(checker.check_world, after)
    return partial(LawChecker([law]), step_between(before, after, asked or A_TRANSFER))


def is_of_states(law):
    """Whether the law speaks of single worlds."""
    return law.quantifier in (Quantifier.WORLD, Quantifier.ROW, Quantifier.KEY)


def step_between(before, after, asked):
    """The step between two worlds, as if this message had been accepted (or refused)."""
    message, arguments, answer = asked
    accepted = answer != "refused"
    receipt = Receipt(accepted=accepted, reason=None, answer=answer if accepted else None)
    return Step(transition=transition_of(message), arguments=arguments, before=before, after=after, receipt=receipt)


@pytest.fixture
def laws_of():
    """The names of the laws of a file."""
    return lambda file: {law.name for law in LAWS.values() if law.holds.__module__ == file.__name__}


def loaded(name):
    """A module beside this one, loaded once."""
    if name not in sys.modules:
        found = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        sys.modules[name] = importlib.util.module_from_spec(found)
        found.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture
def plant(monkeypatch):
    """Plant a defect of ``source_changes.py`` by its name: a law of visits, or what the change does."""
    changes = loaded("source_changes")
    return lambda name: changes.plant(monkeypatch, *{**changes.BREAKS_THE_VISIT_LAW, **changes.OTHERS}[name])


@pytest.fixture
def naive_checker():
    """The class of the checker that asks everything."""
    return loaded("naive_checker").NaiveChecker
