"""The node's keys, and how its participants send messages to the chain and learn what became of them."""

from __future__ import annotations

from collections.abc import Callable

from filspec.actors.interpreter import Envelope
from filspec.actors.units import ActorID, TokenAmount
from filspec.chain.keys import KeyPair
from filspec.chain.messages import sign_message
from filspec.chain.state_transition import Applied
from filspec.kit import trace
from filspec.kit.runner import Receipt
from filspec.nodes.message_pool import MessagePool

FEE = TokenAmount(1)
OnReceipt = Callable[[Receipt], None]


class Wallet:
    """Keys of the node's accounts.

    Args:
        keys: key pair of each account.
        pool: where messages go.
    """

    def __init__(self, keys: dict[ActorID, KeyPair], pool: MessagePool) -> None:
        self.keys = keys
        self._pool = pool
        self._awaited: dict[bytes, OnReceipt] = {}

    def send(
        self,
        sender: ActorID,
        method: Callable[..., object],
        *arguments: object,
        value: int = 0,
        on_receipt: OnReceipt | None = None,
    ) -> None:
        """Sign a message and put it into the pool; whoever acts now is remembered as its origin.

        Raises:
            RuntimeError: the pool refuses the message, with its reason.
        """
        envelope = Envelope(
            sender=sender,
            nonce=self._pool.next_nonce(sender),
            value=TokenAmount(value),
            fee=FEE,
            method=method.__name__,
            arguments=arguments,
        )
        message = sign_message(self.keys[sender], envelope)
        reason = self._pool.add_new_message(message)
        if reason is not None:
            raise RuntimeError(f"the pool refuses {method.__name__} of actor {sender}: {reason.value}")
        trace.remember(message.identity)
        if on_receipt is not None:
            self._awaited[message.identity] = on_receipt

    def see(self, applied: Applied) -> None:
        """Tell those who wait for a receipt in this tipset."""
        for identity, receipt in applied.receipts:
            listener = self._awaited.pop(identity, None)
            if listener is not None:
                with trace.resumed(identity):
                    listener(receipt)
