"""MessagePool: messages waiting for a block. The drawing asks it without declaring it."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.reasons import Reason
from filspec.actors.units import ActorID, Nonce
from filspec.actors.world import World
from filspec.chain.block_syntax import MAX_MESSAGES
from filspec.chain.encoding import MalformedError
from filspec.chain.messages import SignedMessage, decode_message, encode_message, is_signed
from filspec.kit import trace
from filspec.kit.participants import Participant, receives
from filspec.nodes.blockchain import Blockchain
from filspec.nodes.libp2p import MESSAGES, libp2p


class MessagePool(Participant):
    """Waiting messages by sender and nonce.

    Attributes:
        refused: why messages were dropped, in order of arrival.
    """

    def __init__(self, node: str, network: libp2p, chain: Blockchain) -> None:
        super().__init__(node)
        self.refused: list[Reason | str] = []
        self._network = network
        self._chain = chain
        self._waiting: dict[ActorID, dict[Nonce, SignedMessage]] = {}

    def start(self) -> None:
        """Listen to the message topic."""
        with trace.on_behalf_of(self.drawn_name):
            self._network.subscribe(MESSAGES, self.node, self._arrived)

    def _arrived(self, content: bytes) -> None:
        try:
            self._keep(decode_message(content))
        except MalformedError as problem:
            self.refused.append(str(problem))

    def add_new_message(self, message: SignedMessage) -> Reason | None:
        """Keep a message of this node and tell the others; the reason if it is refused."""
        reason = self._keep(message)
        if reason is None:
            self._network.publish(MESSAGES, self.node, encode_message(message))
        return reason

    def _keep(self, message: SignedMessage) -> Reason | None:
        reason = self._why_not(message)
        if reason is None:
            envelope = message.envelope
            self._waiting.setdefault(envelope.sender, {})[envelope.nonce] = message
        else:
            self.refused.append(reason)
        return reason

    def _why_not(self, message: SignedMessage) -> Reason | None:
        envelope = message.envelope
        account = self._chain.world.ledger.accounts.get(envelope.sender, NO_ACCOUNT)
        if envelope.nonce < account.nonce:
            return Reason.UNEXPECTED_NONCE
        if envelope.value < 0 or envelope.fee < 0:
            return Reason.NEGATIVE_AMOUNT
        if account.balance < envelope.value + envelope.fee:
            return Reason.INSUFFICIENT_FUNDS
        return None if is_signed(message, account.key) else Reason.INVALID_MESSAGE_SIGNATURE

    def next_nonce(self, sender: ActorID) -> Nonce:
        """The nonce of a sender's next message, those that wait here counted."""
        nonce = self._chain.world.ledger.accounts.get(sender, NO_ACCOUNT).nonce
        while nonce in self._waiting.get(sender, {}):
            nonce = Nonce(nonce + 1)
        return nonce

    @receives("GetMostProfitableMessages(StorageMiner.Address)", "[Message]")
    def get_most_profitable_messages(self, miner: ActorID) -> tuple[SignedMessage, ...]:
        """Executable messages, best fee first; of one sender in the order of their nonces, as far as it can pay.

        There are never more than a block may carry.
        """
        world = self._chain.world
        heads = {sender: self._executable(world, sender) for sender in sorted(self._waiting)}
        chosen: list[SignedMessage] = []
        while any(heads.values()) and len(chosen) < MAX_MESSAGES:
            ready = [queue[0] for queue in heads.values() if queue]
            best = max(ready, key=lambda message: (message.envelope.fee, -message.envelope.sender))
            chosen.append(heads[best.envelope.sender].pop(0))
        return tuple(chosen)

    def _executable(self, world: World, sender: ActorID) -> list[SignedMessage]:
        account = world.ledger.accounts.get(sender, NO_ACCOUNT)
        queue, nonce, balance = self._waiting[sender], account.nonce, account.balance
        found: list[SignedMessage] = []
        while nonce in queue:
            cost = queue[nonce].envelope.value + queue[nonce].envelope.fee
            if cost > balance:
                break
            found.append(queue[nonce])
            balance, nonce = type(balance)(balance - cost), Nonce(nonce + 1)
        return found

    def forget_included(self) -> None:
        """Drop the messages that the chain has included."""
        for sender in sorted(self._waiting):
            nonce = self._chain.world.ledger.accounts.get(sender, NO_ACCOUNT).nonce
            self._waiting[sender] = {
                waiting: message for waiting, message in self._waiting[sender].items() if waiting >= nonce
            }
