"""The gossip network between the nodes of one process: a set of messages in flight.

Nothing is delivered while a participant acts; ``deliver`` empties the set between actions, in the order of sending,
to every subscriber but the sender. Loss, delay, duplication and order are decisions of whoever delivers, so a faulty
network is this one with other decisions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from filspec.kit.participants import Participant, receives

BLOCKS = "/fil/blocks"
MESSAGES = "/fil/messages"

Handler = Callable[[bytes], None]


class libp2p(Participant):  # noqa: N801 (the drawing's spelling)
    """The publish-and-subscribe network."""

    def __init__(self) -> None:
        super().__init__("network")
        self._subscribers: dict[str, list[tuple[str, Handler]]] = {BLOCKS: [], MESSAGES: []}
        self._in_flight: deque[tuple[str, str, bytes]] = deque()

    @receives("Subscribe(OnNewBlock)")
    def subscribe(self, topic: str, subscriber: str, handler: Handler) -> None:
        """Call the handler with every message on the topic that another node publishes."""
        self._subscribers[topic].append((subscriber, handler))

    def publish(self, topic: str, publisher: str, content: bytes) -> None:
        """Put a message into flight."""
        self._in_flight.append((topic, publisher, content))

    def deliver(self) -> int:
        """Deliver all that is in flight, and what that brings into flight; how many messages were delivered."""
        delivered = 0
        while self._in_flight:
            topic, publisher, content = self._in_flight.popleft()
            for subscriber, handler in self._subscribers[topic]:
                if subscriber != publisher:
                    handler(content)
                    delivered += 1
        return delivered
