"""The trace: every call that crosses participants, recorded once, with its cause.

Nobody states who calls: the sender of a call is the participant whose call is open, and the chain of open calls is
the chain of causes. A signed message travels before it runs; its sender remembers it under the message's identity
(``remember``) and the chain resumes there when the message runs (``resumed``). With no recorder active a call costs
one test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from filspec.kit.requirement import Rejected

T = TypeVar("T")
Arguments = tuple[tuple[str, object], ...]

OUTSIDE = "Outside"
"""The sender of what no participant caused: the person who runs the program."""


class Crossing(Enum):
    """How an event crosses from one participant to another."""

    CALL = "call"
    REPLY = "reply"
    EVENT = "event"
    ERROR = "error"


@dataclass(slots=True)
class Event:
    """One crossing.

    Attributes:
        number: position in the trace, from 0.
        node: name of the node it happens on, or "chain".
        epoch: when.
        sender: participant it comes from.
        receiver: participant it goes to.
        label: the drawing's text, or the function's name where it is not drawn.
        crossing: call, reply, event or error.
        arguments: names and values.
        outcome: "accepted", or the name of the reason it was refused for, or of the error that ended it.
        cause: number of the event that led to it, -1 for none.
    """

    number: int
    node: str
    epoch: int
    sender: str
    receiver: str
    label: str
    crossing: Crossing
    arguments: Arguments
    outcome: str
    cause: int


class Recorder:
    """Collects the events of one run. Not shared between threads."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.node = "chain"
        self.epoch = 0
        self._open: list[tuple[int, str]] = [(-1, OUTSIDE)]
        self._origins: dict[object, tuple[int, str]] = {}

    def call(
        self, receiver: str, label: str, reply: str, arguments: Arguments, body: Callable[[], T], node: str = ""
    ) -> T:
        """Record a call and, where one is drawn, its reply; run it in between."""
        outer, self.node = self.node, node or self.node
        cause, sender = self._open[-1]
        event = self._add(sender, receiver, label, Crossing.CALL, arguments, cause)
        self._open.append((event.number, receiver))
        try:
            answer = body()
        except Rejected as rejection:
            event.outcome = rejection.reason.name
            raise
        except Exception as error:
            event.outcome = type(error).__name__
            raise
        finally:
            self._open.pop()
            self.node = outer
        if reply:
            self._add(receiver, sender, reply, Crossing.REPLY, (("answer", answer),), event.number)
        return answer

    def note(self, sender: str, receiver: str, label: str, crossing: Crossing, arguments: Arguments = ()) -> None:
        """Record a crossing that is no call: an observation, a failed receipt."""
        self._add(sender, receiver, label, crossing, arguments, self._open[-1][0])

    def remember(self, identity: object) -> None:
        """Remember under this identity who is acting now and why (first time only)."""
        self._origins.setdefault(identity, self._open[-1])

    @contextmanager
    def resumed(self, identity: object) -> Iterator[None]:
        """Until the block ends, act in the name of whoever remembered this identity."""
        self._open.append(self._origins.get(identity, self._open[-1]))
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def acting_as(self, participant: str) -> Iterator[None]:
        """Until the block ends, record calls as coming from this participant, for the reason that holds now."""
        self._open.append((self._open[-1][0], participant))
        try:
            yield
        finally:
            self._open.pop()

    def ancestors(self, event: Event) -> Iterator[Event]:
        """The causes of an event, nearest first."""
        while event.cause >= 0:
            event = self.events[event.cause]
            yield event

    def _add(
        self, sender: str, receiver: str, label: str, crossing: Crossing, arguments: Arguments, cause: int
    ) -> Event:
        event = Event(
            len(self.events), self.node, self.epoch, sender, receiver, label, crossing, arguments, "accepted", cause
        )
        self.events.append(event)
        return event


active: Recorder | None = None


def remember(identity: object) -> None:
    """Remember under this identity who is acting now and why, if a recorder is active."""
    if active is not None:
        active.remember(identity)


def enter_epoch(epoch: int) -> None:
    """Record what follows in this epoch, if a recorder is active."""
    if active is not None:
        active.epoch = epoch


def note(sender: str, receiver: str, label: str, crossing: Crossing) -> None:
    """Record a crossing that is no call, if a recorder is active."""
    if active is not None:
        active.note(sender, receiver, label, crossing)


@contextmanager
def resumed(identity: object) -> Iterator[None]:
    """Until the block ends, act in the name of whoever remembered this identity."""
    if active is None:
        yield
        return
    with active.resumed(identity):
        yield


@contextmanager
def on_behalf_of(participant: str) -> Iterator[None]:
    """Until the block ends, calls come from this participant: it was observed, it does not call by itself."""
    if active is None:
        yield
        return
    with active.acting_as(participant):
        yield


@contextmanager
def recording(recorder: Recorder | None) -> Iterator[Recorder | None]:
    """Record into this recorder, or (None) nowhere, until the block ends."""
    global active
    before, active = active, recorder
    try:
        yield recorder
    finally:
        active = before
