"""The interpreter: runs the messages of a tipset and the implicit ones, in the order of protocol-facts 4.7.

For each message: its sender exists, its nonce is the next one and its sender can pay; then nonce and fee are taken, and
the method runs. If the method is refused, everything but nonce and fee is undone.
"""

from __future__ import annotations

from collections.abc import Callable

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.ledger.transfers import is_account
from filspec.actors.methods import METHODS
from filspec.actors.reasons import Reason
from filspec.actors.reward.awards import award_block_reward, pay_fee
from filspec.actors.units import SYSTEM, ActorID, Nonce, TokenAmount
from filspec.actors.world import World
from filspec.kit.oracles import Answers
from filspec.kit.records import Record
from filspec.kit.requirement import require
from filspec.kit.runner import Observer, Receipt, Runner
from filspec.kit.transitions import internal, transition_of


class Envelope(Record):
    """A message as it is sent.

    Attributes:
        sender: the account that signs it.
        nonce: the sender's count of messages before this one.
        value: tokens it carries.
        fee: tokens for the block that carries it.
        method: name of a registered message.
        arguments: the method's parameters behind caller and value.
    """

    sender: ActorID
    nonce: Nonce
    value: TokenAmount
    fee: TokenAmount
    method: str
    arguments: tuple[object, ...]


@internal()
def include_message(w: World, sender: ActorID, nonce: Nonce, fee: TokenAmount, miner: ActorID) -> None:
    """Take a message's nonce and fee, whatever becomes of the message."""
    require(is_account(w, sender), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(nonce == w.ledger.accounts[sender].nonce, Reason.UNEXPECTED_NONCE)
    require(miner in w.miner.miners, Reason.NO_SUCH_MINER)
    pay_fee(w, sender, miner, fee)
    account = w.ledger.accounts[sender]
    w.ledger.accounts[sender] = account.but(nonce=account.nonce + 1)


class Interpreter:
    """Runs messages on one world.

    Args:
        world: the world to change.
        answers: the rung of the proof ladder.
        observers: see ``Runner``.
    """

    def __init__(self, world: World, answers: Answers, observers: tuple[Observer, ...] = ()) -> None:
        self.world = world
        self.runner = Runner(world, answers, observers)

    def deliver(self, envelope: Envelope, miner: ActorID) -> Receipt:
        """Run a message that the miner's block carries."""
        included = self.runner.apply(include_message, envelope.sender, envelope.nonce, envelope.fee, miner)
        if not included.accepted:
            return included
        method = METHODS.get(envelope.method)
        if method is None:
            return Receipt(accepted=False, reason=Reason.UNKNOWN_METHOD, answer=None)
        if "value" in transition_of(method).parameters:
            return self.runner.apply(method, envelope.sender, envelope.value, *envelope.arguments)
        if envelope.value != 0:
            return Receipt(accepted=False, reason=Reason.VALUE_NOT_ACCEPTED, answer=None)
        return self.runner.apply(method, envelope.sender, *envelope.arguments)

    def award(self, miner: ActorID) -> Receipt:
        """Pay the reward of a block."""
        return self._implicit(award_block_reward, miner)

    def end_epoch(self) -> Receipt:
        """End the current epoch.

        Raises:
            RuntimeError: the tick was refused, which no world of the chain may do.
        """
        receipt = self._implicit(end_of_epoch)
        if not receipt.accepted:
            raise RuntimeError(f"the end of epoch {self.world.epoch} was refused: {receipt.reason}")
        return receipt

    def _implicit(self, transition: Callable[..., object], *arguments: object) -> Receipt:
        return self.runner.apply(transition, SYSTEM, *arguments)
