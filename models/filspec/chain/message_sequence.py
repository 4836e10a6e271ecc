"""A sequence of messages that one block can carry: signed, in the order of their nonces, and paid for.

What a sender may receive from messages of the same block does not count: a block must be includable whatever other
blocks share its tipset. A message pool that chooses by this rule chooses what every validator accepts.

Source: protocol-facts sections 4.7 and 5.7 (rule 9).
"""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT, Account, ActorKind
from filspec.actors.units import ActorID, Nonce, TokenAmount
from filspec.actors.world import World
from filspec.chain.messages import SignedMessage, is_signed
from filspec.chain.reasons import BlockReason


class MessageSequence:
    """Messages taken so far, and what they leave of their senders' accounts.

    Args:
        world: the state they will run on.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._accounts: dict[ActorID, Account] = {}

    def take(self, message: SignedMessage) -> BlockReason | None:
        """Take a message, or say which rule it breaks and leave it."""
        envelope = message.envelope
        account = self._account(envelope.sender)
        reason = _refusal(message, account)
        if reason is None:
            cost = envelope.value + envelope.fee
            self._accounts[envelope.sender] = account.but(
                nonce=Nonce(account.nonce + 1), balance=TokenAmount(account.balance - cost)
            )
        return reason

    def _account(self, sender: ActorID) -> Account:
        return self._accounts.get(sender) or self._world.ledger.accounts.get(sender, NO_ACCOUNT)


def _refusal(message: SignedMessage, account: Account) -> BlockReason | None:
    envelope = message.envelope
    if account.kind is not ActorKind.ACCOUNT:
        return BlockReason.SENDER_IS_NOT_AN_ACCOUNT
    if not is_signed(message, account.key):
        return BlockReason.INVALID_MESSAGE_SIGNATURE
    if envelope.nonce != account.nonce:
        return BlockReason.UNEXPECTED_NONCE
    if envelope.value < 0 or envelope.fee < 0:
        return BlockReason.NEGATIVE_AMOUNT
    if envelope.value + envelope.fee > account.balance:
        return BlockReason.UNAFFORDABLE_MESSAGE
    return None
